import { type Refusal, refuse } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import type { Application } from '../award/application.js';

/** The stated form of the employer must fit the party on record: an institution is no enterprise, but may be run by one. */
export const employerFormFaults = ({ parties, facts }: Application, measure: Measure): readonly Refusal[] => {
  if (parties['employer']?.kind !== 'institution' || facts['employerForm'] !== 'enterprise') return [];
  return [
    refuse(
      'overseas-engineer.employer-form-differs',
      '用人单位登记为机构，不能按企业申报',
      'The employer is on record as an institution and cannot apply as an enterprise',
      { clause: measure.clause, pointer: '/facts/employerForm' },
    ),
  ];
};
