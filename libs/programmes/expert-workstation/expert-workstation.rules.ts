import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';

/** Workstations of academicians and foreign experts: set-up grants, yearly work funds, further academicians (JX24-14.1 to 14.3, 14.7). */
export const expertWorkstationRules: ProgrammeRules = { programme: 'expert-workstation', ...measureRules };
