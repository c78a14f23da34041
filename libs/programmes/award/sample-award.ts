import { businessDate } from '#kernel/business-date.js';
import { splitFen, yuan } from '#kernel/money.js';
import { publishedYears } from '#kernel/published-years.js';
import { refuse } from '#kernel/refusal.js';
import { workingCalendar } from '#kernel/working-calendar.js';
import type { Measure } from '#policy/measure.js';
import type { Application, Claim } from './application.js';
import { awardDecider } from './award.decider.js';
import { derivation, step } from './derivation.js';
import type { CapClaim, PlannedTranche, ProgrammeRules } from './programme-rules.js';
import type { Rulebook } from './rulebook.js';

/** A programme for specs of the shared life: 100 yuan in 40 / 30 / 30, the second part after a review. */
const plan: PlannedTranche[] = splitFen(yuan(100), [40n, 30n, 30n]).map((amountFen, index) => ({
  trancheNo: index + 1,
  title: { zh: `第${index + 1}期`, en: `Tranche ${index + 1}` },
  clause: 'S-1',
  payee: 'party-ENTERPRISE',
  payeeRole: 'enterprise',
  plannedFen: amountFen,
  ceilingFen: amountFen,
  windowYear: null,
  claimableFrom: index === 2 ? businessDate('2024-03-01') : null,
  evidence: [{ name: 'report', zh: '报告', en: 'report', clause: 'S-1', maxAgeDays: 30 }],
  gates: index === 1 ? ['midterm'] : [],
}));

const why = (amountFen: bigint) =>
  derivation('S-1', 'S@1', [step({ zh: '按期', en: 'as planned' }, 'plan', 'S-1', amountFen)]);

/** 50 yuan per enterprise and year. */
const sampleCap: CapClaim = {
  capKey: 'sample.enterprise-year',
  subject: 'party-ENTERPRISE',
  window: '2024',
  title: { zh: '企业年度上限', en: 'yearly limit of the enterprise' },
  clause: 'S-1',
  limit: { kind: 'amount', limitFen: yuan(50) },
  year: 2024,
};

const sampleRules: ProgrammeRules = {
  programme: 'sample',
  unmetConditions: ({ facts }) =>
    facts.eligible === false
      ? [refuse('sample.not-eligible', '不符合条件', 'Not eligible', { clause: 'S-1' })]
      : [],
  planAward: () => ({ totalFen: yuan(100), tranches: plan, derivation: why(yuan(100)) }),
  fixTranche: (_award, tranche, claim) =>
    claim.facts.worthless === true
      ? refuse('sample.too-little', '金额不足', 'Too little', { clause: 'S-1' })
      : {
          requestedFen: tranche.plannedFen ?? 0n,
          derivation: why(tranche.plannedFen ?? 0n),
          capClaims: claim.facts.capped === true ? [sampleCap] : [],
        },
  recover: (award) => {
    const paid = award.tranches.filter(({ paidFen }) => paidFen > 0n);
    const total = paid.reduce((sum, { paidFen }) => sum + paidFen, 0n);
    return {
      derivation: why(total),
      banYears: 3,
      byTranche: paid.map(({ trancheNo, paidFen }) => ({ trancheNo, amountFen: paidFen })),
    };
  },
};

const payer = (name: string, share: string, budgetLine = '{line}') => ({
  payer: name,
  zh: name,
  en: name,
  share,
  budgetLine,
});

/** Only what the shared life reads of a measure. */
const sampleMeasure = {
  id: 'S-1',
  clause: 'S-1',
  publicityWorkingDays: 5,
  jurisdiction: 'jiaxing',
  budgetLine: 'sample',
  costSharing: [
    {
      places: ['nanhu'],
      clause: 'S-1',
      payers: [payer('jiaxing', '50%'), payer('nanhu', '50%', 'NH-{line}')],
    },
    {
      places: ['xiuzhou'],
      clause: 'S-1',
      payers: [payer('jiaxing', '50%'), payer('xiuzhou', '50%', 'XZ-{line}')],
    },
    { places: ['haining'], clause: 'S-1', payers: [payer('haining', '100%', 'HN-{line}')] },
  ],
  caps: [],
  replaces: [],
  recovery: {},
} as unknown as Measure;

export const sampleRulebook: Rulebook = {
  rulesOf: () => sampleRules,
  measure: (policyVersion) =>
    policyVersion === 'S@1'
      ? sampleMeasure
      : refuse('policy.no-such-version', '没有该版本', 'No such version'),
  calendar: workingCalendar(publishedYears()),
};

export const sampleDecider = awardDecider(sampleRulebook);

export const sampleApplication = (facts: Application['facts'] = {}): Application => ({
  programme: 'sample',
  measure: 'S-1',
  jurisdiction: 'jiaxing',
  parties: { enterprise: { party: 'party-ENTERPRISE', kind: 'enterprise' } },
  facts,
  appliedOn: businessDate('2024-01-02'),
});

export const sampleClaim = (facts: Claim['facts'] = {}): Claim => ({
  evidence: [{ name: 'report', document: 'DOC-1', issuedOn: businessDate('2024-02-01') }],
  facts,
  claimedOn: businessDate('2024-02-01'),
});
