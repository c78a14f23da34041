import { type Refusal, refuse } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import type { Application } from '../award/application.js';
import { factsReadBy, unmetConditions } from './conditions.js';
import { firstGradeFault } from './graded-award.js';
import { factFaults } from './stated-facts.js';

/**
 * What a measure asks of an application and does not find: its parties, its facts, then its conditions. A condition on a fact that
 * is missing or malformed says nothing yet, so only the fault of the fact is reported.
 */
export const unmetBy = (application: Application, measure: Measure): readonly Refusal[] => {
  const { facts, appliedOn, parties } = application;
  const faults = factFaults(measure.facts, facts, '/facts');
  const faulty = new Set(faults.map(({ pointer }) => pointer?.split('/')[2]));
  const readable = measure.conditions.filter(
    (condition) => !factsReadBy(condition).some((name) => faulty.has(name)),
  );
  const { entitlement, clause } = measure;
  const grade =
    entitlement.kind === 'graded-award' && faults.length === 0
      ? firstGradeFault(entitlement, facts, clause)
      : undefined;
  return [
    ...partyFaults(application, measure),
    ...faults,
    ...unmetConditions(readable, facts, appliedOn, '/facts', parties),
    ...(grade ? [grade] : []),
  ];
};

const partyFaults = (application: Application, measure: Measure): readonly Refusal[] => {
  const stated = measure.parties.flatMap((role) => partyFault(role, application, measure));
  const unknown = Object.keys(application.parties).filter((role) =>
    measure.parties.every((party) => party.role !== role),
  );
  return [...stated, ...unknown.map((role) => unknownParty(role, measure))];
};

const partyFault = (
  { role, kinds, required, zh, en }: Measure['parties'][number],
  { parties }: Application,
  { clause }: Measure,
): readonly Refusal[] => {
  const party = parties[role];
  const pointer = `/parties/${role}`;
  if (!party) {
    const missing = refuse('application.party-missing', `缺少当事人：${zh}`, `A party is missing: ${en}`, {
      clause,
      pointer,
    });
    return required ? [missing] : [];
  }
  if (kinds.includes(party.kind)) return [];
  return [
    refuse(
      'application.party-of-wrong-kind',
      `${zh}的主体类型不符合要求：${party.kind}`,
      `${en} must be ${kinds.join(' or ')}, not ${party.kind}`,
      { clause, pointer, facts: { kind: party.kind } },
    ),
  ];
};

const unknownParty = (role: string, { clause }: Measure): Refusal =>
  refuse('application.party-unknown', `该事项没有“${role}”这一当事人`, `The measure knows no party ${role}`, {
    clause,
    pointer: `/parties/${role}`,
  });
