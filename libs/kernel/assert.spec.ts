import { assert, InvariantBroken, unreachable } from './assert.js';

describe('an invariant', () => {
  it.each([false, 0, '', null, undefined, 0n])('that is %p is broken, and the work stops', (condition) => {
    expect(() => assert(condition, 'Streams have a version')).toThrow(
      new InvariantBroken('Streams have a version'),
    );
  });

  it('that holds lets the work go on', () => {
    expect(() => assert('anything', 'never shown')).not.toThrow();
  });

  it('of a closed union is broken by a value from outside', () => {
    expect(() => unreachable('seventh role' as never)).toThrow('No case for "seventh role"');
  });
});
