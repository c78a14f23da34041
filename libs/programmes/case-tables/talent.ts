import { businessDate } from '#kernel/business-date.js';
import { agency, enterprise, institution, ofTier, person } from '../kinds/measure-spec.js';
import { capped, type CaseTable, row, type Step } from './case-table.js';

/** Shortage talents, engineers, visiting experts, postdocs, homes and health (JX24-3.1, 4.x, 14.4 to 14.6, 18.x, 20.1; PH03-1). */

const pay = (payYear: number, paidSalaryYuan = '1000000.00') => ({ payYear, paidSalaryYuan });
const second = { employer: { ...enterprise, party: 'E2' } };
const third = { employer: { ...enterprise, party: 'E3' } };
const months = (...names: readonly string[]) => ({
  insuranceMonths: names.map((month) => ({ month, insurance: 'social', personalShareYuan: '500.00' })),
});

/** 30 % of the pay, 500,000 a year, three years for one engineer whoever employs and whoever pays (decisions 7 and 8). */
const engineerTable = (parties: CaseTable['parties'], facts: CaseTable['facts']): CaseTable => ({
  ...(parties && { parties }),
  facts: { ...facts, contractFrom: '2021-01-01', contractTo: '2026-12-31' },
  claim: pay(2021),
  rows: [
    row('tier all', { is: '300000.00' }),
    row('ceiling all at', { claim: pay(2021, '1666666.67'), is: '500000.00' }),
    row('ceiling all past', { claim: pay(2021, '1666666.70'), is: '500000.00' }),
    row('years last', { no: 6, claim: pay(2026), claimedOn: '2027-01-01', is: '300000.00' }),
    row('years past', {
      facts: { contractTo: '2027-12-31' },
      no: 7,
      claim: pay(2027),
      is: 'no-such-tranche',
    }),
    capped(
      'overseas-engineer.years',
      { is: '300000.00' },
      { no: 2, claim: pay(2022), is: '300000.00' },
      { no: 3, claim: pay(2023), is: '300000.00' },
      { no: 4, claim: pay(2024), parties: second, award: 'W2', is: 'cap.years-used-up' },
    ),
    capped(
      'overseas-engineer.person-year',
      { is: '300000.00' },
      { parties: second, award: 'W2', is: '200000.00' },
      { parties: third, award: 'W3', is: 'cap.exhausted' },
    ),
    row('overseas-engineer.before-policy at', {
      facts: { contractFrom: '2017-01-01' },
      claim: pay(2017),
      is: '300000.00',
    }),
    row('overseas-engineer.before-policy past', {
      facts: { contractFrom: '2016-12-31' },
      is: 'overseas-engineer.before-policy',
    }),
  ],
});

export const engineerCases: Readonly<Record<string, CaseTable>> = {
  'JX24-4.1': (() => {
    const table = engineerTable(
      { person: person(), employer: enterprise },
      { employerForm: 'enterprise', foreigner: true, talentTier: 'high-end' },
    );
    const minimum = [
      row('minimum at', { claim: pay(2021, '333333.33'), is: '100000.00' }),
      row('minimum past', { claim: pay(2021, '333333.30'), is: 'claim.under-minimum' }),
    ];
    return { ...table, rows: [...table.rows, ...minimum] };
  })(),
  'PH03-1': engineerTable(
    { person: person(), employer: enterprise },
    { employerForm: 'enterprise', selectionLevel: 'municipal', employerCounty: 'pinghu' },
  ),
};

const cost = (amountYuan: string) => ({ costs: [{ spentOn: '2024-05-10', amountYuan, invoice: 'I-1' }] });

export const visitingExpertCases: Readonly<Record<string, CaseTable>> = {
  'JX24-3.1': {
    parties: { person: person() },
    facts: { managedFrom: '2022-03-15' },
    claim: months('2022-03'),
    rows: [
      row('tier all', { is: '500.00' }),
      row('years last', { no: 4, claim: months('2025-01', '2025-02'), is: '1000.00' }),
      row('years past', { no: 5, claim: months('2026-01'), is: 'no-such-tranche' }),
      capped(
        'shortage-talent.person-year',
        { is: '500.00' },
        { award: 'W2', claim: months('2022-03', '2022-04'), is: '500.00' },
        { award: 'W3', claim: months('2022-03', '2022-04'), is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-4.2': {
    parties: { person: ofTier('senior'), employer: enterprise },
    facts: { hiredOn: '2021-05-01' },
    claim: pay(2021, '500000.00'),
    rows: [
      // 20 % of the 200,000 above 300,000.
      row('tier all', { is: '40000.00' }),
      row('ceiling all at', { claim: pay(2021, '800000.00'), is: '100000.00' }),
      row('ceiling all past', { claim: pay(2021, '800000.05'), is: '100000.00' }),
      row('floor at + threshold at', { claim: pay(2021, '300000.00'), is: 'claim.nothing-to-pay' }),
      row('floor past', { claim: pay(2021, '299999.99'), is: 'claim.base-below-floor' }),
      row('threshold past', { claim: pay(2021, '300000.05'), is: '0.01' }),
      row('years last', { no: 3, claim: pay(2023, '500000.00'), is: '40000.00' }),
      row('years past', { no: 4, claim: pay(2024, '500000.00'), is: 'no-such-tranche' }),
      capped(
        'visiting-expert.years',
        { is: '40000.00' },
        { no: 2, claim: pay(2022, '500000.00'), is: '40000.00' },
        { no: 3, claim: pay(2023, '500000.00'), is: '40000.00' },
        {
          parties: second,
          award: 'W2',
          facts: { hiredOn: '2022-05-01' },
          no: 3,
          claim: pay(2024, '500000.00'),
          is: 'cap.years-used-up',
        },
      ),
      capped(
        'visiting-expert.person-year',
        { is: '40000.00' },
        { parties: second, award: 'W2', claim: pay(2021, '800000.00'), is: '60000.00' },
        { parties: third, award: 'W3', is: 'cap.exhausted' },
      ),
      row('visiting-expert.before-policy at', {
        facts: { hiredOn: '2017-01-01' },
        claim: pay(2017, '500000.00'),
        is: '40000.00',
      }),
      row('visiting-expert.before-policy past', {
        facts: { hiredOn: '2016-12-31' },
        is: 'visiting-expert.before-policy',
      }),
    ],
  },
  'JX24-4.3a': {
    parties: { person: ofTier('high-end'), provider: enterprise },
    facts: { supportYear: 2024, workplace: 'beijing', talentLevel: 'national' },
    claim: cost('1234.56'),
    rows: [row('tier all', { is: '1234.56' })],
  },
  'JX24-4.3b': {
    parties: { agency: { ...agency, listings: [{ from: businessDate('2023-01-01'), until: null }] } },
    facts: { supportYear: 2024 },
    claim: cost('10000.00'),
    rows: [
      row('tier all', { is: '3000.00' }),
      row('ceiling all at', { claim: cost('6666666.67'), is: '2000000.00' }),
      row('ceiling all past', { claim: cost('6666666.70'), is: '2000000.00' }),
      capped(
        'visiting-expert.agency-year',
        { is: '3000.00' },
        { award: 'W2', claim: cost('6666666.67'), is: '1997000.00' },
        { award: 'W3', is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-4.3c': {
    parties: { person: ofTier('high-end'), employer: enterprise },
    facts: { supportYear: 2024 },
    claim: cost('10000.00'),
    rows: [
      row('tier all', { is: '3000.00' }),
      row('ceiling all at', { claim: cost('100000.00'), is: '30000.00' }),
      row('ceiling all past', { claim: cost('100000.02'), is: '30000.00' }),
      capped(
        'visiting-expert.weekend-person-year',
        { is: '3000.00' },
        { parties: second, award: 'W2', claim: cost('100000.00'), is: '27000.00' },
        { parties: third, award: 'W3', is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-4.4': {
    parties: { employer: enterprise },
    facts: { grantedOn: '2024-01-10' },
    claim: { upstreamGrantYuan: '300000.00' },
    rows: [row('tier all', { is: '300000.00' })],
  },
};

const otherHost = { host: { ...enterprise, party: 'E2' } };
const insured = (insuredMonths: number, contractRenewed?: boolean) => ({
  insuredMonths,
  ...(contractRenewed !== undefined && { contractRenewed }),
});

export const postdocCases: Readonly<Record<string, CaseTable>> = {
  'JX24-14.4': {
    parties: { host: institution },
    facts: { stationType: 'base', approvedOn: '2024-03-01' },
    rows: [
      row('tier base', { is: '200000.00' }),
      row('tier workstation', { facts: { stationType: 'workstation' }, is: '300000.00' }),
      row('tier mobile-station', { facts: { stationType: 'mobile-station' }, is: '300000.00' }),
      capped(
        'postdoc.station',
        { is: '200000.00' },
        { award: 'W2', facts: { stationType: 'workstation' }, is: '100000.00' },
        { award: 'W3', facts: { stationType: 'mobile-station' }, is: 'cap.exhausted' },
      ),
      row('postdoc.before-policy at', { facts: { approvedOn: '2017-01-01' }, is: '200000.00' }),
      row('postdoc.before-policy past', { facts: { approvedOn: '2016-12-31' }, is: 'postdoc.before-policy' }),
    ],
  },
  'JX24-14.5': {
    parties: { host: enterprise, person: person() },
    facts: { enteredOn: '2024-03-01' },
    rows: [
      row('tranche 1', { is: '70000.00' }),
      row('tranche 2', { no: 2, is: '50000.00' }),
      row('tranche 3', { no: 3, is: '70000.00' }),
      row('tranche 4', { no: 4, is: '50000.00' }),
      capped(
        'postdoc.in-station-part',
        { is: '70000.00' },
        { parties: otherHost, award: 'W2', is: 'cap.exhausted' },
      ),
      capped(
        'postdoc.in-station',
        { is: '70000.00' },
        { no: 2, is: '50000.00' },
        { no: 3, parties: otherHost, award: 'W2', is: '70000.00' },
        { no: 4, parties: otherHost, award: 'W2', is: '50000.00' },
        { no: 4, is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-14.6': {
    parties: { person: person() },
    facts: {
      stationExitOn: '2021-01-01',
      insuredFrom: '2021-02-01',
      contractFrom: '2021-02-01',
      contractTo: '2024-01-31',
    },
    claim: insured(6),
    rows: [
      row('tranche 1 + tranche 1 postdoc.insured-months-short at + postdoc.contract-too-short at', {
        is: '100000.00',
      }),
      row('tranche 1 postdoc.insured-months-short past', {
        claim: insured(5),
        is: 'postdoc.insured-months-short',
      }),
      row('tranche 2 + tranche 2 postdoc.insured-months-short at', {
        no: 2,
        claim: insured(36, true),
        is: '100000.00',
      }),
      row('tranche 2 postdoc.insured-months-short past', {
        no: 2,
        claim: insured(35, true),
        is: 'postdoc.insured-months-short',
      }),
      row('postdoc.contract-too-short past', {
        facts: { contractTo: '2024-01-30' },
        is: 'postdoc.contract-too-short',
      }),
      capped('postdoc.settled-stage', { is: '100000.00' }, { award: 'W2', is: 'cap.exhausted' }),
      capped(
        'postdoc.settled',
        { is: '100000.00' },
        { no: 2, claim: insured(36, true), is: '100000.00' },
        { award: 'W2', no: 2, claim: insured(36, true), is: 'cap.exhausted' },
      ),
    ],
  },
};

const highEnd = { person: ofTier('high-end') };
const rent = (award: string, no: number, is: string, rentedFrom = '2020-03-01'): Step => ({
  award,
  no,
  facts: { rentedFrom },
  claimedOn: '2040-01-01',
  is,
});
const tenYears = Array.from({ length: 10 }, (_, index) => rent('W1', index + 1, '30000.00'));

export const housingCases: Readonly<Record<string, CaseTable>> = {
  'JX24-18.1': {
    parties: { person: ofTier('senior') },
    facts: { housingTier: 'senior', boughtOn: '2020-01-01' },
    rows: [
      row('tier national', { parties: highEnd, facts: { housingTier: 'national' }, is: '200000.00' }),
      row('tier provincial', { parties: highEnd, facts: { housingTier: 'provincial' }, is: '160000.00' }),
      row('tier municipal', { parties: highEnd, facts: { housingTier: 'municipal' }, is: '120000.00' }),
      row('tier senior', { is: '70000.00' }),
      capped('housing.person', ...[1, 2, 3, 4, 5].map((no): Step => ({ no, is: '70000.00' })), {
        award: 'W2',
        is: 'cap.exhausted',
      }),
      // Of 600,000 there are 250,000 left after 350,000; the third part takes the last 10,000.
      row(
        'cap housing.person at',
        ...[1, 2, 3, 4, 5].map((no): Step => ({ no, is: '70000.00' })),
        { award: 'W2', parties: highEnd, facts: { housingTier: 'municipal' }, is: '120000.00' },
        { award: 'W2', no: 2, parties: highEnd, facts: { housingTier: 'municipal' }, is: '120000.00' },
        { award: 'W2', no: 3, parties: highEnd, facts: { housingTier: 'municipal' }, is: '10000.00' },
      ),
    ],
  },
  'JX24-18.2': {
    parties: { person: ofTier('senior') },
    facts: { housingTier: 'senior', rentedFrom: '2020-03-01' },
    rows: [
      row('tier national', { parties: highEnd, facts: { housingTier: 'national' }, is: '100000.00' }),
      row('tier provincial', { parties: highEnd, facts: { housingTier: 'provincial' }, is: '50000.00' }),
      row('tier municipal', { parties: highEnd, facts: { housingTier: 'municipal' }, is: '40000.00' }),
      row('tier senior', { is: '30000.00' }),
      row('years last', { no: 10, claimedOn: '2029-03-01', is: '30000.00' }),
      row('years past', { no: 11, claimedOn: '2040-01-01', is: 'no-such-tranche' }),
      capped('housing.rent-years', ...tenYears, {
        ...rent('W2', 1, 'cap.years-used-up', '2030-03-01'),
        appliedOn: '2030-04-01',
      }),
      capped('housing.rent-year', rent('W1', 1, '30000.00'), rent('W2', 1, 'cap.exhausted', '2020-06-01')),
      row('cap housing.person at', ...tenYears),
      row(
        'cap housing.person past',
        {
          measure: 'JX24-18.1',
          parties: { person: ofTier('senior') },
          facts: { housingTier: 'senior', boughtOn: '2020-01-01' },
          is: '70000.00',
        },
        rent('W2', 1, 'cap.other-choice-made'),
      ),
    ],
  },
  'JX24-18.3': {
    parties: { person: ofTier('top') },
    facts: { recognisedOn: '2024-01-10', housingForm: 'purchase' },
    decided: { decidedYuan: '2000000.00' },
    rows: [
      row('decided decidedYuan', { is: '2000000.00' }),
      capped(
        'housing.person',
        { is: '2000000.00' },
        { award: 'W2', decided: { decidedYuan: '2500000.00' }, is: '500000.00' },
        { award: 'W3', is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-20.1': {
    parties: { person: ofTier('top') },
    facts: { supportYear: 2024, declinesHealthCare: true },
    decided: { decidedYuan: '50000.00' },
    rows: [
      row('decided decidedYuan', { is: '50000.00' }),
      capped(
        'health-insurance.person-year',
        { is: '50000.00' },
        { award: 'W2', decided: { decidedYuan: '60000.00' }, is: '10000.00' },
        { award: 'W3', is: 'cap.exhausted' },
      ),
    ],
  },
};
