import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';

/** Experts and talents who come for a time: pay above a threshold, costs of weekends, the match of upstream grants (JX24-4.2 to 4.4). */
export const visitingExpertRules: ProgrammeRules = { programme: 'visiting-expert', ...measureRules };
