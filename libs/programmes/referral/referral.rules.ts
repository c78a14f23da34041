import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';

/** Whoever brings talents: one-off rewards, growth of the enterprise they brought, ambassadors, headhunters (JX24-7.x, 8.1). */
export const referralRules: ProgrammeRules = { programme: 'referral', ...measureRules };
