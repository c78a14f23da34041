import { severalAtOnce } from './several-at-once.js';

const later = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

describe('several at once', () => {
  it('answers in the order asked, whatever ends first, and never has more than sixteen under way', async () => {
    let running = 0;
    let most = 0;
    const things = Array.from({ length: 50 }, (_, place) => place);
    const results = await severalAtOnce(things, async (thing) => {
      running += 1;
      most = Math.max(most, running);
      await later((50 - thing) % 5);
      running -= 1;
      return thing * 2;
    });
    expect(results).toEqual(things.map((thing) => thing * 2));
    expect(most).toBe(16);
  });

  it('fails with the first failure once nothing is under way any more, and begins nothing new', async () => {
    const ended: number[] = [];
    const failing = severalAtOnce(
      Array.from({ length: 100 }, (_, place) => place),
      async (thing) => {
        if (thing === 3) throw new Error('three');
        await later(2);
        ended.push(thing);
      },
    );
    await expect(failing).rejects.toThrow('three');
    expect(ended).toHaveLength(15);
  });

  it('does nothing with nothing', async () => {
    await expect(severalAtOnce([], () => Promise.reject(new Error('never')))).resolves.toEqual([]);
  });
});
