import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import type { Measure } from '#policy/measure.js';
import { enterprise, person, shippedMeasure } from '../kinds/measure-spec.js';
import type { Application } from './application.js';
import type { Award } from './award.js';
import { baseFault } from './base-award.js';

/** A county adds to JX24-1.2 inside Nanhu. */
const measure: Measure = {
  ...shippedMeasure('JX24-1.2'),
  id: 'NH-1',
  clause: 'NH-1',
  jurisdiction: 'nanhu',
  costSharing: [],
  topsUp: 'JX24-1.2',
};
const application: Application = {
  programme: 'elite-leader',
  measure: 'JX24-1.2',
  jurisdiction: 'nanhu',
  parties: { person: person(50), enterprise },
  facts: { class: 'A', selectedOn: '2024-01-01' },
  appliedOn: businessDate('2024-02-01'),
};
const base = (changes: object = {}, status = 'active'): Award =>
  ({ status, award: 'W1', application: { ...application, ...changes }, tranches: [] }) as unknown as Award;

describe('the award that a county adds to', () => {
  it.each([['approved'], ['active'], ['completed']])('may be %s', (status) => {
    expect(baseFault(base({}, status), application, measure)).toBeUndefined();
  });

  it.each<[string, Award, string, string]>([
    ['not granted', { status: 'none' }, 'base-not-granted', '/baseAward'],
    ['of another measure', base({ measure: 'JX24-1.3' }), 'base-not-granted', '/baseAward'],
    ['suspended', base({}, 'suspended'), 'base-not-running', '/baseAward'],
    ['ended', base({}, 'terminated'), 'base-not-running', '/baseAward'],
    ['landed elsewhere', base({ jurisdiction: 'xiuzhou' }), 'base-elsewhere', '/baseAward'],
    [
      'of somebody else',
      base({ parties: { ...application.parties, person: { party: 'P2', kind: 'person' } } }),
      'differs-from-base',
      '/parties/person',
    ],
    ['of another class', base({ facts: { class: 'B' } }), 'differs-from-base', '/facts/class'],
  ])('is none when %s', (_, award, code, pointer) => {
    expect(baseFault(award, application, measure)).toMatchObject({ code: `application.${code}`, pointer });
  });

  it('is compared by what both of them state: amounts too, by the name that people see', () => {
    const stated = (amount: bigint) => ({
      ...application,
      facts: { ...application.facts, grantFen: amount },
    });
    const award = base({ facts: { ...application.facts, grantFen: yuan(5) } });
    expect(baseFault(award, stated(yuan(5)), measure)).toBeUndefined();
    expect(baseFault(award, stated(yuan(6)), measure)).toMatchObject({ pointer: '/facts/grantYuan' });
    expect(baseFault(base(), stated(yuan(6)), measure)).toBeUndefined();
  });
});
