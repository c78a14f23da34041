const WIDTH = 30;

export interface ProgressBar {
  /** @param total undefined while nobody knows it. */
  show(done: number, total: number | undefined, words: string): void;
  /** Leaves an empty line for what comes next. */
  end(): void;
}

/** A bar on a terminal, drawn over itself; nothing where the output is a file or a pipe. */
export const progressBar = (stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>): ProgressBar => {
  const draw = (text: string): void => void (stream.isTTY && stream.write(`\r\u001B[K${text}`));
  return {
    show: (done, total, words) => draw(total ? `${barOf(done / total)} ${words}` : words),
    end: () => draw(''),
  };
};

export const barOf = (share: number): string => {
  const full = Math.min(WIDTH, Math.max(0, Math.floor(share * WIDTH)));
  return `[${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}]`;
};
