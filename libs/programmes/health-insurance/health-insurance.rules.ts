import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';

/** Health insurance of top talents who do without the health care of the city (JX24-20.1). */
export const healthInsuranceRules: ProgrammeRules = { programme: 'health-insurance', ...measureRules };
