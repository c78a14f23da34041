import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';

/** Out-of-city incubators: the yearly award for the best (JX24-13.1) and the grant for building one (JX24-13.2). */
export const incubatorRules: ProgrammeRules = { programme: 'incubator', ...measureRules };
