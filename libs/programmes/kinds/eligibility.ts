import { type Refusal, refuse } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import type { Application } from '../award/application.js';
import { firstUnmetCondition } from './conditions.js';
import { firstFactFault } from './stated-facts.js';

/** What every measure asks of an application: its parties, its facts, then its conditions. */
export const checkStatedConditions = (application: Application, measure: Measure): Refusal | undefined =>
  firstPartyFault(application, measure) ??
  firstFactFault(measure.facts, application.facts, '/facts') ??
  firstUnmetCondition(
    measure.conditions,
    application.facts,
    application.appliedOn,
    '/facts',
    application.parties,
  );

const firstPartyFault = (application: Application, measure: Measure): Refusal | undefined => {
  for (const { role, kinds, required, zh, en } of measure.parties) {
    const party = application.parties[role];
    const pointer = `/parties/${role}`;
    if (!party && required) {
      return refuse('application.party-missing', `缺少当事人：${zh}`, `A party is missing: ${en}`, {
        clause: measure.clause,
        pointer,
      });
    }
    if (party && !kinds.includes(party.kind)) {
      return refuse(
        'application.party-of-wrong-kind',
        `${zh}的主体类型不符合要求：${party.kind}`,
        `${en} must be ${kinds.join(' or ')}, not ${party.kind}`,
        { clause: measure.clause, pointer, facts: { kind: party.kind } },
      );
    }
  }
  const unknown = Object.keys(application.parties).find((role) =>
    measure.parties.every((party) => party.role !== role),
  );
  if (unknown === undefined) return undefined;
  return refuse(
    'application.party-unknown',
    `该事项没有“${unknown}”这一当事人`,
    `The measure knows no party ${unknown}`,
    {
      clause: measure.clause,
      pointer: `/parties/${unknown}`,
    },
  );
};
