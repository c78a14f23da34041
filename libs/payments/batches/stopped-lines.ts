import { type Refusal, refuse } from '#kernel/refusal.js';

/** A line that may not be paid now, and why. */
export interface StoppedLine {
  readonly lineId: string;
  /** Stable word for programs, such as `tranche-held`. */
  readonly cause: string;
  readonly zh: string;
  readonly en: string;
}

const LINES_IN_SENTENCE = 10;

/** Refuses to move a batch towards the bank while lines in it are stopped; undefined when none is. */
export const refuseStopped = (stopped: readonly StoppedLine[]): Refusal | undefined => {
  if (stopped.length === 0) return undefined;
  const shown = stopped.slice(0, LINES_IN_SENTENCE);
  const others = stopped.length - shown.length;
  const list = (language: 'zh' | 'en', joint: string): string =>
    shown.map((line) => `“${line.lineId}”${language === 'zh' ? '：' : ': '}${line[language]}`).join(joint);
  return refuse(
    'batch.line-stopped',
    `批次中有 ${stopped.length} 笔不得支付：${list('zh', '；')}${others > 0 ? `；另有 ${others} 笔` : ''}。请移出这些明细，或退回批次`,
    `${stopped.length} line(s) of the batch may not be paid: ${list('en', '; ')}${others > 0 ? `; and ${others} more` : ''}. Remove them, or reject the batch`,
    {
      facts: {
        count: stopped.length,
        lineIds: stopped.map(({ lineId }) => lineId).join(','),
        causes: stopped.map(({ cause }) => cause).join(','),
      },
    },
  );
};
