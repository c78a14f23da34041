import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';
import { insuredMonthsFault } from './insured-months.js';

/** Postdoc stations (JX24-14.4), postdocs in them (14.5) and postdocs who stay afterwards (14.6). */
export const postdocRules: ProgrammeRules = {
  programme: 'postdoc',
  ...measureRules,
  fixTranche: (award, tranche, claim, measure) =>
    insuredMonthsFault(award.application, claim) ?? measureRules.fixTranche(award, tranche, claim, measure),
};
