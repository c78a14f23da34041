import { agency, enterprise, institution } from '../kinds/measure-spec.js';
import { capped, type CaseTable, row } from './case-table.js';

/** Incubators, stations of experts, platforms and parks (JX24-13 to 15). */

const graded = (score: number, rank: number) => ({
  assessmentYear: 2023,
  score,
  rank,
  assessedCount: 10,
});
const station = { approvedOn: '2024-03-01' };

export const stationCases: Readonly<Record<string, CaseTable>> = {
  'JX24-13.1': {
    parties: { incubator: enterprise },
    facts: graded(90, 1),
    rows: [
      row('score at', { facts: graded(80, 1), is: '500000.00' }),
      row('score past', { facts: graded(79, 1), is: 'grade.score-too-low' }),
      // The top 20 % of ten are two places.
      row('share at', { facts: graded(90, 2), is: '500000.00' }),
      row('share past', { facts: graded(90, 3), is: 'grade.outside-top-share' }),
      capped('incubator.award-year', { is: '500000.00' }, { award: 'W2', is: 'cap.exhausted' }),
    ],
  },
  'JX24-13.2': {
    parties: { host: institution },
    facts: { location: 'abroad', builtOn: '2024-03-01', cityLevel: true },
    rows: [
      row('tier abroad', { is: '1000000.00' }),
      row('tier domestic', { facts: { location: 'domestic' }, is: '500000.00' }),
      capped(
        'incubator.construction',
        { facts: { location: 'domestic' }, is: '500000.00' },
        { award: 'W2', is: '500000.00' },
        { award: 'W3', is: 'cap.exhausted' },
      ),
      row('incubator.before-policy at', { facts: { builtOn: '2017-01-01' }, is: '1000000.00' }),
      row('incubator.before-policy past', {
        facts: { builtOn: '2016-12-31' },
        is: 'incubator.before-policy',
      }),
    ],
  },
  'JX24-14.1': {
    parties: { host: enterprise },
    facts: { level: 'municipal', ...station },
    rows: [
      row('tier national', { facts: { level: 'national' }, is: '1000000.00' }),
      row('tier provincial', { facts: { level: 'provincial' }, is: '500000.00' }),
      row('tier municipal', { is: '200000.00' }),
      capped(
        'expert-workstation.station',
        { is: '200000.00' },
        { award: 'W2', facts: { level: 'provincial' }, is: '300000.00' },
        { award: 'W3', facts: { level: 'provincial' }, is: 'cap.exhausted' },
      ),
      row('expert-workstation.before-policy at', { facts: { approvedOn: '2017-01-01' }, is: '200000.00' }),
      row('expert-workstation.before-policy past', {
        facts: { approvedOn: '2016-12-31' },
        is: 'expert-workstation.before-policy',
      }),
    ],
  },
  'JX24-14.2': {
    parties: { host: enterprise },
    facts: { supportYear: 2024 },
    claim: { grade: 'qualified', statusHeld: true },
    rows: [
      row('tier all', { is: '100000.00' }),
      capped('expert-workstation.host-year', { is: '100000.00' }, { award: 'W2', is: 'cap.exhausted' }),
    ],
  },
  'JX24-14.3': {
    parties: { host: enterprise },
    facts: { supportYear: 2024, academicians: 2 },
    rows: [
      row('heads at', { facts: { academicians: 1 }, is: 'award.no-heads' }),
      row('heads past + tier all', { is: '100000.00' }),
      capped(
        'expert-workstation.academicians-year',
        { is: '100000.00' },
        { award: 'W2', facts: { academicians: 4 }, is: '200000.00' },
        { award: 'W3', facts: { academicians: 4 }, is: 'cap.exhausted' },
      ),
    ],
  },
  'JX24-14.7': {
    parties: { enterprise },
    facts: { level: 'municipal', ...station },
    rows: [
      row('tier provincial', { facts: { level: 'provincial' }, is: '300000.00' }),
      row('tier municipal', { is: '200000.00' }),
      capped(
        'expert-workstation.foreign-station',
        { is: '200000.00' },
        { award: 'W2', facts: { level: 'provincial' }, is: '100000.00' },
        { award: 'W3', facts: { level: 'provincial' }, is: 'cap.exhausted' },
      ),
      row('expert-workstation.before-policy at', { facts: { approvedOn: '2017-01-01' }, is: '200000.00' }),
      row('expert-workstation.before-policy past', {
        facts: { approvedOn: '2016-12-31' },
        is: 'expert-workstation.before-policy',
      }),
    ],
  },
  'JX24-15.1': {
    parties: { platform: agency },
    facts: { registeredOn: '2022-12-31' },
    claim: { revenueYuan: '5000000.00' },
    rows: [
      row('tier all + tranche 1 hr-services.revenue-too-low at', { is: '50000.00' }),
      row('tranche 1 hr-services.revenue-too-low past', {
        claim: { revenueYuan: '4999999.99' },
        is: 'hr-services.revenue-too-low',
      }),
      row('years last', { no: 3, is: '50000.00' }),
      row('years past', { no: 4, is: 'no-such-tranche' }),
      capped('hr-services.platform-year', { is: '50000.00' }, { award: 'W2', is: 'cap.exhausted' }),
    ],
  },
  'JX24-15.2': {
    parties: { park: enterprise },
    facts: { level: 'municipal', recognisedOn: '2024-03-01' },
    rows: [
      row('tier national', { facts: { level: 'national' }, is: '1000000.00' }),
      row('tier provincial', { facts: { level: 'provincial' }, is: '800000.00' }),
      row('tier municipal', { is: '500000.00' }),
      capped(
        'hr-services.park',
        { is: '500000.00' },
        { award: 'W2', facts: { level: 'provincial' }, is: '300000.00' },
        { award: 'W3', facts: { level: 'provincial' }, is: 'cap.exhausted' },
      ),
    ],
  },
};
