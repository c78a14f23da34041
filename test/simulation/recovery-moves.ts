import { addDays } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import type { RecoveryCommand } from '#recovery/recovery-commands.js';
import { recoveryDecider } from '#recovery/recovery.js';
import { chosen, type Move } from './award-moves.js';
import { fenIn } from './invariants/raw-event.js';
import type { Office } from './office.js';
import { CARL, MAX, oneOf } from './people.js';

const caseOf = (office: Office, pick: number): string | undefined =>
  chosen(
    office.log.filter(({ type }) => type === 'RecoveryFound'),
    pick,
  )?.stream;

const onCase =
  (command: (office: Office, other: number) => RecoveryCommand): Move =>
  async (office, pick, other) => {
    const found = caseOf(office, pick);
    if (!found) return;
    const wanted = command(office, other);
    await office.give(recoveryDecider, found, wanted, 'actor' in wanted ? wanted.actor : MAX);
  };

export const demand = onCase((office, other) => {
  const repayBy = addDays(office.today(), 30);
  return { type: 'ApproveDemand', actor: oneOf(CARL, other), repayBy, documentNumber: 'R1' };
});

export const dismiss = onCase((_office, other) => ({
  type: 'DismissCase',
  actor: oneOf(CARL, other),
  reason: 'r',
}));

/** In parts, sometimes more than is owed, sometimes under a reference that is booked already. */
export const repay = onCase((office, other) => ({
  type: 'RecordRepayment',
  repaymentId: `P${office.log.length}`,
  amountFen: yuan(5 + (other % 8) * 5),
  bankReference: other % 6 === 0 ? 'IN-0' : `IN-${office.log.length}`,
  receivedOn: office.today(),
}));

/** Proposed, and then approved; now and then by whoever proposed it. */
export const writeOff: Move = async (office, pick, other) => {
  const found = caseOf(office, pick);
  if (!found) return;
  const { state } = await office.people.load(recoveryDecider, found);
  const pending = 'writeOff' in state ? state.writeOff : null;
  const actor = pending ? oneOf(MAX, other) : CARL;
  const command: RecoveryCommand = pending
    ? { type: 'ApproveWriteOff', actor, documentNumber: pending.documentNumber }
    : { type: 'WriteOff', actor, reason: 'r', documentNumber: 'W1' };
  await office.give(recoveryDecider, found, command, actor);
};

/** The next step of paying back what came in beyond the claim; now and then under a reference that is booked already. */
export const refund: Move = async (office, pick, other) => {
  const overpaid = office.log.filter(
    ({ type, data }) =>
      (type === 'ClaimReduced' || type === 'SetOffConfirmed') && fenIn(data, 'overpaidFen') > 0n,
  );
  const stream = chosen(overpaid, pick)?.stream;
  if (!stream) return;
  const { state } = await office.people.load(recoveryDecider, stream);
  const pending = 'overpayment' in state ? state.overpayment.refund : null;
  const [documentNumber, place] = [pending?.documentNumber ?? `T${office.log.length}`, office.log.length];
  const approver = oneOf(CARL, other);
  const bankReference = other % 6 === 0 ? 'IN-0' : `OUT-${place}`;
  const command: RecoveryCommand =
    pending === null || other % 7 === 0
      ? { type: 'ProposeOverpaymentRefund', actor: MAX, reason: 'r', documentNumber }
      : pending.approvedBy === null && other % 11 !== 0
        ? { type: 'ApproveOverpaymentRefund', actor: approver, documentNumber }
        : { type: 'RecordOverpaymentRefund', bankReference, paidOn: office.today() };
  await office.give(recoveryDecider, stream, command, 'actor' in command ? command.actor : MAX);
};

export const refer = onCase(() => ({ type: 'ReferCase', reason: 'r' }));
