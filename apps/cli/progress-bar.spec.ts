import { barOf, progressBar } from './progress-bar.js';

describe('The progress bar', () => {
  it.each([
    [0, 0],
    [0.5, 15],
    [0.999, 29],
    [1, 30],
    [1.2, 30],
  ])('at %d has %i full places of 30', (share, full) => {
    expect(barOf(share).replaceAll(/[^█]/g, '')).toHaveLength(full);
    expect(barOf(share)).toHaveLength(32);
  });

  it('is drawn over itself on a terminal, without a bar while the total is not known, and not at all into a file', () => {
    const written: string[] = [];
    const stream = (isTTY: boolean) => ({ isTTY, write: (text: string) => Boolean(written.push(text)) });
    progressBar(stream(false)).show(1, 2, 'half');
    expect(written).toEqual([]);
    const bar = progressBar(stream(true));
    bar.show(7, undefined, '7 rows');
    bar.show(1, 2, 'half');
    bar.end();
    expect(written).toEqual(['\r\u001B[K7 rows', `\r\u001B[K${barOf(0.5)} half`, '\r\u001B[K']);
  });
});
