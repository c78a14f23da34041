import type { BusinessDate } from '#kernel/business-date.js';
import { type Fen, sumFen } from '#kernel/money.js';
import type { AwardAct } from '#programmes/award/award.js';
import type { Application, CaseDecision, Claim } from '#programmes/award/application.js';
import type { CapCut, RefusalOnRecord } from '#programmes/award/award.events.js';
import {
  isGranted,
  lastAttempt,
  paidFen,
  type PaymentAttempt,
  type Tranche,
} from '#programmes/award/award.js';
import type { Derivation } from '#programmes/award/derivation.js';
import type { CapClaim, PlannedTranche } from '#programmes/award/programme-rules.js';
import type { AwardRow } from './award.entity.js';
import type { Assessment, Ending, Publicity } from './award-record.js';

/** One line of a list of awards. */
export interface AwardSummary {
  readonly award: string;
  readonly programme: string;
  readonly measure: string;
  readonly status: string;
  readonly parties: readonly string[];
  readonly appliedOn: BusinessDate;
  readonly approvedOn: BusinessDate | null;
  readonly budgetLine: string | null;
  /** Null where yearly claims decide it. */
  readonly totalFen: Fen | null;
  /** Reached the payees, set-off included, less what came back. */
  readonly paidFen: Fen;
  readonly tranches: number;
  readonly tranchesPaid: number;
}

export interface AwardView extends AwardSummary {
  readonly stream: string;
  /** For `If-Match`. */
  readonly revision: number;
  readonly position: string;
  readonly policyVersion: string;
  readonly application: Application;
  readonly caseDecision: CaseDecision | null;
  /** Why the total is what it is. */
  readonly derivation: Derivation | null;
  readonly people: readonly AwardAct[];
  readonly publicity: Publicity | null;
  readonly assessments: readonly Assessment[];
  /** The assessment whose failure suspended the award. */
  readonly rectifying: string | null;
  readonly trancheList: readonly TrancheView[];
  /** The award that took the place of this one. */
  readonly replacedBy: string | null;
  /** What the award pays in all since its base was reduced; null where it was not. */
  readonly payableFen: Fen | null;
  readonly ending: Ending | null;
}

export interface TrancheView extends PlannedTranche {
  readonly status: Tranche['status'];
  readonly held: string | null;
  readonly claim: Claim | null;
  readonly enteredBy: string | null;
  readonly verifiedBy: string | null;
  readonly releasedBy: string | null;
  readonly requestedFen: Fen | null;
  readonly derivation: Derivation | null;
  readonly capClaims: readonly CapClaim[];
  /** Of the attempt under way or last finished. */
  readonly attempt: number | null;
  readonly grantedFen: Fen | null;
  /** Why less was granted than requested. */
  readonly cuts: readonly CapCut[];
  readonly lastRefusal: RefusalOnRecord | null;
  /** Over all attempts. */
  readonly setOffFen: Fen;
  readonly paidFen: Fen;
  readonly returnedFen: Fen;
  readonly recoveredFen: Fen;
  readonly attempts: readonly PaymentAttempt[];
  readonly batch: string | null;
}

export const summaryOf = (row: AwardRow): AwardSummary => {
  const granted = isGranted(row.state) ? row.state : undefined;
  const tranches = granted?.tranches ?? [];
  return {
    award: row.id,
    programme: row.programme,
    measure: row.measure,
    status: row.status,
    parties: row.parties,
    appliedOn: row.appliedOn as BusinessDate,
    approvedOn: granted?.approvedOn ?? null,
    budgetLine: granted?.budgetLine ?? null,
    totalFen: granted?.totalFen ?? null,
    paidFen: sumFen(tranches.map(paidFen)),
    tranches: tranches.length,
    tranchesPaid: tranches.filter(({ status }) => status === 'paid').length,
  };
};

export const awardViewOf = (row: AwardRow): AwardView | undefined => {
  const { state } = row;
  if (state.status === 'none') return undefined;
  const granted = isGranted(state) ? state : undefined;
  return {
    ...summaryOf(row),
    stream: row.stream,
    revision: row.revision,
    position: row.position,
    policyVersion: state.policyVersion,
    application: state.application,
    caseDecision: granted?.caseDecision ?? null,
    derivation: row.derivation,
    people: state.acts,
    publicity: row.publicity,
    assessments: row.assessments,
    rectifying: granted?.rectifying ?? null,
    trancheList: (granted?.tranches ?? []).map((tranche) => trancheViewOf(row, tranche)),
    replacedBy: granted?.replacedBy ?? null,
    payableFen: granted?.payableFen ?? null,
    ending: row.ending,
  };
};

const trancheViewOf = (row: AwardRow, tranche: Tranche): TrancheView => {
  const note = row.trancheNotes[tranche.plan.trancheNo];
  const total = (amount: (attempt: PaymentAttempt) => Fen): Fen => sumFen(tranche.attempts.map(amount));
  return {
    ...tranche.plan,
    status: tranche.status,
    held: tranche.held,
    claim: 'claim' in tranche ? tranche.claim : null,
    enteredBy: 'claimedBy' in tranche ? tranche.claimedBy : null,
    verifiedBy: 'verifiedBy' in tranche ? tranche.verifiedBy : null,
    releasedBy: 'releasedBy' in tranche ? tranche.releasedBy : null,
    requestedFen: 'requestedFen' in tranche ? tranche.requestedFen : null,
    derivation: 'derivation' in tranche ? tranche.derivation : null,
    capClaims: 'capClaims' in tranche ? tranche.capClaims : [],
    attempt: lastAttempt(tranche)?.attempt ?? null,
    grantedFen: lastAttempt(tranche)?.grantedFen ?? null,
    cuts: note?.cuts ?? [],
    lastRefusal: note?.lastRefusal ?? null,
    setOffFen: total(({ setOffFen }) => setOffFen),
    paidFen: paidFen(tranche),
    returnedFen: total(({ returnedFen }) => returnedFen),
    recoveredFen: total(({ recoveredFen }) => recoveredFen),
    attempts: tranche.attempts,
    batch: 'batch' in tranche ? tranche.batch : null,
  };
};
