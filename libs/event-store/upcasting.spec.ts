import { decode } from './decode.js';
import { currentDataOf, currentVersionOf, declareUpcasters, type Upcaster } from './upcasting.js';

const toSecond: Upcaster = {
  type: 'JarFilled',
  from: 1,
  upcast: ({ sweets, ...rest }) => ({ ...rest, count: sweets ?? 0 }),
};
const toThird: Upcaster = {
  type: 'JarFilled',
  from: 2,
  upcast: ({ count, ...rest }) => ({ ...rest, amountFen: `${Number(count)}00` }),
};

describe('Events of old versions', () => {
  beforeEach(() => {
    declareUpcasters([toThird, toSecond]);
  });

  it.each([
    [1, { sweets: 3, lid: 'red' }, { lid: 'red', amountFen: 300n }],
    [2, { count: 4, lid: 'red' }, { lid: 'red', amountFen: 400n }],
    [3, { lid: 'red', amountFen: '500' }, { lid: 'red', amountFen: 500n }],
  ])('version %d is read as version 3, step by step', (version, data, current) => {
    expect(decode({ type: 'JarFilled', version, data })).toEqual({ type: 'JarFilled', data: current });
  });

  it('are written in the version after the last upcaster, and in the first where there is none', () => {
    expect(currentVersionOf('JarFilled')).toBe(3);
    expect(currentVersionOf('JarEmptied')).toBe(1);
  });

  it.each([
    ['JarFilled', 4],
    ['JarEmptied', 2],
    ['JarFilled', 0],
  ])('%s of version %d stops the reader', (type, version) => {
    expect(() => currentDataOf({ type, version, data: {} })).toThrow(
      `${type} has version ${version}, newer than this service`,
    );
  });

  it.each([
    ['a version without upcaster', [toThird]],
    ['a version with two', [toSecond, toSecond]],
  ])('%s is refused when they are declared', (_what, upcasters) => {
    expect(() => declareUpcasters(upcasters)).toThrow('JarFilled needs one upcaster from version');
  });
});
