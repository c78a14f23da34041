import { differentPeople } from '#access/different-people.js';
import { accept, reject } from '#kernel/decider.js';
import { isRefusal, refuse } from '#kernel/refusal.js';
import { placesOf } from '#policy/cost-sharing.js';
import type { GrantedAward } from './award.js';
import type { AwardLifeCommand } from './award.commands.js';
import type { AwardEvent } from './award.events.js';
import { dutyConflict, wrongStatus } from './decide-application.js';
import { endAward } from './end-award.js';
import type { AwardDecision, Rulebook } from './rulebook.js';

type Move = Extract<AwardLifeCommand, { type: 'MoveAward' }>;

/**
 * The award lands in another place. Inside the places of its book only the payers of later tranches change (practice E13); outside it
 * the unpaid tranches stop, and what was paid comes back as the pledge says (practice E12). Where a county replaced the measure, or the
 * one of the county is left for the city, the other measure counts from then on: the unpaid tranches stop. Not by who entered the
 * application.
 */
export const moveAward = (command: Move, award: GrantedAward, rulebook: Rulebook): AwardDecision => {
  const { by, to, movedOn, document, succeededBy } = command;
  const from = award.application.jurisdiction;
  if (!['approved', 'active', 'suspended'].includes(award.status)) return wrongStatus(award);
  if (to === from) return reject(notMoved(to));
  const entered = award.acts.filter(({ act }) => act === 'award.submit' || act === 'award.accept');
  const conflict = differentPeople({ id: by }, entered);
  if (conflict) return dutyConflict(award, 'award.move', by, conflict);
  const measure = rulebook.measure(award.policyVersion, award.application.measure);
  if (isRefusal(measure)) return reject(measure);
  const moved: AwardEvent = {
    type: 'AwardMoved',
    data: { award: award.award, from, to, movedOn, document, ...(succeededBy && { succeededBy }), by },
  };
  const isInside = placesOf(measure).includes(to);
  if (isInside && succeededBy === undefined) return accept(moved);
  const ground = !isInside && measure.recovery['moved-away'] ? 'moved-away' : 'other';
  const reason = `moved to ${to}: ${document}${succeededBy ? `; ${succeededBy} counts there` : ''}`;
  const ended = endAward({ ground, reason, endedOn: movedOn, facts: command.facts, by }, award, rulebook);
  return isRefusal(ended) ? reject(ended) : accept(moved, ...ended);
};

const notMoved = (to: string) =>
  refuse('award.not-moved', `资助已在“${to}”`, `The award is in "${to}" already`, { pointer: '/to' });
