import { type Refusal, refuse } from '#kernel/refusal.js';
import { placesOf } from '#policy/cost-sharing.js';
import type { Measure } from '#policy/measure.js';
import type { Application } from './application.js';
import { type Award, isGranted } from './award.js';

/**
 * Whether an award of a county still has the award of the city that it adds to: granted, landed in a place of the county's book, and
 * for the same parties and stated facts as far as both have them. Asked at the application and again at every claim.
 */
export const baseFault = (
  base: Award,
  { parties, facts }: Pick<Application, 'parties' | 'facts'>,
  measure: Measure,
): Refusal | undefined => {
  const pointer = '/baseAward';
  const { clause, topsUp } = measure;
  if (!isGranted(base) || base.application.measure !== topsUp)
    return refuse(
      'application.base-not-granted',
      `须先获得 ${topsUp} 的资助`,
      `An award of ${topsUp} has to be granted first`,
      { clause, pointer },
    );
  if (!['approved', 'active', 'completed'].includes(base.status))
    return refuse(
      'application.base-not-running',
      `${topsUp} 的资助 ${base.award} 状态为“${base.status}”`,
      `The award ${base.award} of ${topsUp} is ${base.status}`,
      { clause, pointer, facts: { award: base.award, status: base.status } },
    );
  const { jurisdiction } = base.application;
  if (!placesOf(measure).includes(jurisdiction))
    return refuse(
      'application.base-elsewhere',
      `${base.award} 落户“${jurisdiction}”，${measure.id} 不适用`,
      `The award ${base.award} is landed in "${jurisdiction}", where ${measure.id} does not apply`,
      { clause, pointer, facts: { award: base.award, jurisdiction } },
    );
  const role = Object.keys(parties).find((name) =>
    differs(base.application.parties[name]?.party, parties[name]?.party),
  );
  if (role !== undefined) return differsFromBase(`/parties/${role}`, base.award, clause);
  const fact = Object.keys(facts).find((name) => differs(base.application.facts[name], facts[name]));
  return fact === undefined
    ? undefined
    : differsFromBase(`/facts/${fact.replace(/Fen$/, 'Yuan')}`, base.award, clause);
};

/** What only one of them states says nothing. Rows of items are no part of who and what was granted. */
const differs = (theirs: unknown, own: unknown): boolean =>
  theirs !== undefined && typeof own !== 'object' && theirs !== own;

const differsFromBase = (pointer: string, award: string, clause: string): Refusal =>
  refuse(
    'application.differs-from-base',
    `与所补充的资助 ${award} 不一致：${pointer}`,
    `Not as in the award ${award} that it adds to: ${pointer}`,
    { clause, pointer, facts: { award } },
  );
