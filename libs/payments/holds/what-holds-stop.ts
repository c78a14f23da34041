import { type Fen, sumFen, yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { Hold } from './hold.js';

/** A hold that bites today, with every id that its scope means: a party goes by several ids after identities were merged. */
export interface HoldInForce extends Pick<
  Hold,
  'hold' | 'scope' | 'reason' | 'placedBy' | 'until' | 'amountFen'
> {
  readonly covers: readonly string[];
}

/** What a payment is about: whose award, of which measure, to whom. */
export interface HeldSubject {
  readonly award: string;
  readonly measure: string;
  /** Everybody the award names, and the payee. */
  readonly parties: readonly string[];
}

/** A tranche whose money is granted and has not left. */
export interface OpenTranche extends HeldSubject {
  readonly trancheNo: number;
  readonly netFen: Fen;
  /** Since when it waits. */
  readonly dueOn: string;
}

/** Those of the holds whose scope the subject is in, whatever their amount. */
export const holdsOver = (subject: HeldSubject, holds: readonly HoldInForce[]): readonly HoldInForce[] =>
  holds.filter(({ scope, covers }) => {
    if (scope.kind === 'award') return covers.includes(subject.award);
    if (scope.kind === 'measure') return covers.includes(subject.measure);
    return subject.parties.some((party) => covers.includes(party));
  });

/** Names a tranche in a set. */
export const trancheKey = ({ award, trancheNo }: Pick<OpenTranche, 'award' | 'trancheNo'>): string =>
  `${award}/${trancheNo}`;

const byWaiting = (one: OpenTranche, other: OpenTranche): number => {
  const [a, b] = [one, other].map(({ dueOn, award, trancheNo }) =>
    [dueOn, award, String(trancheNo).padStart(6, '0')].join(' '),
  ) as [string, string];
  return a < b ? -1 : Number(a > b);
};

/**
 * The tranches that a hold stops, of all open ones in its scope. Without an amount: all of them. A tranche is paid whole or not at
 * all, so an amount keeps back the tranches that came last, as many as cover it; those that waited longest go on. What is
 * released later joins the end, and may set an earlier one free.
 */
export const stoppedBy = (hold: HoldInForce, open: readonly OpenTranche[]): readonly OpenTranche[] => {
  const inScope = open.filter((tranche) => holdsOver(tranche, [hold]).length > 0).toSorted(byWaiting);
  const { amountFen } = hold;
  if (amountFen === null) return inScope;
  let coveredFen = 0n;
  return inScope
    .toReversed()
    .filter(({ netFen }) => {
      const isNeeded = coveredFen < amountFen;
      if (isNeeded) coveredFen += netFen;
      return isNeeded;
    })
    .toReversed();
};

/** Says of any tranche which holds stop it on one day. */
export interface HoldBoard {
  readonly isEmpty: boolean;
  stopping(tranche: HeldSubject & { readonly trancheNo: number }): readonly HoldInForce[];
}

/** @param openUnder the open tranches in the scope of a hold; asked only of one with an amount. */
export const holdBoard = async (
  holds: readonly HoldInForce[],
  openUnder: (hold: HoldInForce) => Promise<readonly OpenTranche[]>,
): Promise<HoldBoard> => {
  const keptBack = new Map<string, ReadonlySet<string>>();
  for (const hold of holds) {
    if (hold.amountFen === null) continue;
    keptBack.set(hold.hold, new Set(stoppedBy(hold, await openUnder(hold)).map(trancheKey)));
  }
  return {
    isEmpty: holds.length === 0,
    stopping: (tranche) =>
      holdsOver(tranche, holds).filter(({ hold }) => keptBack.get(hold)?.has(trancheKey(tranche)) ?? true),
  };
};

export const totalHeldFen = (stopped: readonly OpenTranche[]): Fen =>
  sumFen(stopped.map(({ netFen }) => netFen));

const SCOPE_WORDS = {
  award: { zh: '资助', en: 'award' },
  person: { zh: '个人', en: 'person' },
  enterprise: { zh: '单位', en: 'enterprise' },
  measure: { zh: '事项', en: 'measure' },
} as const;

/** A hold as the desk that meets it reads it: whose, why, by whom, until when and for how much. */
export const holdInWords = ({
  scope,
  reason,
  placedBy,
  until,
  amountFen,
}: HoldInForce): { readonly zh: string; readonly en: string } => {
  const { zh, en } = SCOPE_WORDS[scope.kind];
  const part = amountFen === null ? undefined : yuanOf(amountFen);
  return {
    zh: `${zh} ${scope.id} 暂缓支付${part ? ` ${part} 元` : ''}：${reason}（${placedBy}${until ? `，至 ${until}` : ''}）`,
    en: `${part ? `${part} yuan of ` : ''}${en} ${scope.id} on hold: ${reason} (${placedBy}${until ? `, until ${until}` : ''})`,
  };
};

/** Why a tranche is not released, taken into a batch or sent; names every hold. Undefined without one. */
export const refuseHeld = (stopping: readonly HoldInForce[]): Refusal | undefined => {
  if (stopping.length === 0) return undefined;
  const words = stopping.map(holdInWords);
  return refuse('hold.in-force', words.map(({ zh }) => zh).join('；'), words.map(({ en }) => en).join('; '), {
    facts: { holds: stopping.map(({ hold }) => hold).join(','), count: stopping.length },
  });
};
