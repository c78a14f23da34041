import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { CommandExecutor } from '#event-store/execute.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { Decider } from '#kernel/decider.js';
import { type Fen, minFen } from '#kernel/money.js';
import { identitiesOf } from '#parties/one-person.js';
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

/** Keeps back from one payment what one case wants: earmarked on the case, taken from the payment, confirmed on the case. */
const setOffWith =
  (executor: CommandExecutor, awards: Decider<AwardCommand, Award, AwardEvent>) =>
  async (steps: Steps, caseId: string, tranche: AttemptRef, upToFen: Fen, on: BusinessDate): Promise<Fen> => {
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

/**
 * Sets debts off against money on its way to the same party, oldest case and oldest release first. A tranche is matched with
 * the cases that were demanded before it was released, a case with the tranches that were released before it was demanded:
 * whichever comes later in the log sees the other, so no pair is missed. Batches are assembled by the same runner and therefore after it.
 * A person who has two identities owes and is owed under both (practice E55): where they become one between demand and release, the merge
 * is the later of the three and matches what is there.
 */
export const setOffDebts = (
  executor: CommandExecutor,
  awards: Decider<AwardCommand, Award, AwardEvent>,
  lookups: Lookups,
): Reaction => {
  const setOff = setOffWith(executor, awards);

  const onRelease = async (stored: StoredEvent): Promise<void> => {
    const { data } = decode<Released>(stored);
    let leftFen = data.grantedFen;
    for (const caseId of await casesOf(data.payee)) {
      leftFen -= await setOff(stepsOf(executor, stored), caseId, data, leftFen, stored.effectiveOn);
    }
  };

  const onDemand = async (stored: StoredEvent): Promise<void> => {
    const { data } = decode<RecoveryDemanded>(stored);
    await matchCase(stored, stored.stream, data.debtor, data.amountFen);
  };

  const onMerge = async (stored: StoredEvent): Promise<void> => {
    for (const caseId of await casesOf(stored.stream)) {
      const { state } = await executor.load(recoveryDecider, caseId);
      await matchCase(stored, caseId, stored.stream, unclaimedFen(state));
    }
  };

  const matchCase = async (
    stored: StoredEvent,
    caseId: string,
    debtor: string,
    amountFen: Fen,
  ): Promise<void> => {
    const { state } = await executor.load(recoveryDecider, caseId);
    const released = await ofEveryIdentity(executor, debtor, (id) => lookups.releasedTranchesOf(id));
    let leftFen = amountFen;
    for (const tranche of [...begunIn(state), ...released]) {
      leftFen -= await setOff(stepsOf(executor, stored), caseId, tranche, leftFen, stored.effectiveOn);
    }
  };

  const casesOf = (party: string): Promise<readonly string[]> =>
    ofEveryIdentity(executor, party, (id) => lookups.openCasesOf(id));

  return {
    name: 'set-off-debts',
    types: ['TrancheReleased', 'RecoveryDemanded', 'PartyAbsorbed'],
    handle: async (stored) => {
      await lookups.at(stored.position);
      if (stored.type === 'TrancheReleased') return onRelease(stored);
      return stored.type === 'RecoveryDemanded' ? onDemand(stored) : onMerge(stored);
    },
  };
};

/** That under which the person goes on comes first. */
const ofEveryIdentity = async <T>(
  executor: CommandExecutor,
  party: string,
  ask: (id: string) => Promise<readonly T[]>,
): Promise<readonly T[]> => {
  const found: T[] = [];
  for (const id of await identitiesOf(executor, party)) found.push(...(await ask(id)));
  return found;
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
