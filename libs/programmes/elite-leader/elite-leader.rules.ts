import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';

/**
 * 精英引领计划 and the top talents (JX24-1.1 to 1.6): case decisions, start-up projects by class, salary subsidies of
 * innovation projects, and the routes into both.
 */
export const eliteLeaderRules: ProgrammeRules = { programme: 'elite-leader', ...measureRules };
