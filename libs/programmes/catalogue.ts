import { type Refusal, refuse } from '#kernel/refusal.js';
import type { ProgrammeRules } from './award/programme-rules.js';
import { eliteLeaderRules } from './elite-leader/elite-leader.rules.js';
import { incubatorRules } from './incubator/incubator.rules.js';
import { overseasEngineerRules } from './overseas-engineer/overseas-engineer.rules.js';
import { postdocRules } from './postdoc/postdoc.rules.js';
import { leadingTeamRules } from './leading-team/leading-team.rules.js';
import { shortageTalentRules } from './shortage-talent/shortage-talent.rules.js';
import { visitingExpertRules } from './visiting-expert/visiting-expert.rules.js';
import { expertWorkstationRules } from './expert-workstation/expert-workstation.rules.js';
import { referralRules } from './referral/referral.rules.js';
import { hrServicesRules } from './hr-services/hr-services.rules.js';
import { talentFinanceRules } from './talent-finance/talent-finance.rules.js';
import { housingRules } from './housing/housing.rules.js';
import { healthInsuranceRules } from './health-insurance/health-insurance.rules.js';
import { researchPlatformRules } from './research-platform/research-platform.rules.js';
import { innovationVoucherRules } from './innovation-voucher/innovation-voucher.rules.js';

/** The only list of programmes. A new programme is one folder and one line here. */
export const programmes: readonly ProgrammeRules[] = [
  eliteLeaderRules,
  overseasEngineerRules,
  postdocRules,
  incubatorRules,
  leadingTeamRules,
  shortageTalentRules,
  visitingExpertRules,
  expertWorkstationRules,
  referralRules,
  hrServicesRules,
  talentFinanceRules,
  housingRules,
  healthInsuranceRules,
  researchPlatformRules,
  innovationVoucherRules,
];

/** @returns the rules, or `programme.unknown` for a name that came from outside. */
export const rulesFor = (programme: string): ProgrammeRules | Refusal =>
  programmes.find((rules) => rules.programme === programme) ??
  refuse('programme.unknown', `没有“${programme}”这一资助计划`, `There is no programme ${programme}`, {
    pointer: '/programme',
  });
