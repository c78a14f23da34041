import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';

/** Investors, bonds and insurance of talent enterprises (JX24-6.4, 6.5, 17.x). */
export const talentFinanceRules: ProgrammeRules = { programme: 'talent-finance', ...measureRules };
