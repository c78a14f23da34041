import { businessDate } from '#kernel/business-date.js';
import { fold } from '#kernel/decider.js';
import type { JsonObject } from '#kernel/fen-json.js';
import { fenOf, yuan } from '#kernel/money.js';
import { publishedYears } from '#kernel/published-years.js';
import { orThrow } from '#kernel/refusal.js';
import { workingCalendar } from '#kernel/working-calendar.js';
import { parsePolicyBook } from '#policy/policy-book.js';
import { createPolicyRegister } from '#policy/policy-register.js';
import type { AwardCommand } from '../award/award.commands.js';
import { awardDecider } from '../award/award.decider.js';
import type { AwardEvent } from '../award/award.events.js';
import { isGranted, paidFen, trancheOf } from '../award/award.js';
import { programmes } from '../catalogue.js';
import { ofTier } from './measure-spec.js';

const words = (en: string) => ({ zh: en, en });
const kept = { formula: 'none', clause: 'NEXT-1', ...words('Kept') };

/** Next year's policy of another place, with a measure nobody programmed: 15 % of rent above 20,000, July to June, two years. */
const book: JsonObject = {
  book: 'NEXT',
  version: 1,
  title: words('Next policy'),
  source: 'test',
  jurisdiction: 'haining',
  effectiveFrom: '2023-01-01',
  effectiveFromBasis: 'test',
  shared: {
    publicityWorkingDays: 5,
    decisions: ['decision 1'],
    parties: { tenant: { role: 'tenant', kinds: ['person'], ...words('Tenant') } },
    recovery: { kept: { 'left-early': kept, 'failed-acceptance': kept, 'false-evidence': kept } },
  },
  decisions: [
    {
      id: 'decision 1',
      parameter: 'year',
      value: 'July to June',
      authorRole: 'programme-verifier',
      date: '2023-01-01',
      basis: 'test',
      effectiveFrom: '2023-01-01',
    },
  ],
  uplifts: [],
  measures: [
    {
      id: 'NEXT-1',
      programme: 'housing',
      title: words('Rent of young experts'),
      budgetLine: 'NEXT-HOUSING',
      parties: ['tenant'],
      facts: [{ name: 'rentedFrom', type: 'date', ...words('First day of the lease') }],
      conditions: [
        {
          code: 'next.tier',
          rule: 'party-tier-in',
          role: 'tenant',
          tiers: ['senior'],
          ...words('Senior only'),
        },
      ],
      entitlement: {
        kind: 'rate-of-base',
        tiers: [{ tier: 'all', rate: '15%', capYuan: '5000.00' }],
        base: { from: 'items', fact: 'rents', amountColumn: 'rentYuan', dayColumn: 'month' },
        thresholdYuan: '20000.00',
      },
      years: { from: 'date', fact: 'rentedFrom', count: 2, starts: 'july' },
      tranches: [
        {
          title: words('Rent of the year'),
          payeeRole: 'tenant',
          pays: { what: 'rate' },
          claimableFrom: { rule: 'window-year-end' },
          claimFacts: [
            {
              name: 'rents',
              type: 'items',
              maxItems: 12,
              ...words('Rents'),
              columns: [
                { name: 'month', type: 'month', ...words('Month') },
                { name: 'rentYuan', type: 'yuan', ...words('Rent') },
              ],
            },
          ],
        },
      ],
      caps: [
        {
          key: 'next.person-year',
          title: words('Yearly cap'),
          subject: 'tenant',
          window: 'window-year',
          limit: { kind: 'tranche-ceiling' },
        },
      ],
      recovery: 'kept',
    },
  ],
};

const register = createPolicyRegister();
const { version, policyVersion, effectiveFrom, contentHash } = orThrow(parsePolicyBook(book));
register.apply({
  type: 'PolicyPublished',
  data: { book: 'NEXT', version, policyVersion, effectiveFrom, contentHash, content: book, by: 'anna' },
});
const decider = awardDecider({
  rulesOf: (name) => {
    const rules = programmes.find(({ programme }) => programme === name);
    if (!rules) throw new Error(name);
    return rules;
  },
  measure: (policy, id) => register.version(policy, id),
  calendar: workingCalendar(publishedYears()),
});

const on = businessDate;
const rents = [
  { month: '2023-07', rentFen: fenOf('25000.00') },
  { month: '2024-06', rentFen: fenOf('15000.10') },
];

/** Every command has to succeed; what the first one with another answer says is thrown. */
const play = (commands: readonly AwardCommand[]) => {
  let events: readonly AwardEvent[] = [];
  for (const command of commands) {
    const decision = decider.decide(command, fold(decider, events));
    if (decision.refusal) throw new Error(decision.refusal.code);
    events = [...events, ...decision.events];
  }
  return { events, award: fold(decider, events) };
};

const untilApproved = (tier: 'senior' | 'basic' = 'senior'): readonly AwardCommand[] => [
  {
    type: 'SubmitApplication',
    award: 'housing-1',
    policyVersion: 'NEXT@1',
    by: 'olga',
    application: {
      programme: 'housing',
      measure: 'NEXT-1',
      jurisdiction: 'haining',
      parties: { tenant: ofTier(tier) },
      facts: { rentedFrom: '2024-03-15' },
      appliedOn: on('2024-05-06'),
    },
  },
  { type: 'AcceptApplication', by: 'olga', on: on('2024-05-06') },
  { type: 'VerifyApplication', by: 'vera' },
  { type: 'StartPublicity', by: 'olga', startsOn: on('2024-05-07') },
  {
    type: 'ApproveAward',
    by: 'anna',
    on: on('2024-05-14'),
    policyVersion: 'NEXT@1',
    caseDecision: null,
  },
];
const claim = (claimedOn: string): AwardCommand => ({
  type: 'ClaimTranche',
  by: 'olga',
  trancheNo: 1,
  claim: { evidence: [], facts: { rents }, claimedOn: on(claimedOn) },
});

describe('a new measure of a known kind is a file and no code', () => {
  it('runs from the application to the payment', () => {
    const toPay: readonly AwardCommand[] = [
      claim('2024-07-01'),
      { type: 'VerifyEvidence', by: 'vera', trancheNo: 1 },
      { type: 'RequestRelease', by: 'max', trancheNo: 1, on: on('2024-07-02') },
    ];
    const { events } = play([...untilApproved(), ...toPay]);
    const asked = events.find((event) => event.type === 'TrancheReleaseRequested');
    // 25,000.00 + 15,000.10 − 20,000.00 = 20,000.10, and 15 % of it is 3,000.015, half up
    expect(asked?.data).toMatchObject({
      requestedFen: fenOf('3000.02'),
      budgetLine: 'NEXT-HOUSING',
      capClaims: [{ subject: 'P1', window: '2023-07-01', limit: { limitFen: yuan(5_000) } }],
    });
    const { award } = play([
      ...untilApproved(),
      ...toPay,
      {
        type: 'ReleaseTranche',
        trancheNo: 1,
        attempt: 1,
        grantedFen: fenOf('3000.02'),
        cuts: [],
        reservations: [],
        budgetStream: 'budget-NEXT-HOUSING-2024',
        commitmentId: 'housing-1/1/1',
        fiscalYear: 2024,
        on: on('2024-07-02'),
      },
      { type: 'PutInBatch', trancheNo: 1, attempt: 1, batch: 'batch-1' },
      {
        type: 'RecordPayment',
        trancheNo: 1,
        attempt: 1,
        batch: 'batch-1',
        amountFen: fenOf('3000.02'),
        paidOn: on('2024-07-05'),
        bankReference: 'B1',
      },
    ]);
    const tranche = isGranted(award) ? trancheOf(award, 1) : undefined;
    expect(tranche?.status).toBe('paid');
    expect(tranche && paidFen(tranche)).toBe(fenOf('3000.02'));
  });

  it('reads the tier of the day', () => {
    expect(() => play(untilApproved('basic'))).toThrow('next.tier');
  });

  it('waits for the end of the year from July to June that the lease began in', () => {
    expect(() => play([...untilApproved(), claim('2024-06-30')])).toThrow('tranche.too-early');
  });
});
