import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';

/** Shortage talents: their personal share of social insurance, month by month (JX24-3.1). */
export const shortageTalentRules: ProgrammeRules = { programme: 'shortage-talent', ...measureRules };
