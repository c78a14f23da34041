import { setTimeout as sleep } from 'node:timers/promises';
import { watchLog } from './log-watch.js';

const never = new AbortController().signal;
const NO_POLL = { firstMs: Infinity, longestMs: Infinity };

describe('The watch over the log', () => {
  it('wakes everybody who waits before the head, as soon as it is told, and nobody else', async () => {
    const watch = watchLog(async () => undefined, NO_POLL);
    const woken: string[] = [];
    const waits = ['1', '2', '3'].map(async (at) => {
      if (await watch.beyond(at, never)) woken.push(at);
    });
    watch.told('3');
    await Promise.all(waits.slice(0, 2));
    expect(woken).toEqual(['1', '2']);
    watch.told('4');
    await waits[2];
  });

  it('does not let anybody sleep through an append between looking and waiting', async () => {
    const watch = watchLog(async () => undefined, NO_POLL);
    watch.told('7');
    expect(await watch.beyond('6', never)).toBe('7');
  });

  it('ends the wait on abort', async () => {
    const ending = new AbortController();
    const waiting = watchLog(async () => undefined, NO_POLL).beyond(undefined, ending.signal);
    ending.abort();
    expect(await waiting).toBeUndefined();
  });

  it('asks once for all who wait, and not at all while nobody does', async () => {
    let asked = 0;
    const ask = async (): Promise<string> => String((asked += 1)).padStart(2, '0');
    const watch = watchLog(ask, { firstMs: 1, longestMs: 4 });
    await sleep(20);
    expect(asked).toBe(0);
    const heads = await Promise.all(Array.from({ length: 40 }, async () => watch.beyond('02', never)));
    expect(new Set(heads)).toEqual(new Set(['03']));
    await sleep(20);
    expect(asked).toBe(3);
  });

  it('tells those who wait that the log cannot be asked; whoever waits again has it asked again', async () => {
    let fails = true;
    const ask = async (): Promise<string> => {
      if (fails) throw new Error('connection refused');
      return '5';
    };
    const watch = watchLog(ask, { firstMs: 1, longestMs: 4 });
    await expect(watch.beyond('4', never)).rejects.toThrow('connection refused');
    fails = false;
    expect(await watch.beyond('4', never)).toBe('5');
  });
});
