import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';

/** Branches of universities, research bodies, conferences, and the pot for projects of universities (JX24-6.3, 12.x). */
export const researchPlatformRules: ProgrammeRules = { programme: 'research-platform', ...measureRules };
