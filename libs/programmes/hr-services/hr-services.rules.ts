import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';

/** Talent service platforms and human-resource parks (JX24-15.x). */
export const hrServicesRules: ProgrammeRules = { programme: 'hr-services', ...measureRules };
