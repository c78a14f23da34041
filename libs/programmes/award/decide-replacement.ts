import { SYSTEM } from '#kernel/actor.js';
import { accept } from '#kernel/decider.js';
import { type Fen, maxFen } from '#kernel/money.js';
import type { GrantedAward, Tranche } from './award.js';
import { paidFen } from './award.js';
import type { AwardLifeCommand } from './award.commands.js';
import type { AwardEvent } from './award.events.js';
import { cancellation } from './end-award.js';
import type { AwardPlan } from './programme-rules.js';
import type { AwardDecision } from './rulebook.js';

type GiveWay = Extract<AwardLifeCommand, { type: 'GiveWay' }>;

/**
 * Another award of the same party takes the place of this one (decision 20, practice E10): unpaid tranches are cancelled and give back
 * what they hold. Payments on their way to the bank go on and count in the new award like all that was paid. An award that has ended,
 * or that comes to as much where only a lesser one gives way, stays as it is.
 */
export const giveWay = (command: GiveWay, award: GrantedAward): AwardDecision => {
  const { to: replacedBy, clause, zh, en, fromYear, on: replacedOn, onlyIfMoreThanFen } = command;
  if (!['approved', 'active', 'suspended'].includes(award.status) || award.replacedBy) return accept();
  if (onlyIfMoreThanFen !== null && comesToFen(planOf(award)) >= onlyIfMoreThanFen) return accept();
  const given = award.tranches.filter((tranche) => givesWay(tranche, fromYear));
  const reason = `${en} (${replacedBy})`;
  return accept<AwardEvent>(
    { type: 'AwardReplaced', data: { award: award.award, replacedBy, clause, zh, en, fromYear, replacedOn } },
    ...given.map((tranche) => cancellation(award, tranche, reason, SYSTEM.id)),
    ...ending(award, given, { reason, replacedOn }),
  );
};

/** The class of an award in money: its total, or the most that a year of it can bring where claims decide the total. */
export const comesToFen = ({ totalFen, tranches }: Pick<AwardPlan, 'totalFen' | 'tranches'>): Fen =>
  totalFen ?? maxFen(0n, ...tranches.map(({ ceilingFen }) => ceilingFen ?? 0n));

const planOf = ({ totalFen, tranches }: GrantedAward): Pick<AwardPlan, 'totalFen' | 'tranches'> => ({
  totalFen,
  tranches: tranches.map(({ plan }) => plan),
});

/** `returned` stays open: the money was paid once, and its payee may have it again. */
const KEPT: ReadonlySet<Tranche['status']> = new Set([
  'paid',
  'cancelled',
  'releasing',
  'in-batch',
  'returned',
]);

const givesWay = ({ status, plan: { windowYear } }: Tranche, fromYear: number | null): boolean =>
  !KEPT.has(status) && (fromYear === null || windowYear === null || windowYear >= fromYear);

/** With nothing left to pay the award is over: complete where something was paid, else the right has lapsed. */
const ending = (
  award: GrantedAward,
  given: readonly Tranche[],
  { reason, replacedOn }: { readonly reason: string; readonly replacedOn: GiveWay['on'] },
): readonly AwardEvent[] => {
  const isOver = ({ status }: Tranche): boolean => status === 'paid' || status === 'cancelled';
  if (award.tranches.some((tranche) => !isOver(tranche) && !given.includes(tranche))) return [];
  const { award: id } = award;
  return award.tranches.some((tranche) => paidFen(tranche) > 0n)
    ? [{ type: 'AwardCompleted', data: { award: id, completedOn: replacedOn } }]
    : [{ type: 'AwardLapsed', data: { award: id, reason, lapsedOn: replacedOn, by: SYSTEM.id } }];
};
