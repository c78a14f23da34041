import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { CommandExecutor } from '#event-store/execute.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { Decider } from '#kernel/decider.js';
import { type Fen, minFen } from '#kernel/money.js';
import type { Award } from '#programmes/award/award.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent, TrancheLifeEvent } from '#programmes/award/award.events.js';
import type { Reaction } from '#reactions/reaction.js';
import type { RecoveryDemanded } from '#recovery/recovery.events.js';
import { type RecoveryState, unclaimedFen } from '#recovery/recovery-case.js';
import { recoveryDecider } from '#recovery/recovery.js';
import type { AttemptRef, Lookups } from './lookups.js';
import { type Steps, stepsOf } from './steps.js';

type Released = Extract<TrancheLifeEvent, { type: 'TrancheReleased' }>;

/**
 * Sets debts off against money on its way to the same party, oldest case and oldest release first. A tranche is matched with
 * the cases that were demanded before it was released, a case with the tranches that were released before it was demanded:
 * whichever comes later in the log sees the other, so no pair is missed. Batches are assembled by the same runner and therefore after it.
 */
export const setOffDebts = (
  executor: CommandExecutor,
  awards: Decider<AwardCommand, Award, AwardEvent>,
  lookups: Lookups,
): Reaction => {
  const setOff = async (
    steps: Steps,
    caseId: string,
    tranche: AttemptRef,
    upToFen: Fen,
    on: BusinessDate,
  ): Promise<Fen> => {
    const { award, trancheNo, attempt } = tranche;
    const setOffId = `${award}/${trancheNo}/${attempt}/${caseId}`;
    const { state } = await executor.load(recoveryDecider, caseId);
    const amountFen = minFen(unclaimedFen(state), upToFen);
    if (amountFen === 0n && !isPending(state, setOffId)) return 0n;
    const proposal = { type: 'ProposeSetOff', setOffId, award, trancheNo, amountFen } as const;
    const proposed = await steps.ask(recoveryDecider, caseId, proposal, setOffId);
    const earmarked = proposed.events.find((event) => event.type === 'SetOffProposed');
    // Handed over again, the same set-off may have been confirmed or cancelled already.
    if (!earmarked || !isPending(proposed.state, setOffId)) return 0n;
    const applied = await steps.ask(
      awards,
      award,
      { type: 'ApplySetOff', trancheNo, attempt, caseId, setOffId, upToFen: earmarked.data.amountFen, on },
      setOffId,
    );
    const taken = applied.events.find((event) => event.type === 'TrancheSetOff');
    if (!taken) {
      await steps.ask(recoveryDecider, caseId, { type: 'CancelSetOff', setOffId }, setOffId);
      return 0n;
    }
    const confirmation = { type: 'ConfirmSetOff', setOffId, amountFen: taken.data.amountFen } as const;
    await steps.order(recoveryDecider, caseId, confirmation, setOffId);
    return taken.data.amountFen;
  };

  const onRelease = async (stored: StoredEvent): Promise<void> => {
    const { data } = decode<Released>(stored);
    let leftFen = data.grantedFen;
    for (const caseId of await lookups.openCasesOf(data.payee)) {
      leftFen -= await setOff(stepsOf(executor, stored), caseId, data, leftFen, stored.effectiveOn);
    }
  };

  const onDemand = async (stored: StoredEvent): Promise<void> => {
    const { data } = decode<RecoveryDemanded>(stored);
    const { state } = await executor.load(recoveryDecider, stored.stream);
    const released = await lookups.releasedTranchesOf(data.debtor);
    let leftFen = data.amountFen;
    for (const tranche of [...begunIn(state), ...released]) {
      leftFen -= await setOff(stepsOf(executor, stored), stored.stream, tranche, leftFen, stored.effectiveOn);
    }
  };

  return {
    name: 'set-off-debts',
    types: ['TrancheReleased', 'RecoveryDemanded'],
    handle: async (stored) => {
      await lookups.at(stored.position);
      return stored.type === 'TrancheReleased' ? onRelease(stored) : onDemand(stored);
    },
  };
};

const isPending = (state: RecoveryState, setOffId: string): boolean =>
  'proposed' in state && state.proposed.has(setOffId);

/** A set-off that was begun goes on, even if its tranche is settled by it and therefore waits for nothing any more. */
const begunIn = (state: RecoveryState): readonly AttemptRef[] =>
  'proposed' in state
    ? [...state.proposed.values()].map(({ setOffId, award, trancheNo }) => ({
        award,
        trancheNo,
        attempt: Number(setOffId.split('/')[2]),
      }))
    : [];
