import { enterprise, institution, ofTier, person, team } from '../kinds/measure-spec.js';
import { capped, type CaseTable, row, type Step } from './case-table.js';

/** 精英引领计划 and leading teams (JX24-1.1 to 2.5). Amounts worked by hand. */

const pay = (payYear: number, paidSalaryYuan: string) => ({ payYear, paidSalaryYuan });
const otherEmployer = { enterprise: { ...enterprise, party: 'E2' } };
const young = { person: person(35), enterprise };
const notYoung = { person: person(36), enterprise };

/** 70, 60 and 50 % of the pay (JX24-1.3, JX24-1.4); `at` is the pay whose share is the yearly cap to the fen. */
const salaryTable = (
  id: 'JX24-1.3' | 'JX24-1.4',
  years: number,
  counter: string,
  lastSelection: string,
  figures: readonly {
    readonly tier: string;
    readonly usual: string;
    readonly at: string;
    readonly past: string;
    readonly cap: string;
  }[],
): CaseTable => {
  const salary = id === 'JX24-1.3' ? '500000.00' : '200000.00';
  const [first] = figures;
  const [, , last] = figures;
  const yearsPaid = Array.from({ length: years }, (_, index): Step => ({
    no: index + 1,
    claim: pay(2021 + index, salary),
    is: first?.usual ?? '',
  }));
  return {
    parties: { person: person(40), enterprise },
    facts: { class: 'A', selectedOn: '2021-03-01' },
    claim: pay(2021, salary),
    rows: [
      ...figures.flatMap(({ tier, usual, at, past, cap }) => [
        row(`tier ${tier}`, { facts: { class: tier }, is: usual }),
        row(`ceiling ${tier} at`, { facts: { class: tier }, claim: pay(2021, at), is: cap }),
        row(`ceiling ${tier} past`, { facts: { class: tier }, claim: pay(2021, past), is: cap }),
      ]),
      row('years last', { no: years, claim: pay(2020 + years, salary), is: first?.usual ?? '' }),
      row('years past', { no: years + 1, claim: pay(2021 + years, salary), is: 'no-such-tranche' }),
      capped(
        counter,
        ...yearsPaid,
        // The last year of a second selection is one too many for the person.
        {
          award: 'W2',
          facts: { selectedOn: lastSelection },
          no: years,
          claim: pay(2021 + years, salary),
          claimedOn: '2028-01-01',
          is: 'cap.years-used-up',
        },
      ),
      capped(
        'elite-leader.person-year',
        { facts: { class: 'C' }, claim: pay(2021, last?.at ?? ''), is: last?.cap ?? '' },
        { facts: { class: 'C' }, award: 'W2', parties: otherEmployer, is: 'cap.exhausted' },
      ),
      row('elite-leader.before-policy at', {
        facts: { selectedOn: '2017-01-01' },
        claim: pay(2017, salary),
        is: first?.usual ?? '',
      }),
      row('elite-leader.before-policy past', {
        facts: { selectedOn: '2016-12-31' },
        is: 'elite-leader.before-policy',
      }),
      // 350,000 × 105 % and 140,000 × 105 %.
      row('uplift at', { parties: young, is: id === 'JX24-1.3' ? '367500.00' : '147000.00' }),
      row('uplift past', { parties: notYoung, is: first?.usual ?? '' }),
    ],
  };
};

const startUp = (tier: string) => ({ class: tier, selectedOn: '2024-01-10' });

export const eliteLeaderCases: Readonly<Record<string, CaseTable>> = {
  'JX24-1.1': {
    parties: { person: person(50), enterprise: institution },
    facts: { selectedOn: '2024-01-10' },
    decided: { workFundYuan: '2000000.00', rewardYuan: '8000000.00' },
    rows: [
      row('decided workFundYuan + floor workFundYuan at', { is: '2000000.00' }),
      row('decided rewardYuan + floor rewardYuan at', { no: 2, is: '8000000.00' }),
      row('floor workFundYuan past', {
        decided: { workFundYuan: '1999999.99' },
        is: 'award.below-floor',
      }),
      row('floor rewardYuan past', {
        decided: { rewardYuan: '7999999.99' },
        is: 'award.below-floor',
      }),
    ],
  },
  'JX24-1.2': {
    parties: { person: person(40), enterprise },
    facts: startUp('A'),
    rows: [
      row('tier A', { is: '2000000.00' }, { no: 2, is: '1500000.00' }, { no: 3, is: '1500000.00' }),
      row(
        'tier B',
        { facts: startUp('B'), is: '1200000.00' },
        { facts: startUp('B'), no: 2, is: '900000.00' },
        { facts: startUp('B'), no: 3, is: '900000.00' },
      ),
      row(
        'tier C + cap elite-leader.start-up at + cap elite-leader.start-up past',
        { facts: startUp('C'), is: '800000.00' },
        { facts: startUp('C'), no: 2, is: '600000.00' },
        { facts: startUp('C'), no: 3, is: '600000.00' },
        { facts: startUp('C'), award: 'W2', is: 'cap.exhausted' },
        // 3,000,000 less the 2,000,000 that were paid.
        { facts: startUp('B'), award: 'W3', is: '1000000.00' },
      ),
      row('elite-leader.before-policy at', { facts: { selectedOn: '2017-01-01' }, is: '2000000.00' }),
      row('elite-leader.before-policy past', {
        facts: { selectedOn: '2016-12-31' },
        is: 'elite-leader.before-policy',
      }),
      // 40 % of 2,100,000.
      row('uplift at', { parties: young, facts: startUp('C'), is: '840000.00' }),
      row('uplift past', { parties: notYoung, facts: startUp('C'), is: '800000.00' }),
    ],
  },
  'JX24-1.3': salaryTable('JX24-1.3', 5, 'elite-leader.long-years', '2022-03-01', [
    { tier: 'A', usual: '350000.00', at: '1428571.43', past: '1428571.45', cap: '1000000.00' },
    { tier: 'B', usual: '300000.00', at: '1000000.00', past: '1000000.02', cap: '600000.00' },
    { tier: 'C', usual: '250000.00', at: '800000.00', past: '800000.02', cap: '400000.00' },
  ]),
  'JX24-1.4': salaryTable('JX24-1.4', 3, 'elite-leader.short-years', '2022-03-01', [
    { tier: 'A', usual: '140000.00', at: '714285.71', past: '714285.73', cap: '500000.00' },
    { tier: 'B', usual: '120000.00', at: '500000.00', past: '500000.02', cap: '300000.00' },
    { tier: 'C', usual: '100000.00', at: '300000.00', past: '300000.02', cap: '150000.00' },
  ]),
  'JX24-1.5': {
    parties: { person: person(40), enterprise },
    facts: { talentLevel: 'national', fullTime: true, recognisedOn: '2024-01-10' },
    rows: [
      row('route national', { is: '1200000.00' }),
      row('route provincial', { facts: { talentLevel: 'provincial' }, is: '800000.00' }),
      row('elite-leader.before-policy at', { facts: { recognisedOn: '2017-01-01' }, is: '1200000.00' }),
      row('elite-leader.before-policy past', {
        facts: { recognisedOn: '2016-12-31' },
        is: 'elite-leader.before-policy',
      }),
      row('uplift at', { parties: young, is: '1260000.00' }),
      row('uplift past', { parties: notYoung, is: '1200000.00' }),
    ],
  },
  'JX24-1.6': {
    parties: { person: person(40), enterprise },
    facts: { talentLevel: 'national', term: 'long', recognisedOn: '2021-03-01' },
    claim: pay(2021, '200000.00'),
    rows: [
      row('route national long', { is: '120000.00' }),
      row('route provincial long', { facts: { talentLevel: 'provincial' }, is: '100000.00' }),
      row('route national short', {
        facts: { term: 'short' },
        claim: pay(2021, '600000.00'),
        is: '300000.00',
      }),
      row('route provincial short', {
        facts: { term: 'short', talentLevel: 'provincial' },
        claim: pay(2021, '600000.00'),
        is: '150000.00',
      }),
      row('elite-leader.before-policy at', {
        facts: { recognisedOn: '2017-01-01' },
        claim: pay(2017, '200000.00'),
        is: '120000.00',
      }),
      row('elite-leader.before-policy past', {
        facts: { recognisedOn: '2016-12-31' },
        is: 'elite-leader.before-policy',
      }),
      row('uplift at', { parties: young, is: '126000.00' }),
      row('uplift past', { parties: notYoung, is: '120000.00' }),
    ],
  },
};

const ofTeam = { team, enterprise };
const match = (enterpriseFundsYuan: string, otherFiscalFundsYuan = '0.00') => ({
  enterpriseFundsYuan,
  otherFiscalFundsYuan,
});

export const leadingTeamCases: Readonly<Record<string, CaseTable>> = {
  'JX24-2.1': {
    parties: { team, leader: ofTier('top'), employer: enterprise },
    facts: { recognisedOn: '2024-01-10' },
    decided: { decidedYuan: '3000000.00' },
    rows: [
      row(
        'decided decidedYuan',
        { is: '1200000.00' },
        { no: 2, is: '900000.00' },
        { no: 3, is: '900000.00' },
      ),
    ],
  },
  'JX24-2.2': {
    parties: ofTeam,
    facts: {
      selectedOn: '2024-01-10',
      periodFrom: '2024-01-01',
      periodTo: '2026-12-31',
      provincialGrantYuan: '10000000.00',
    },
    decided: { decidedYuan: '10000000.00' },
    rows: [
      row('decided decidedYuan + floor decidedYuan at + leading-team.period-too-long at', {
        is: '4000000.00',
      }),
      row('floor decidedYuan past', {
        decided: { decidedYuan: '9999999.99' },
        is: 'award.below-floor',
      }),
      row('leading-team.period-too-long past', {
        facts: { periodTo: '2027-01-01' },
        is: 'leading-team.period-too-long',
      }),
    ],
  },
  'JX24-2.3': {
    parties: ofTeam,
    facts: { selectedOn: '2024-01-10' },
    decided: { decidedYuan: '10000000.00' },
    claim: match('4000000.00'),
    rows: [
      row('decided decidedYuan + floor decidedYuan at + match at', { is: '4000000.00' }),
      row('match past', { claim: match('3999999.99'), is: 'match.insufficient' }),
      // Fiscal money of all levels counts: 5,000,000 of the province and the 4,000,000 asked for.
      row('match at', { claim: match('9000000.00', '5000000.00'), is: '4000000.00' }),
      row('match past', { claim: match('8999999.99', '5000000.00'), is: 'match.insufficient' }),
      row('floor decidedYuan past', {
        decided: { decidedYuan: '9999999.99' },
        is: 'award.below-floor',
      }),
    ],
  },
  'JX24-2.4': {
    parties: ofTeam,
    facts: { support: 'rolling', assessedOn: '2024-03-01' },
    decided: { decidedYuan: '60000000.00' },
    rows: [
      row('decided decidedYuan + ceiling decidedYuan at', {
        decided: { decidedYuan: '100000000.00' },
        is: '40000000.00',
      }),
      row('ceiling decidedYuan past', {
        decided: { decidedYuan: '100000000.01' },
        is: 'award.above-ceiling',
      }),
      capped(
        'leading-team.further-support',
        { is: '24000000.00' },
        { no: 2, is: '18000000.00' },
        { no: 3, is: '18000000.00' },
        { award: 'W2', is: '24000000.00' },
        // 100,000,000 less 84,000,000.
        { award: 'W2', no: 2, is: '16000000.00' },
        { award: 'W2', no: 3, is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-2.5': {
    parties: { team, employer: enterprise },
    facts: { selectedOn: '2024-01-10' },
    decided: { decidedYuan: '600000.00' },
    rows: [
      row('decided decidedYuan + floor decidedYuan at', { is: '600000.00' }),
      row('floor decidedYuan past', {
        decided: { decidedYuan: '599999.99' },
        is: 'award.below-floor',
      }),
      row('ceiling decidedYuan at', { decided: { decidedYuan: '2000000.00' }, is: '2000000.00' }),
      row('ceiling decidedYuan past', {
        decided: { decidedYuan: '2000000.01' },
        is: 'award.above-ceiling',
      }),
      capped(
        'leading-team.key-team',
        { decided: { decidedYuan: '1500000.00' }, is: '1500000.00' },
        { award: 'W2', is: '500000.00' },
        { award: 'W3', is: 'cap.exhausted' },
      ),
    ],
  },
};
