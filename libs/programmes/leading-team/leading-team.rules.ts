import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';

/** Teams led by top talents and leading teams: decided amounts inside the bounds of the clause, and matching funds before each tranche (JX24-2.x). */
export const leadingTeamRules: ProgrammeRules = { programme: 'leading-team', ...measureRules };
