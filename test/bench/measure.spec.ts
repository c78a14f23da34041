import { interleaved, median, seededRandom } from './measure.js';

describe('the figures of the benchmark', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ])('the median of %j is %s', (figures, expected) => {
    expect(median(figures)).toBe(expected);
  });

  it('the same seed gives the same numbers, between 0 and 1, and another seed gives others', () => {
    const draw = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(3).every((number) => number >= 0 && number < 1)).toBe(true);
    expect(new Set(draw(4)).size).toBe(5);
  });

  it('contenders take turns, and another one starts each round', async () => {
    const order: string[] = [];
    const figures = await interleaved([{ name: 'a' }, { name: 'b' }], 3, async ({ name }, round) => {
      order.push(name);
      return round;
    });
    expect(order.join('')).toBe('abbaab');
    expect(figures).toEqual({ a: [0, 1, 2], b: [0, 1, 2] });
  });
});
