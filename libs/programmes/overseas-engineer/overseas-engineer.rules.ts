import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';
import { employerFormFaults } from './eligibility.js';

/**
 * Salary subsidies for overseas engineers, of the city (JX24-4.1) and of Pinghu (PH03-1). Both share one counter of
 * years and one yearly cap per engineer, whoever employs them (decision 8).
 */
export const overseasEngineerRules: ProgrammeRules = {
  programme: 'overseas-engineer',
  ...measureRules,
  unmetConditions: (application, measure) => [
    ...measureRules.unmetConditions(application, measure),
    ...employerFormFaults(application, measure),
  ],
};
