import { LINES_PER_BATCH_MAX } from '#payments/batches/assemble-batch.js';
import type { DueTranche } from '#projections/due-tranches/due-tranches.queries.js';

export interface SplitRule {
  readonly byBank?: boolean;
  readonly byPayeeKind?: boolean;
  /** Lines of one batch at most; 100,000 when absent. */
  readonly maxLines?: number;
}

/** What one batch is about. */
export interface BatchPart<Tranche> {
  /** What its payments have in common, for its title; empty when nothing was asked for. */
  readonly label: string;
  readonly tranches: readonly Tranche[];
}

type Split = Pick<DueTranche, 'payeeKind' | 'bankName'>;

/** Every tranche is in one part; groups by the order of their first tranche, tranches in the order given. */
export const splitBatches = <Tranche extends Split>(
  payable: readonly Tranche[],
  { byBank = false, byPayeeKind = false, maxLines = LINES_PER_BATCH_MAX }: SplitRule,
): readonly BatchPart<Tranche>[] => {
  const groups = new Map<string, Tranche[]>();
  for (const tranche of payable) {
    const label = [byBank ? tranche.bankName : null, byPayeeKind ? tranche.payeeKind : null]
      .filter(Boolean)
      .join(' · ');
    const group = groups.get(label);
    if (group) group.push(tranche);
    else groups.set(label, [tranche]);
  }
  return [...groups].flatMap(([label, tranches]) =>
    Array.from({ length: Math.ceil(tranches.length / maxLines) }, (_, part) => ({
      label,
      tranches: tranches.slice(part * maxLines, (part + 1) * maxLines),
    })),
  );
};
