import { shardOfStream } from './shards.js';

describe('the shard of a stream', () => {
  it.each([
    ['award-1', 1, 0],
    ['award-1', 4, 1],
    ['award-2', 4, 0],
    ['budget-2050799-2024', 4, 3],
    ['批次二', 4, 1],
  ])('of %s among %i never changes, or rows would be folded by two', (stream, shards, shard) => {
    expect(shardOfStream(stream, shards)).toBe(shard);
  });

  it('shares out streams that are named alike evenly', () => {
    const counts = [0, 0, 0, 0];
    for (let number = 0; number < 4_000; number += 1) {
      const shard = shardOfStream(`overseas-engineer-2024-${String(number).padStart(4, '0')}`, 4);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(900);
  });
});
