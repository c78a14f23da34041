import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import type { HoldInForce } from '#payments/holds/what-holds-stop.js';
import type { Tranche } from '#programmes/award/award.js';
import { blockersOf, type Circumstances, noticesOf } from './blockers.js';
import { weekOf } from './due-week.js';

const on = businessDate('2024-03-15');
const released = {
  status: 'released',
  held: null,
  returnedReason: null,
  budgetLine: 'talent',
  budgetYear: 2024,
  dueOn: '2024-03-01',
} as const;
const returned = { ...released, status: 'returned', returnedReason: 'AC04 账户已销户' } as const;
const account = { accountKind: 'general', usableFrom: null } as const;
const fine: Circumstances = { on, holds: [], account, parked: [] };
const hold: HoldInForce = {
  hold: 'hold-1',
  scope: { kind: 'measure', id: 'S-1' },
  covers: ['S-1'],
  reason: '审计中',
  placedBy: 'carl',
  until: null,
  amountFen: null,
};
/** What its plan asks for; the rest of a tranche is of no account here. */
const planned = (changes: object, plan: object = {}): Tranche =>
  ({
    status: 'planned',
    plan: {
      claimableFrom: businessDate('2024-04-01'),
      gates: ['midterm', 'opening-report'],
      evidence: [
        { name: 'contract', zh: '合同', en: 'contract', clause: 'S-1' },
        { name: 'invoice', zh: '发票', en: 'invoice', clause: 'S-1' },
      ],
      ...plan,
    },
    ...changes,
  }) as unknown as Tranche;

type Row = Parameters<typeof blockersOf>[0];
const codes = (row: Row, known: Partial<Circumstances> = {}): string[] =>
  blockersOf(row, { ...fine, ...known }).map(({ code }) => code);

describe('what keeps a tranche from being paid', () => {
  it.each<[string, Row, Partial<Circumstances>, string[]]>([
    ['nothing, when it is released and the account is confirmed', released, {}, []],
    ['a hold of the tranche', { ...released, held: '核查中' }, {}, ['tranche.held']],
    ['a hold of whatever it belongs to', released, { holds: [hold] }, ['hold.in-force']],
    ['an empty budget line', { ...released, status: 'queued' }, {}, ['budget.queued']],
    ['no confirmed account', released, { account: null }, ['payee.no-confirmed-account']],
    [
      'an account that was changed a moment ago, until it has cooled off',
      released,
      { account: { usableFrom: '2024-03-18' } },
      ['payee.account-cooling-off'],
    ],
    ['nothing, on the day it has', released, { account: { usableFrom: '2024-03-15' } }, []],
    [
      'another account than the basic one, where the measure asks for that (practice E25)',
      released,
      { tranche: planned({}, { basicAccount: true }) },
      ['payee.not-basic-account'],
    ],
    [
      'a return, while there is no account in its place',
      returned,
      { account: null },
      ['payee.account-not-corrected', 'payee.no-confirmed-account'],
    ],
    ['a return, after the account was corrected', returned, {}, ['tranche.to-be-released-again']],
    ['a parked event before it', released, { parked: ['award-1'] }, ['reactions.parked']],
    ['a suspended award', released, { awardStatus: 'suspended' }, ['award.suspended']],
    ['that it is being released', { ...released, status: 'releasing' }, {}, ['tranche.releasing']],
    ['that nobody released it', { ...released, status: 'verified' }, {}, ['tranche.not-released']],
    ['that nobody verified its evidence', { ...released, status: 'claimed' }, {}, ['evidence.not-verified']],
    [
      'the cap that refused its release',
      { ...released, status: 'verified' },
      {
        tranche: planned({
          status: 'verified',
          refusal: { code: 'cap.exhausted', zh: '额度已用完', en: 'used up' },
        }),
      },
      ['cap.exhausted'],
    ],
    [
      'what its claim still needs: the day, each assessment, each piece of evidence',
      { ...released, status: 'planned' },
      { tranche: planned({}), passedAssessments: [{ gate: 'opening-report', assessedOn: on, score: null }] },
      ['tranche.too-early', 'tranche.gate-closed', 'evidence.missing', 'evidence.missing'],
    ],
    [
      'why its claim was refused, beside what a new one needs',
      { ...released, status: 'refused' },
      {
        tranche: planned(
          { status: 'refused', refusal: { code: 'claim.too-little', zh: '不足', en: 'too little' } },
          { claimableFrom: null, gates: [], evidence: [] },
        ),
      },
      ['claim.too-little'],
    ],
    [
      'everything at once',
      { ...returned, held: '核查中' },
      { awardStatus: 'suspended', holds: [hold, hold], account: null, parked: ['payees'] },
      [
        'award.suspended',
        'tranche.held',
        'hold.in-force',
        'hold.in-force',
        'payee.account-not-corrected',
        'payee.no-confirmed-account',
        'reactions.parked',
      ],
    ],
  ])('%s', (_title, row, known, expected) => {
    expect(codes(row, known)).toEqual(expected);
  });

  it('is said in both languages', () => {
    const all = blockersOf(
      { ...returned, held: '核查中' },
      { ...fine, awardStatus: 'suspended', holds: [hold], account: null, parked: ['payees'] },
    );
    for (const { zh, en } of all) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[a-z]{3}/);
    }
  });
});

describe('what whoever pays should know of the payee', () => {
  it('is nothing of one who owes nothing and is not banned', () => expect(noticesOf([], null)).toEqual([]));

  it('is what is owed in all cases together, and the last day of a ban', () => {
    const notices = noticesOf([yuan(30), yuan(12)], '2027-03-01');
    expect(notices.map(({ code }) => code)).toEqual(['payee.owes', 'payee.banned']);
    expect(notices[0]?.en).toBe('The payee owes 42.00 yuan in 2 recovery case(s)');
    expect(notices[1]?.zh).toBe('收款人至 2027-03-01 不得申请新的资助');
  });
});

describe('the week a tranche is due in (ISO 8601)', () => {
  it.each([
    ['2024-01-01', '2024-W01'],
    ['2024-12-29', '2024-W52'],
    ['2024-12-30', '2025-W01'],
    ['2027-01-03', '2026-W53'],
  ])('%s is in %s', (date, week) => expect(weekOf(businessDate(date))).toBe(week));
});
