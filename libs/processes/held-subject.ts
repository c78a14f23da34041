import type { HeldSubject } from '#payments/holds/what-holds-stop.js';
import { type Award, isGranted, trancheOf } from '#programmes/award/award.js';

/** What a hold has to know of a tranche; undefined for one that is not planned. */
export const heldSubjectOf = (
  award: string,
  state: Award,
  trancheNo: number,
): (HeldSubject & { readonly trancheNo: number }) | undefined => {
  const payee = isGranted(state) ? trancheOf(state, trancheNo)?.plan.payee : undefined;
  if (!isGranted(state) || payee === undefined) return undefined;
  const { measure, parties } = state.application;
  const named = Object.values(parties).map(({ party }) => party);
  return { award, measure, trancheNo, parties: [...new Set([...named, payee])] };
};
