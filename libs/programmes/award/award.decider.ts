import { type Decider, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { Award } from './award.js';
import type { ApplicationCommand, AwardCommand, AwardLifeCommand, PaymentCommand } from './award.commands.js';
import type { AwardEvent } from './award.events.js';
import { decideApplication } from './decide-application.js';
import { decideLife } from './decide-life.js';
import { decidePayment } from './decide-payment.js';
import { decideTranche } from './decide-tranche.js';
import { evolve } from './evolve.js';
import type { Rulebook } from './rulebook.js';

/** The shared life of an award of any programme; what differs is asked of the programme's rules. */
export const awardDecider = (rulebook: Rulebook): Decider<AwardCommand, Award, AwardEvent> => ({
  initialState: () => ({ status: 'none' }),
  evolve,
  decide: (command, award) => {
    if (award.status === 'none') {
      return command.type === 'SubmitApplication'
        ? decideApplication(command, award, rulebook)
        : reject(noSuchAward());
    }
    if (isApplicationCommand(command)) return decideApplication(command, award, rulebook);
    if (!('tranches' in award)) return reject(notYetApproved(award.status));
    if (isLifeCommand(command)) return decideLife(command, award, rulebook);
    return isPaymentCommand(command)
      ? decidePayment(command, award)
      : decideTranche(command, award, rulebook);
  },
});

const APPLICATION_COMMANDS: ReadonlySet<string> = new Set<ApplicationCommand['type']>([
  'SubmitApplication',
  'AcceptApplication',
  'VerifyApplication',
  'RefuseApplication',
  'WithdrawApplication',
  'StartPublicity',
  'RaiseObjection',
  'ResolveObjection',
  'ApproveAward',
]);

const LIFE_COMMANDS: ReadonlySet<string> = new Set<AwardLifeCommand['type']>([
  'RecordAssessment',
  'SuspendAward',
  'ResumeAward',
  'TerminateAward',
  'LapseAward',
]);

const PAYMENT_COMMANDS: ReadonlySet<string> = new Set<PaymentCommand['type']>([
  'ReleaseTranche',
  'QueueTranche',
  'ReleaseQueuedTranche',
  'MoveQueuedTranche',
  'RefuseRelease',
  'ApplySetOff',
  'PutInBatch',
  'TakeOutOfBatch',
  'RecordPayment',
  'RecordReturn',
  'RecordRecovery',
]);

const isApplicationCommand = (command: AwardCommand): command is ApplicationCommand =>
  APPLICATION_COMMANDS.has(command.type);
const isLifeCommand = (command: AwardCommand): command is AwardLifeCommand => LIFE_COMMANDS.has(command.type);
const isPaymentCommand = (command: AwardCommand): command is PaymentCommand =>
  PAYMENT_COMMANDS.has(command.type);

const noSuchAward = (): Refusal => refuse('award.not-found', '没有这项资助', 'There is no such award');

const notYetApproved = (status: string): Refusal =>
  refuse('award.not-approved', '资助尚未审批通过', 'The award has not been approved', { facts: { status } });
