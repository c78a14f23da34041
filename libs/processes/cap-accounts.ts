import { type CapAccount, capDecider, capStream } from '#caps/caps.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { survivingId } from '#parties/one-person.js';
import { partyDecider } from '#parties/parties.js';
import type { Steps } from './steps.js';

/**
 * The account in which a subject's money counts now. Everything that counted for an identity that became somebody else is carried over
 * first, so that a person is never granted money while a part of what the person had is not counted (practice E55).
 */
export const accountOfSubject = async (
  executor: CommandExecutor,
  steps: Steps,
  { capKey, subject, window }: CapAccount,
): Promise<string> => {
  // An award or a measure is nobody.
  if (!subject.startsWith('party-')) return capStream({ capKey, subject, window });
  const person = await survivingId(executor, subject);
  const { state } = await executor.load(partyDecider, person);
  const absorbed = state.status === 'registered' ? state.absorbed : [];
  const to = capStream({ capKey, subject: person, window });
  for (const former of new Set([...absorbed, subject])) {
    if (former !== person) await carryOver(executor, steps, { capKey, window, subject: former }, person);
  }
  return to;
};

/** Closes the account of a former identity and counts what it held in that of the person. */
export const carryOver = async (
  executor: CommandExecutor,
  steps: Steps,
  account: CapAccount,
  person: string,
): Promise<void> => {
  const [from, to] = [capStream(account), capStream({ ...account, subject: person })];
  const cause = account.subject;
  await steps.order(capDecider, from, { type: 'HandOverCap', to, cause }, from);
  const { state } = await executor.load(capDecider, from);
  if (state.status !== 'handed-over') return;
  const { limitKind, balances } = state;
  const command = { type: 'CarryOverCap', from, subject: person, cause, limitKind, balances } as const;
  await steps.order(capDecider, to, command, from);
};
