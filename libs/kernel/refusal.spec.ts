import { isRefusal, orThrow, RefusalError, refuse } from './refusal.js';

const refusal = refuse('cap.years-used-up', '年限已满', 'The years are used up', {
  clause: 'JX24-4.1',
  pointer: '/awardId',
  facts: { years: 5 },
});

describe('a refusal', () => {
  it('carries its code, both sentences and its details', () => {
    expect(refusal).toEqual({
      kind: 'refusal',
      code: 'cap.years-used-up',
      zh: '年限已满',
      en: 'The years are used up',
      clause: 'JX24-4.1',
      pointer: '/awardId',
      facts: { years: 5 },
    });
  });

  it.each([
    [refusal, true],
    [JSON.parse(JSON.stringify(refusal)), true],
    [null, false],
    [undefined, false],
    ['refusal', false],
    [5n, false],
    [{ kind: 'decision' }, false],
    [new RefusalError(refusal), false],
  ])('is told from other values: %p → %s', (value, expected) => {
    expect(isRefusal(value)).toBe(expected);
  });

  it('is thrown where code speaks in exceptions, and a value passes', () => {
    expect(orThrow(5n)).toBe(5n);
    expect(() => orThrow(refusal)).toThrow(new RefusalError(refusal));
    expect(new RefusalError(refusal).message).toBe('cap.years-used-up: The years are used up');
  });
});
