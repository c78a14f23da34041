import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import { derivation, step } from '#programmes/award/derivation.js';
import { sampleApplication, sampleClaim } from '#programmes/award/sample-award.js';
import { explainAward, explanationText, type RecordedEvent } from './explain-award.js';

const award = 'overseas-engineer-0123456789AB';

/** 30 % of 600 000 is 180 000, capped at 150 000 a year; the lifetime cap leaves 120 000; 20 000 are set off. */
const verified = derivation('JX24-4.1', 'JX24@1', [
  step({ zh: '年薪的 30%', en: '30 % of the salary' }, '600000.00 × 30%', 'JX24-4.1', yuan(180_000)),
  step({ zh: '年度上限', en: 'yearly cap' }, 'min(180000.00, 150000.00)', 'decision 6', yuan(150_000)),
]);

const cut = {
  capStream: 'cap-award-total',
  zh: '资助总额',
  en: 'total of the award',
  clause: 'JX24-1.2',
  requestedFen: yuan(150_000),
  grantedFen: yuan(120_000),
};

const release = {
  attempt: 1,
  grantedFen: yuan(120_000),
  reservations: [],
  budgetStream: 'budget-JX-2024',
  commitmentId: 'c',
};

const HISTORY: readonly AwardEvent[] = [
  {
    type: 'ApplicationSubmitted',
    data: {
      award,
      application: { ...sampleApplication({ agreedSalaryFen: yuan(600_000) }), measure: 'JX24-4.1' },
      policyVersion: 'JX24@1',
      by: 'officer',
    },
  },
  { type: 'ApplicationAccepted', data: { award, by: 'officer' } },
  {
    type: 'TrancheClaimed',
    data: { award, trancheNo: 1, claim: sampleClaim({ paidSalaryFen: yuan(600_000) }), by: 'officer' },
  },
  {
    type: 'TrancheVerified',
    data: {
      award,
      trancheNo: 1,
      requestedFen: yuan(150_000),
      derivation: verified,
      capClaims: [],
      by: 'verifier',
    },
  },
  {
    type: 'TrancheReleased',
    data: {
      award,
      trancheNo: 1,
      ...release,
      cuts: [cut],
      payee: 'party-X',
      fiscalYear: 2024,
      releasedOn: businessDate('2024-03-01'),
    },
  },
  {
    type: 'TrancheSetOff',
    data: {
      award,
      trancheNo: 1,
      attempt: 1,
      caseId: 'recovery-1',
      setOffId: 's',
      amountFen: yuan(20_000),
      setOffOn: businessDate('2024-03-02'),
    },
  },
  {
    type: 'TranchePaid',
    data: {
      award,
      trancheNo: 1,
      attempt: 1,
      batch: 'batch-1',
      amountFen: yuan(100_000),
      paidOn: businessDate('2024-03-05'),
      bankReference: null,
    },
  },
];

const recorded = (events: readonly AwardEvent[]): readonly RecordedEvent[] =>
  events.map((event, index) => ({ event, position: String(index + 1).padStart(16, '0'), on: '2024-03-01' }));

describe('the explanation of an award (promise 11)', () => {
  const explanation = explainAward(recorded(HISTORY));

  it('names the measure and the policy version the award keeps', () => {
    expect(explanation).toMatchObject({ award, measure: 'JX24-4.1', policyVersion: 'JX24@1' });
  });

  it('leads from the salary to what the bank paid: every step with its clause, its amount and its place in the log', () => {
    const tranche = explanation?.parts.find(({ trancheNo }) => trancheNo === 1);
    expect(
      tranche?.lines.map(({ clause, amountFen, position }) => [clause, amountFen, Number(position)]),
    ).toEqual([
      [null, null, 3],
      [null, null, 3],
      ['JX24-4.1', yuan(180_000), 4],
      ['decision 6', yuan(150_000), 4],
      [null, yuan(150_000), 4],
      ['JX24-1.2', yuan(120_000), 5],
      [null, yuan(120_000), 5],
      [null, yuan(20_000), 6],
      [null, yuan(100_000), 7],
    ]);
  });

  it.each([
    ['zh', '- 年薪的 30%：600000.00 × 30% = 180000.00 元【JX24-4.1】'],
    [
      'zh',
      '- 受“资助总额”限制（cap-award-total）：申请 150000.00 元，核准 120000.00 元，核减 30000.00 元【JX24-1.2】',
    ],
    ['zh', '- 填报事实：agreedSalaryYuan = 600000.00'],
    [
      'en',
      '- Cut by "total of the award" (cap-award-total): 150000.00 yuan asked, 120000.00 granted, 30000.00 cut [JX24-1.2]',
    ],
    ['en', '- Set off against what the payee owes (case recovery-1): 20000.00 yuan'],
    ['en', '- Paid through the bank on 2024-03-05: 100000.00 yuan'],
  ] as const)('says in %s: %s', (language, sentence) => {
    expect(explanation && explanationText(explanation, language).split('\n')).toContain(sentence);
  });

  it('says why nothing was paid, with the clause', () => {
    const refusal = {
      code: 'cap.years-used-up',
      clause: 'decision 8',
      zh: '三个年度已用完',
      en: 'three years are used up',
    };
    const refused: AwardEvent = {
      type: 'TrancheReleaseRefused',
      data: { award, trancheNo: 1, attempt: 1, refusal },
    };
    const lines = explainAward(recorded([...HISTORY, refused]))?.parts.at(-1)?.lines;
    expect(lines?.at(-1)).toMatchObject({
      clause: 'decision 8',
      zh: '未予拨付（cap.years-used-up）：三个年度已用完',
    });
  });

  it('explains nothing about an award that does not exist', () => {
    expect(explainAward([])).toBeUndefined();
  });
});
