import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';

/** Homes of talents, bought or rented, never both; medical insurance of top talents (JX24-18.x, 20.1). */
export const housingRules: ProgrammeRules = { programme: 'housing', ...measureRules };
