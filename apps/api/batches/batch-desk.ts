import { Inject, Injectable } from '@nestjs/common';
import { CommandExecutor } from '#event-store/execute.js';
import { orThrow, RefusalError, refuse } from '#kernel/refusal.js';
import type { TrancheAttempt } from '#payments/batches/batch-line.js';
import { type BatchState, linesOf } from '#payments/batches/batch-state.js';
import { RunBatchCommand } from '#payments/batches/batches.handler.js';
import { type BatchCommand, batchDecider } from '#payments/batches/batches.js';
import { refuseStopped, type StoppedLine } from '#payments/batches/stopped-lines.js';
import { awardDecider } from '#programmes/award/award.decider.js';
import { paymentStopOf } from '#programmes/award/payment-stop.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import { GetBatch, ListBatchLines } from '#projections/batches/batches.queries.js';
import { GetDueTranche, ListDueTranches } from '#projections/due-tranches/due-tranches.queries.js';
import { RULEBOOK } from '../../platform/tokens.js';
import type { Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { isAwardId } from '../http/path-parts.js';
import { notFound, Views } from '../http/views.js';
import type { DraftBatchRequest } from './batch-requests.js';

const LINES_SHOWN = 200;
const PAGE = 200;

/** The steps of a batch towards the bank, each from one status; in any other the batch answers by itself. */
const STATUS_OF_STEP: Readonly<Partial<Record<BatchCommand['type'], BatchState['status']>>> = {
  SubmitBatch: 'drafted',
  ApproveBatch: 'submitted',
  SendBatch: 'sealed',
};

/** Commands to batches, and which tranches a new batch is about. */
@Injectable()
export class BatchDesk {
  readonly #awards: ReturnType<typeof awardDecider>;

  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(RULEBOOK) rulebook: Rulebook,
  ) {
    this.#awards = awardDecider(rulebook);
  }

  async carryOut(caller: Caller, batch: string, command: BatchCommand): Promise<object> {
    if (command.type !== 'DraftBatch') await this.#refuseStoppedLines(await this.load(batch), command);
    const carried = await this.desk.carryOut(
      caller,
      new RunBatchCommand(batch, command, this.desk.contextOf(caller)),
    );
    const view = (await this.views.ask(new GetBatch(batch))) ? await this.view(batch) : {};
    return this.desk.answer(caller, batch, carried, view);
  }

  /** A hold or a suspension that came after the draft stops the batch at its next step, at the latest when it is sent. */
  async #refuseStoppedLines(state: BatchState, { type }: BatchCommand): Promise<void> {
    if (STATUS_OF_STEP[type] !== state.status) return;
    const stopped: StoppedLine[] = [];
    for (const { lineId, award, trancheNo } of linesOf(state)) {
      const stop = paymentStopOf((await this.executor.load(this.#awards, award)).state, trancheNo);
      if (stop) stopped.push({ lineId, ...stop });
    }
    const refusal = refuseStopped(stopped);
    if (refusal) throw new RefusalError(refusal);
  }

  async load(batch: string): Promise<Exclude<BatchState, { status: 'none' }>> {
    const { state } = await this.executor.load(batchDecider, batch);
    if (state.status === 'none') throw new RefusalError(notFound('batch'));
    return state;
  }

  /** The batch with its first lines; `linesNextCursor` leads to the others. */
  async view(batch: string): Promise<object> {
    const head = await this.views.one(new GetBatch(batch), 'batch');
    const { items, next } = await this.views.ask(new ListBatchLines(batch, { limit: LINES_SHOWN }));
    return { ...head, lines: items, linesNextCursor: next };
  }

  async candidates({ all, tranches }: DraftBatchRequest): Promise<readonly TrancheAttempt[]> {
    // What a client leaves out may also arrive as null.
    const named = tranches ?? undefined;
    if ((all === true) === (named !== undefined)) throw new RefusalError(allOrSome());
    if (named === undefined) return this.#everyPayable();
    const found = [];
    for (const [index, { award, trancheNo }] of named.entries()) {
      const due = isAwardId(award) ? await this.views.ask(new GetDueTranche(award, trancheNo)) : undefined;
      found.push({ award, trancheNo, attempt: orThrow(due?.attempt ?? noSuchTranche(index)) });
    }
    return found;
  }

  async #everyPayable(): Promise<readonly TrancheAttempt[]> {
    const payable: TrancheAttempt[] = [];
    let after: string | undefined;
    do {
      const page = await this.views.ask(
        new ListDueTranches({}, { limit: PAGE, ...(after !== undefined && { after }) }),
      );
      for (const { award, trancheNo, attempt, status, blockers } of page.items) {
        if (status === 'released' && blockers.length === 0) payable.push({ award, trancheNo, attempt });
      }
      after = page.next ?? undefined;
    } while (after !== undefined);
    return payable;
  }
}

const allOrSome = () =>
  refuse(
    'batch.all-or-some',
    '请指定 tranches，或 all: true，二者择一',
    'State either tranches or all: true',
    { pointer: '/tranches' },
  );

const noSuchTranche = (index: number) =>
  refuse('batch.unknown-tranche', '没有这一分期', 'There is no such tranche', {
    pointer: `/tranches/${index}`,
  });
