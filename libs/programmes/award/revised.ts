import { type Fen, sumFen } from '#kernel/money.js';

/** What packages of revisions did to one tranche, one entry for each time. */
export interface TrancheRevision {
  readonly trancheNo: number;
  /** The version that counts for the tranche from then on. */
  readonly toVersion: string;
  /** Added; negative where it was claimed back. */
  readonly adjustedFen: Fen;
  /** The tranche that pays what was added. */
  readonly topUpNo: number | null;
  /** The case under which it was claimed back. */
  readonly caseId: string | null;
  /** Claimed back of every payment and not recovered yet. */
  readonly open: readonly { readonly attempt: number; readonly amountFen: Fen }[];
}

type Revised = { readonly revisions?: readonly TrancheRevision[] };

const ofTranche = ({ revisions = [] }: Revised, trancheNo: number): readonly TrancheRevision[] =>
  revisions.filter((one) => one.trancheNo === trancheNo);

/** What was added to a tranche so far, less what was claimed back of it. */
export const adjustedFen = (award: Revised, trancheNo: number): Fen =>
  sumFen(ofTranche(award, trancheNo).map((one) => one.adjustedFen));

/** Claimed back by revisions and not recovered yet: nobody may claim it a second time. */
export const claimedBackFen = (award: Revised, trancheNo: number, attempt?: number): Fen =>
  sumFen(
    ofTranche(award, trancheNo)
      .flatMap(({ open }) => open)
      .filter((one) => attempt === undefined || one.attempt === attempt)
      .map(({ amountFen }) => amountFen),
  );

export const isTopUp = ({ revisions = [] }: Revised, trancheNo: number): boolean =>
  revisions.some(({ topUpNo }) => topUpNo === trancheNo);

/** What came in on the case of a revision is claimed no longer. */
export const withRecovered = (
  revisions: readonly TrancheRevision[],
  recovered: { readonly caseId: string; readonly attempt: number; readonly amountFen: Fen },
): readonly TrancheRevision[] =>
  revisions.map((revision) => {
    if (revision.caseId !== recovered.caseId) return revision;
    const open = revision.open.map((one) =>
      one.attempt === recovered.attempt ? { ...one, amountFen: one.amountFen - recovered.amountFen } : one,
    );
    return { ...revision, open };
  });
