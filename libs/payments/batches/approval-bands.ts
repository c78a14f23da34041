import { assert } from '#kernel/assert.js';
import { type Fen, parseYuan } from '#kernel/money.js';
import { isRefusal } from '#kernel/refusal.js';

/** Batches of a total below `belowFen` need so many approvals; null: all larger ones. */
export interface ApprovalBand {
  readonly belowFen: Fen | null;
  readonly approvals: number;
}

const APPROVALS_MAX = 5;

const bandIn = (text: string): ApprovalBand | undefined => {
  const [first = '', second] = text.split(':');
  const approvals = Number(second ?? first);
  if (!Number.isInteger(approvals) || approvals < 1 || approvals > APPROVALS_MAX) return undefined;
  if (second === undefined) return { belowFen: null, approvals };
  const belowFen = parseYuan(first);
  return isRefusal(belowFen) ? undefined : { belowFen, approvals };
};

/**
 * `1000000:1,10000000:2,3` (yuan): below 1,000,000 one approval, below 10,000,000 two, from there on three. A plain number holds for
 * every total. Undefined for a text that is no such list, has no last band for all larger totals, or asks for fewer people for more money.
 */
export const parseApprovalBands = (text: string): readonly ApprovalBand[] | undefined => {
  const bands = text.split(',').map((part) => bandIn(part.trim()));
  const known = bands.filter((band) => band !== undefined);
  if (known.length < bands.length || known.at(-1)?.belowFen !== null) return undefined;
  const rises = known.every((band, place) => {
    const before = known[place - 1];
    if (!before) return true;
    const isLarger = before.belowFen !== null && (band.belowFen === null || band.belowFen > before.belowFen);
    return isLarger && band.approvals >= before.approvals;
  });
  return rises ? known : undefined;
};

/** How many people have to approve a batch of that total. */
export const approvalsFor = (totalFen: Fen, bands: readonly ApprovalBand[]): number => {
  const band = bands.find(({ belowFen }) => belowFen === null || totalFen < belowFen);
  assert(band, 'The last band has no end');
  return band.approvals;
};
