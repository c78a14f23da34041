import type { Measure } from '#policy/measure.js';
import type { Application } from '../award/application.js';
import { plannedTranche } from './plan-tranches.js';

const words = { zh: '首期', en: 'first' };
const figures = { trancheNo: 1, plannedFen: null, ceilingFen: null };
const application = {
  parties: {
    person: { party: 'party-P', kind: 'person' },
    host: { party: 'party-H', kind: 'institution' },
  },
} as unknown as Application;
const planned = (payeeRole: string, payTo?: 'basic-account') => {
  const template = { title: words, clause: 'S-1', payeeRole, evidence: [], gates: [], claimableFrom: null };
  const scheduled = { template, windowYear: null } as unknown as Parameters<typeof plannedTranche>[0];
  return plannedTranche(scheduled, application, { payTo } as unknown as Measure, figures);
};

describe('a measure that pays to the basic account (practice E25)', () => {
  it('demands it of units, from the approval on', () => {
    expect(planned('host', 'basic-account').basicAccount).toBe(true);
  });

  it('demands nothing of persons, who have no such account, and other measures demand nothing', () => {
    expect(planned('person', 'basic-account')).not.toHaveProperty('basicAccount');
    expect(planned('host')).not.toHaveProperty('basicAccount');
  });
});
