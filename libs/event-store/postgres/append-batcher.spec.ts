import { InvariantBroken } from '#kernel/assert.js';
import { type Batcher, createBatcher } from './append-batcher.js';

interface Request {
  readonly stream: string;
  readonly sizeBytes: number;
  readonly bad?: boolean;
}

const request = (stream: string, more: Partial<Request> = {}): Request => ({
  stream,
  sizeBytes: 10,
  ...more,
});
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const streamsOf = (batches: readonly (readonly Request[])[]): string[] =>
  batches.map((batch) => batch.map(({ stream }) => stream).join(' '));

/** A batcher whose writes wait until they are let go. */
const underTest = ({ lanes = 1, maxRequests = 10, maxBytes = 1000 } = {}) => {
  const written: (readonly Request[])[] = [];
  const held: (() => void)[] = [];
  const batcher: Batcher<Request, string> = createBatcher<Request, string>({
    lanes,
    maxRequests,
    maxBytes,
    write: async (batch) => {
      written.push(batch);
      await new Promise<void>((resolve) => held.push(resolve));
      if (batch.some(({ bad }) => bad)) throw new Error('bad');
      return batch.map(({ stream }) => (stream === 'lost' ? new Error('conflict') : `${stream} written`));
    },
  });
  const letGo = async (): Promise<void> => {
    while (held.length > 0) {
      held.shift()?.();
      await turn();
      await turn();
    }
  };
  return { batcher, written, letGo };
};

describe('The append batcher', () => {
  it('puts everything of one turn into one batch, sorted by stream, and answers each caller', async () => {
    const { batcher, written, letGo } = underTest();
    const answers = Promise.all(['c', 'a', 'b'].map((stream) => batcher.submit(request(stream))));
    await turn();
    await letGo();
    expect(await answers).toEqual(['c written', 'a written', 'b written']);
    expect(streamsOf(written)).toEqual(['a b c']);
  });

  it('never has one stream twice in a batch or in two lanes at once, and keeps the order of its requests', async () => {
    const { batcher, written, letGo } = underTest({ lanes: 2 });
    const first = batcher.submit(request('hot', { sizeBytes: 1 }));
    const second = batcher.submit(request('hot', { sizeBytes: 2 }));
    const other = batcher.submit(request('other'));
    await turn();
    expect(streamsOf(written)).toEqual(['hot other']);
    await turn();
    expect(written).toHaveLength(1);
    await letGo();
    await Promise.all([first, second, other]);
    expect(
      written
        .flat()
        .filter(({ stream }) => stream === 'hot')
        .map(({ sizeBytes }) => sizeBytes),
    ).toEqual([1, 2]);
  });

  it('is fair: who comes after a hundred requests for one busy stream is in the next batch', async () => {
    const { batcher, written, letGo } = underTest();
    const hot = Promise.all(Array.from({ length: 100 }, () => batcher.submit(request('hot'))));
    await turn();
    const late = ['x', 'y'].map((stream) => batcher.submit(request(stream)));
    await letGo();
    await Promise.all([hot, ...late]);
    expect(streamsOf(written).slice(0, 3)).toEqual(['hot', 'hot x y', 'hot']);
    expect(written).toHaveLength(100);
  });

  it('starts a second batch while the first is under way, and no more than there are lanes', async () => {
    const { batcher, written, letGo } = underTest({ lanes: 2, maxRequests: 1 });
    const answers = Promise.all(['a', 'b', 'c'].map((stream) => batcher.submit(request(stream))));
    await turn();
    expect(streamsOf(written)).toEqual(['a', 'b']);
    await letGo();
    await answers;
    expect(streamsOf(written)).toEqual(['a', 'b', 'c']);
  });

  it('stops a batch at its cap of bytes, and lets a larger request go alone', async () => {
    const { batcher, written, letGo } = underTest({ maxBytes: 25 });
    const sizes = { a: 10, b: 10, c: 10, d: 99, e: 1 };
    const answers = Promise.all(
      Object.entries(sizes).map(([stream, sizeBytes]) => batcher.submit(request(stream, { sizeBytes }))),
    );
    await turn();
    await letGo();
    await answers;
    expect(streamsOf(written)).toEqual(['a b', 'c', 'd', 'e']);
  });

  it('gives an error to its caller only', async () => {
    const { batcher, letGo } = underTest();
    const outcomes = Promise.allSettled(['a', 'lost', 'z'].map((stream) => batcher.submit(request(stream))));
    await turn();
    await letGo();
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('halves a batch that fails until the bad request is alone', async () => {
    const { batcher, written, letGo } = underTest();
    const streams = ['a', 'b', 'c', 'd', 'e'];
    const outcomes = Promise.allSettled(
      streams.map((stream) => batcher.submit(request(stream, { bad: stream === 'd' }))),
    );
    await turn();
    await letGo();
    expect((await outcomes).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(streamsOf(written)).toEqual(['a b c d e', 'a b', 'c d e', 'c', 'd e', 'd', 'e']);
  });

  it('drains what it accepted and refuses the rest', async () => {
    const { batcher, letGo } = underTest({ maxRequests: 1 });
    const accepted = Promise.all(['a', 'b'].map((stream) => batcher.submit(request(stream))));
    let ended = false;
    const draining = batcher.drain().then(() => (ended = true));
    await expect(batcher.submit(request('c'))).rejects.toThrow(InvariantBroken);
    await turn();
    expect(ended).toBe(false);
    await letGo();
    expect(await accepted).toEqual(['a written', 'b written']);
    await draining;
  });
});
