import { decode } from '#event-store/decode.js';
import type { LogPosition, StoredEvent } from '#event-store/envelope.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { HoldEvent } from '#payments/holds/hold.events.js';
import { type Hold, isInForce } from '#payments/holds/hold.js';
import {
  type HoldInForce,
  holdsOver,
  type OpenTranche,
  trancheKey,
} from '#payments/holds/what-holds-stop.js';
import type { AwardEvent } from '#programmes/award/award.events.js';

/** The holds of a log in memory; nobody in such a log has two identities. */
export const holdsOfLog = (
  log: readonly StoredEvent[],
  on: BusinessDate,
  at: LogPosition,
): readonly HoldInForce[] => {
  const holds = new Map<string, Hold>();
  for (const stored of log) {
    if (!stored.stream.startsWith('hold-') || stored.position > at) continue;
    const event = decode<HoldEvent>(stored);
    if (event.type === 'HoldPlaced') holds.set(event.data.hold, event.data);
    if (event.type === 'HoldLifted' || event.type === 'HoldExpired') holds.delete(event.data.hold);
  }
  return [...holds.values()]
    .filter((hold) => isInForce(hold, on))
    .map((hold) => ({ ...hold, covers: [hold.scope.id] }));
};

interface Followed extends OpenTranche {
  readonly batch: string | null;
}

/** The tranches of a log whose money is granted and has not left, in the scope of a hold. */
export const openTranchesOfLog = (log: readonly StoredEvent[], hold: HoldInForce): readonly OpenTranche[] => {
  const awards = new Map<string, { readonly measure: string; readonly parties: readonly string[] }>();
  const open = new Map<string, Followed>();
  const change = (key: string, changes: Partial<Followed>): void => {
    const known = open.get(key);
    if (known) open.set(key, { ...known, ...changes });
  };
  for (const stored of log) {
    if (stored.type === 'BatchSent')
      for (const [key, { batch }] of open) if (batch === stored.stream) open.delete(key);
    const { type, data } = decode<AwardEvent>(stored);
    switch (type) {
      case 'AwardApproved': {
        const { measure, parties } = data.application;
        awards.set(data.award, { measure, parties: Object.values(parties).map(({ party }) => party) });
        break;
      }
      case 'TrancheQueued':
      case 'TrancheReleased': {
        const { award, trancheNo, grantedFen: netFen } = data;
        const subject = awards.get(award) ?? { measure: '', parties: [] };
        const tranche = { award, trancheNo, netFen, dueOn: stored.effectiveOn, ...subject, batch: null };
        open.set(trancheKey(data), tranche);
        break;
      }
      case 'TrancheSetOff':
        change(trancheKey(data), { netFen: (open.get(trancheKey(data))?.netFen ?? 0n) - data.amountFen });
        break;
      case 'TrancheBatched':
        change(trancheKey(data), { batch: data.batch });
        break;
      case 'TrancheUnbatched':
        change(trancheKey(data), { batch: null });
        break;
      case 'TranchePaid':
      case 'TrancheCancelled':
        open.delete(trancheKey(data));
        break;
      default:
    }
  }
  return [...open.values()].filter((tranche) => holdsOver(tranche, [hold]).length > 0);
};
