import { addDays, type BusinessDate } from '#kernel/business-date.js';
import { type Seeded, seededBy } from '#kernel/seeded.js';
import { isCollecting, outstandingFen, type RecoveryState } from '#recovery/recovery-case.js';
import type { RecoveryCommand } from '#recovery/recovery-commands.js';
import { recoveryDecider } from '#recovery/recovery.js';
import { CHECKERS, type Desk, MAKER, type Moment } from './desk.js';

export interface Collections {
  /** Cases that were found meanwhile. */
  add(cases: readonly string[], day: BusinessDate): void;
  /** What is due on a day: demands, repayments, the end of hopeless cases. */
  due(at: Moment): readonly (() => Promise<void>)[];
}

const WEEK = 7;
const REPAY_DAYS = 30;
const PATIENCE_DAYS = 500;

/** Money that has to come back: demanded by a second person, repaid by most, set off by the service, written off in the end. */
export const openCollections = (desk: Desk, seed: number): Collections => {
  const dues = new Map<string, BusinessDate>();

  const give = (caseId: string, command: RecoveryCommand, actor: typeof MAKER, at: Moment) =>
    desk.ask(recoveryDecider, caseId, command, actor, at);

  const work = async (caseId: string, at: Moment): Promise<void> => {
    const { state } = await desk.executor.load(recoveryDecider, caseId);
    const random = seededBy('case', seed, caseId);
    if (state.status === 'found') {
      dues.set(caseId, addDays(at.day, REPAY_DAYS - WEEK));
      await demand(caseId, random, at);
      return;
    }
    if (!isCollecting(state)) {
      dues.delete(caseId);
      return;
    }
    await collect(caseId, state, random, at);
  };

  const demand = async (caseId: string, random: Seeded, at: Moment): Promise<void> => {
    const actor = random.oneOf(CHECKERS);
    if (random.below(40) === 0) {
      await give(caseId, { type: 'DismissCase', actor, reason: '事实不成立' }, actor, at);
      return;
    }
    const documentNumber = `嘉财追〔${at.day.slice(0, 4)}〕${random.below(900)}号`;
    const repayBy = addDays(at.day, REPAY_DAYS);
    await give(caseId, { type: 'ApproveDemand', actor, repayBy, documentNumber }, actor, at);
  };

  /** Four of five repay, half of them in two parts; who does not is waited for. */
  const collect = async (
    caseId: string,
    state: Extract<RecoveryState, { readonly finding: object }>,
    random: Seeded,
    at: Moment,
  ): Promise<void> => {
    const pays = random.below(5) > 0;
    const inParts = random.below(2) === 0;
    const owedFen = isCollecting(state) ? outstandingFen(state) : 0n;
    dues.set(caseId, addDays(at.day, 4 * WEEK));
    if (owedFen === 0n) return;
    if (pays) {
      const amountFen = inParts && owedFen > 200_000n ? owedFen / 2n : owedFen;
      const reference = `IN-${caseId.slice(-8)}-${at.day}`;
      const repayment = { amountFen, bankReference: reference, receivedOn: at.day };
      await give(caseId, { type: 'RecordRepayment', repaymentId: reference, ...repayment }, MAKER, at);
      return;
    }
    if (at.day < addDays(state.finding.foundOn, PATIENCE_DAYS)) return;
    const documentNumber = `核销${caseId.slice(-8)}`;
    const [proposer, approver] = CHECKERS;
    if (!proposer || !approver) return;
    const proposal = { actor: proposer, reason: '无财产可供执行', documentNumber };
    await give(caseId, { type: 'WriteOff', ...proposal }, proposer, at);
    await give(caseId, { type: 'ApproveWriteOff', actor: approver, documentNumber }, approver, at);
  };

  return {
    add: (cases, day) => {
      for (const caseId of cases) dues.set(caseId, addDays(day, WEEK));
    },
    due: (at) => [...dues].flatMap(([caseId, day]) => (day <= at.day ? [() => work(caseId, at)] : [])),
  };
};
