import { type Decider, reject } from '#kernel/decider.js';
import type { Award } from './award.js';
import type {
  ApplicationCommand,
  AwardCommand,
  AwardLifeCommand,
  PaymentCommand,
  RevisionCommand,
} from './award.commands.js';
import type { AwardEvent } from './award.events.js';
import { decideApplication, submitApplication } from './decide-application.js';
import { decideLife } from './decide-life.js';
import { decidePayment } from './decide-payment.js';
import { decideRevision } from './decide-revision.js';
import { decideTranche } from './decide-tranche.js';
import { evolve } from './evolve.js';
import { noSuchAward, notYetApproved } from './missing.js';
import type { Rulebook } from './rulebook.js';
import { alreadyTakenOver, takeOverAward, takeOverPayment } from './take-over.js';

/** The shared life of an award of any programme; what differs is asked of the programme's rules. */
export const awardDecider = (rulebook: Rulebook): Decider<AwardCommand, Award, AwardEvent> => ({
  initialState: () => ({ status: 'none' }),
  evolve,
  decide: (command, award) => {
    if (award.status === 'none') {
      if (command.type === 'TakeOverAward') return takeOverAward(command, rulebook);
      return command.type === 'SubmitApplication' ? submitApplication(command) : reject(noSuchAward());
    }
    if (command.type === 'TakeOverAward') return reject(alreadyTakenOver());
    if (isApplicationCommand(command)) return decideApplication(command, award, rulebook);
    if (!('tranches' in award)) return reject(notYetApproved(award.status));
    if (command.type === 'TakeOverPayment') return takeOverPayment(command, award);
    if (isRevisionCommand(command)) return decideRevision(command, award, rulebook);
    if (isLifeCommand(command)) return decideLife(command, award, rulebook);
    return isPaymentCommand(command)
      ? decidePayment(command, award)
      : decideTranche(command, award, rulebook);
  },
});

/** Records, so that the compiler misses a command that is in none of them. */
const APPLICATION_COMMANDS: Readonly<Record<ApplicationCommand['type'], true>> = {
  SubmitApplication: true,
  AcceptApplication: true,
  VerifyApplication: true,
  RefuseApplication: true,
  WithdrawApplication: true,
  StartPublicity: true,
  RaiseObjection: true,
  ResolveObjection: true,
  EndPublicity: true,
  ApproveAward: true,
};

const LIFE_COMMANDS: Readonly<Record<AwardLifeCommand['type'], true>> = {
  RecordAssessment: true,
  SuspendAward: true,
  ResumeAward: true,
  TerminateAward: true,
  LapseAward: true,
  MoveAward: true,
  ReduceBase: true,
  GiveWay: true,
};

const PAYMENT_COMMANDS: Readonly<Record<PaymentCommand['type'], true>> = {
  ReleaseTranche: true,
  QueueTranche: true,
  ReleaseQueuedTranche: true,
  MoveQueuedTranche: true,
  RefuseRelease: true,
  ApplySetOff: true,
  PutInBatch: true,
  TakeOutOfBatch: true,
  RecordPayment: true,
  RecordReturn: true,
  RecordRecovery: true,
};

const REVISION_COMMANDS: Readonly<Record<RevisionCommand['type'], true>> = {
  AddTopUp: true,
  ClaimBackOverpayment: true,
};

const isApplicationCommand = (command: AwardCommand): command is ApplicationCommand =>
  command.type in APPLICATION_COMMANDS;
const isRevisionCommand = (command: AwardCommand): command is RevisionCommand =>
  command.type in REVISION_COMMANDS;
const isLifeCommand = (command: AwardCommand): command is AwardLifeCommand => command.type in LIFE_COMMANDS;
const isPaymentCommand = (command: AwardCommand): command is PaymentCommand =>
  command.type in PAYMENT_COMMANDS;
