import { agency, enterprise, institution, ofTier, person } from '../kinds/measure-spec.js';
import { capped, type CaseTable, row } from './case-table.js';

/** Referrers, funds, vouchers and research bodies (JX24-6.x to 8.1, 11, 12, 17; PH02, PH03). */

const invested = (amountYuan: string) => ({
  investments: [{ paidOn: '2024-03-01', enterprise: '甲公司', target: 'local-top', amountYuan }],
});
const interest = (amountYuan: string) => ({ interestPayments: [{ paidOn: '2024-03-01', amountYuan }] });
const premium = (amountYuan: string) => ({
  premiums: [{ paidOn: '2024-03-01', amountYuan, policyNumber: 'P-1' }],
});
const services = (amountYuan: string) => ({
  services: [{ spentOn: '2024-03-01', amountYuan, platform: '平台' }],
});
const sales = (salesYuan: string, crossedOn = '2024-12-31') => ({ crossedOn, salesYuan });

export const financeCases: Readonly<Record<string, CaseTable>> = {
  'JX24-6.4': {
    parties: { investor: institution },
    facts: { fundName: '甲基金', fundSizeYuan: '30000000.00', hasCityMoney: false },
    claim: invested('40000000.00'),
    rows: [
      row('tier all + talent-finance.fund-too-small at', { is: '2400000.00' }),
      row('talent-finance.fund-too-small past', {
        facts: { fundSizeYuan: '29999999.99' },
        is: 'talent-finance.fund-too-small',
      }),
      row('floor at', { claim: invested('30000000.00'), is: 'claim.base-below-floor' }),
      row('floor past', { claim: invested('30000000.01'), is: '1800000.00' }),
      row('ceiling all at', { claim: invested('50000000.00'), is: '3000000.00' }),
      row('ceiling all past', { claim: invested('50000000.17'), is: '3000000.00' }),
      capped(
        'talent-finance.investor',
        { is: '2400000.00' },
        { award: 'W2', is: '600000.00' },
        { award: 'W3', is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-6.5': {
    parties: { manager: institution },
    facts: { fundName: '甲基金', hasGovernmentMoney: false },
    claim: invested('10000000.50'),
    // 1 % of 10,000,000.50 is 100,000.005, half up.
    rows: [row('tier all', { is: '100000.01' })],
  },
  'JX24-17.1': {
    parties: { enterprise, talent: ofTier('high-end') },
    facts: { supportYear: 2024, bondName: '甲债' },
    claim: interest('100000.00'),
    rows: [
      row('tier all', { is: '20000.00' }),
      row('ceiling all at', { claim: interest('2500000.00'), is: '500000.00' }),
      row('ceiling all past', { claim: interest('2500000.05'), is: '500000.00' }),
      capped(
        'talent-finance.bond-year',
        { is: '20000.00' },
        { award: 'W2', claim: interest('2500000.00'), is: '480000.00' },
        { award: 'W3', is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-17.2': {
    parties: { enterprise },
    claim: premium('10000.00'),
    rows: [
      row('tier all', { is: '3000.00' }),
      row('ceiling all at', { claim: premium('166666.67'), is: '50000.00' }),
      row('ceiling all past', { claim: premium('166666.70'), is: '50000.00' }),
      capped(
        'talent-finance.insurance',
        { is: '3000.00' },
        { award: 'W2', claim: premium('166666.67'), is: '47000.00' },
        { award: 'W3', is: 'cap.exhausted' },
      ),
    ],
  },
};

const referred = (category: string) => ({
  category,
  registeredReferralOn: '2024-01-01',
  arrivedOn: '2024-02-01',
  selectedOn: '2024-03-01',
});
const crossing = (no: number, threshold: string, above: string, is: string) => [
  row(
    `tranche ${no} + tranche ${no} referral.sales-not-above past + tranche ${no} referral.crossed-too-late at`,
    {
      no,
      claim: sales(above),
      is,
    },
  ),
  row(`tranche ${no} referral.sales-not-above at`, {
    no,
    claim: sales(threshold),
    is: 'referral.sales-not-above',
  }),
  row(`tranche ${no} referral.crossed-too-late past`, {
    no,
    claim: sales(above, '2025-01-01'),
    is: 'referral.crossed-too-late',
  }),
];

export const referralCases: Readonly<Record<string, CaseTable>> = {
  'JX24-7.1': {
    parties: { referrer: agency, talent: person() },
    facts: referred('municipal'),
    rows: [
      row('tier top', { facts: referred('top'), is: '500000.00' }),
      row('tier national', { facts: referred('national'), is: '200000.00' }),
      row('tier provincial', { facts: referred('provincial'), is: '100000.00' }),
      row('tier municipal', { is: '50000.00' }),
      capped(
        'referral.talent',
        { is: '50000.00' },
        { award: 'W2', facts: referred('national'), is: '150000.00' },
        { award: 'W3', facts: referred('national'), is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-7.2': {
    parties: { referrer: agency, enterprise },
    // Five years from 1 January 2020 end on 31 December 2024.
    facts: { registeredOn: '2020-01-01' },
    rows: [
      ...crossing(1, '10000000.00', '10000000.01', '30000.00'),
      ...crossing(2, '50000000.00', '50000000.01', '50000.00'),
      ...crossing(3, '100000000.00', '100000000.01', '100000.00'),
      capped(
        'referral.growth',
        { claim: sales('10000000.01'), is: '30000.00' },
        {
          award: 'W2',
          parties: { referrer: { ...agency, party: 'A2' } },
          claim: sales('10000000.01'),
          is: 'cap.exhausted',
        },
      ),
    ],
  },
  'JX24-7.3': {
    parties: { ambassador: person() },
    facts: { supportYear: 2024, base: 'beijing' },
    decided: { decidedYuan: '30000.00' },
    rows: [
      row('decided decidedYuan + floor decidedYuan at', { is: '30000.00' }),
      row('floor decidedYuan past', {
        decided: { decidedYuan: '29999.99' },
        is: 'award.below-floor',
      }),
      row('ceiling decidedYuan at', { decided: { decidedYuan: '100000.00' }, is: '100000.00' }),
      row('ceiling decidedYuan past', {
        decided: { decidedYuan: '100000.01' },
        is: 'award.above-ceiling',
      }),
      capped(
        'referral.ambassador-year',
        { is: '30000.00' },
        { award: 'W2', decided: { decidedYuan: '100000.00' }, is: '70000.00' },
        { award: 'W3', is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-7.4': {
    parties: { station: agency },
    facts: { supportYear: 2024, stationKind: 'domestic' },
    decided: { decidedYuan: '80000.00' },
    rows: [
      row('decided decidedYuan', { is: '80000.00' }),
      capped(
        'referral.station-year',
        { is: '80000.00' },
        { award: 'W2', decided: { decidedYuan: '100000.00' }, is: '20000.00' },
        { award: 'W3', is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-8.1': {
    parties: { enterprise, talent: ofTier('high-end') },
    facts: { arrivedOn: '2024-02-01', fullTime: true },
    claim: { headhunterFeeYuan: '60000.00' },
    rows: [
      row('tier all + years last', { is: '30000.00' }),
      row('years past', { no: 2, is: 'no-such-tranche' }),
      row('ceiling all at', { claim: { headhunterFeeYuan: '100000.00' }, is: '50000.00' }),
      row('ceiling all past', { claim: { headhunterFeeYuan: '100000.02' }, is: '50000.00' }),
      capped(
        'referral.headhunt-hire',
        { is: '30000.00' },
        { award: 'W2', claim: { headhunterFeeYuan: '100000.00' }, is: '20000.00' },
        { award: 'W3', is: 'cap.exhausted' },
      ),
    ],
  },
};

const voucher = (facts: CaseTable['facts']): CaseTable => ({
  parties: { user: enterprise },
  facts: { supportYear: 2024, ...facts },
  claim: services('10000.00'),
  rows: [
    row('tier all', { is: '5000.00' }),
    row('ceiling all at', { claim: services('200000.00'), is: '100000.00' }),
    row('ceiling all past', { claim: services('200000.02'), is: '100000.00' }),
    capped(
      'innovation-voucher.user-year',
      { is: '5000.00' },
      { award: 'W2', claim: services('200000.00'), is: '95000.00' },
      { award: 'W3', is: 'cap.exhausted' },
    ),
  ],
});

const silent = (parties: CaseTable['parties'], facts: CaseTable['facts']): CaseTable => ({
  ...(parties && { parties }),
  ...(facts && { facts }),
  decided: { decidedYuan: '120000.00' },
  rows: [row('decided decidedYuan', { is: '120000.00' })],
});

export const researchCases: Readonly<Record<string, CaseTable>> = {
  'JX24-6.3': {
    parties: { 'project-unit': institution },
    facts: { supportYear: 2024, projectKind: 'teacher-innovation', landedOn: '2024-03-01' },
    decided: { decidedYuan: '6000000.00' },
    rows: [
      row('decided decidedYuan', { is: '6000000.00' }),
      row('ceiling decidedYuan at', { decided: { decidedYuan: '10000000.00' }, is: '10000000.00' }),
      row('ceiling decidedYuan past', {
        decided: { decidedYuan: '10000000.01' },
        is: 'award.above-ceiling',
      }),
      capped(
        'research-platform.university-pot',
        { is: '6000000.00' },
        { award: 'W2', parties: { 'project-unit': enterprise }, is: '4000000.00' },
        { award: 'W3', is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-11.1': voucher({ platformMember: true }),
  'JX24-12.1': {
    parties: { institution },
    facts: { approvedOn: '2024-03-01' },
    decided: { decidedYuan: '5000000.00' },
    rows: [
      row(
        'decided decidedYuan',
        { is: '2000000.00' },
        { no: 2, is: '1500000.00' },
        { no: 3, is: '1500000.00' },
      ),
    ],
  },
  'JX24-12.2': {
    parties: { leader: ofTier('top'), institution },
    facts: { recognisedOn: '2024-01-10', founderLevel: 'top' },
    decided: { decidedYuan: '30000000.00' },
    rows: [
      row('decided decidedYuan', { is: '12000000.00' }),
      row('ceiling decidedYuan at', { decided: { decidedYuan: '50000000.00' }, is: '20000000.00' }),
      row('ceiling decidedYuan past', {
        decided: { decidedYuan: '50000000.01' },
        is: 'award.above-ceiling',
      }),
      capped(
        'research-platform.institution',
        { is: '12000000.00' },
        { no: 2, is: '9000000.00' },
        { no: 3, is: '9000000.00' },
        { award: 'W2', is: '12000000.00' },
        { award: 'W2', no: 2, is: '8000000.00' },
        { award: 'W2', no: 3, is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-12.3': {
    ...silent(
      { organiser: institution },
      { conferenceName: '星耀南湖', heldOn: '2024-05-01', settled: true },
    ),
  },
  'PH02-1': silent({ enterprise, landlord: institution }, { selectedOn: '2024-01-10' }),
  'PH02-2': silent({ person: person(), landlord: institution }, { landedOn: '2024-01-10' }),
  'PH02-3': silent({ beneficiary: enterprise }, { supportKind: 'transfer', inZone: true }),
  'PH03-2': voucher({}),
  'PH03-3': silent({ institution }, { team: 'standards' }),
  'PH03-4': silent({ institution }, {}),
};
