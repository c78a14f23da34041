import { Inject, Injectable } from '@nestjs/common';
import { CommandExecutor } from '#event-store/execute.js';
import { assert } from '#kernel/assert.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { derivedUuid, shortId } from '#kernel/ids.js';
import { orThrow, RefusalError, refuse } from '#kernel/refusal.js';
import type { TrancheAttempt } from '#payments/batches/batch-line.js';
import { type ApprovalBand, approvalsFor } from '#payments/batches/approval-bands.js';
import { type BatchState, linesOf, totalOfLines } from '#payments/batches/batch-state.js';
import { RunBatchCommand } from '#payments/batches/batches.handler.js';
import { type BatchCommand, batchDecider } from '#payments/batches/batches.js';
import { refuseStopped } from '#payments/batches/stopped-lines.js';
import { RunHandOverCommand } from '#payments/channel/hand-over.handler.js';
import { handOverId } from '#payments/channel/hand-over.js';
import { GetBatch, ListBatchLines } from '#projections/batches/batches.queries.js';
import { StoppedLinesOf } from '#projections/batches/stopped-lines.queries.js';
import {
  type DueTranche,
  type DueTrancheFilter,
  GetDueTranche,
  ListDueTranches,
} from '#projections/due-tranches/due-tranches.queries.js';
import { BusinessDay } from '../http/business-day.js';
import type { Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { isAwardId } from '../http/path-parts.js';
import { notFound, Views } from '../http/views.js';
import type { DraftBatchRequest, SplitBatchRequest } from './batch-requests.js';
import { splitBatches } from './split-batches.js';

const LINES_SHOWN = 200;
const PAGE = 200;
/** Somebody has to approve each. */
const BATCHES_MAX = 100;

/** The steps of a batch towards the bank, each from one status; in any other the batch answers by itself. */
const STATUS_OF_STEP: Readonly<Partial<Record<BatchCommand['type'], BatchState['status']>>> = {
  SubmitBatch: 'drafted',
  ApproveBatch: 'submitted',
  SendBatch: 'sealed',
};

/** Commands to batches, and which tranches a new batch is about. */
@Injectable()
export class BatchDesk {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  async carryOut(caller: Caller, batch: string, command: BatchCommand): Promise<object> {
    if (command.type !== 'DraftBatch') await this.#refuseStoppedLines(batch, await this.load(batch), command);
    const carried = await this.desk.carryOut(
      caller,
      new RunBatchCommand(batch, command, this.desk.contextOf(caller)),
    );
    const view = (await this.views.ask(new GetBatch(batch))) ? await this.view(batch) : {};
    return this.desk.answer(caller, batch, carried, view);
  }

  /** A hold, a suspension or another account that came after the draft stops the batch at its next step, at the latest when it is sent. */
  async #refuseStoppedLines(batch: string, state: BatchState, { type }: BatchCommand): Promise<void> {
    if (STATUS_OF_STEP[type] !== state.status) return;
    await this.desk.untilSeen();
    const refusal = refuseStopped(await this.views.ask(new StoppedLinesOf(batch, this.day.today())));
    if (refusal) throw new RefusalError(refusal);
  }

  /** The question goes on record in the stream of the hand-over; what the bank says arrives as any of its answers. */
  async enquire(caller: Caller, batch: string): Promise<object> {
    await this.load(batch);
    const command = { type: 'RequestEnquiry', batch, requestedBy: caller.actor.id } as const;
    const asked = new RunHandOverCommand(handOverId(batch), command, this.desk.contextOf(caller));
    const carried = await this.desk.carryOut(caller, asked);
    return this.desk.answer(caller, batch, carried, await this.view(batch));
  }

  /** What the bands in force ask for; the submission freezes it. */
  async approvalsOf(batch: string, bands: readonly ApprovalBand[]): Promise<number> {
    return approvalsFor(totalOfLines(linesOf(await this.load(batch))), bands);
  }

  /**
   * Drafts several batches. Each has its id and its command from the request and from what is in it, so that the same request given again
   * after a crash drafts what is missing and nothing twice.
   */
  async draftSplit(caller: Caller, request: SplitBatchRequest, executeOn: BusinessDate): Promise<object> {
    const { title, programme, payeeKind, week } = request;
    const payable = await this.#everyPayable({
      ...(programme && { programme }),
      ...(payeeKind && { payeeKind }),
      ...(week && { week }),
    });
    const parts = splitBatches(payable, request);
    if (parts.length === 0) throw new RefusalError(nothingPayable());
    if (parts.length > BATCHES_MAX) throw new RefusalError(tooManyBatches(parts.length));
    const batches: object[] = [];
    for (const [place, { label, tranches }] of parts.entries()) {
      const [first] = tranches;
      assert(first, 'A part has a tranche');
      const own = [caller.commandId, label, first.award, first.trancheNo, first.attempt];
      const batch = `batch-${shortId('batch', ...own)}`;
      const draft = {
        type: 'DraftBatch',
        batch,
        title: [title, label, `${place + 1}/${parts.length}`].filter(Boolean).join(' · '),
        candidates: tranches.map(({ award, trancheNo, attempt }) => ({ award, trancheNo, attempt })),
        executeOn,
        actor: caller.actor,
      } as const;
      const as = { ...caller, commandId: derivedUuid('split', ...own) };
      await this.desk.carryOut(as, new RunBatchCommand(batch, draft, this.desk.contextOf(as)));
      const view = await this.views.ask(new GetBatch(batch));
      batches.push({ batch, title: draft.title, status: view?.status ?? null, lines: tranches.length });
    }
    return { batches };
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
    if (named === undefined)
      return (await this.#everyPayable()).map(({ award, trancheNo, attempt }) => ({
        award,
        trancheNo,
        attempt,
      }));
    const found = [];
    for (const [index, { award, trancheNo }] of named.entries()) {
      const due = isAwardId(award)
        ? await this.views.ask(new GetDueTranche(award, trancheNo, this.day.today()))
        : undefined;
      found.push({ award, trancheNo, attempt: orThrow(due?.attempt ?? noSuchTranche(index)) });
    }
    return found;
  }

  async #everyPayable(filter: DueTrancheFilter = {}): Promise<readonly DueTranche[]> {
    const payable: DueTranche[] = [];
    let after: string | undefined;
    do {
      const page = await this.views.ask(
        new ListDueTranches(this.day.today(), filter, { limit: PAGE, ...(after !== undefined && { after }) }),
      );
      for (const tranche of page.items) {
        if (tranche.status === 'released' && tranche.blockers.length === 0) payable.push(tranche);
      }
      after = page.next ?? undefined;
    } while (after !== undefined);
    return payable;
  }
}

const tooManyBatches = (count: number) =>
  refuse(
    'batch.too-many-batches',
    `将拆分成 ${count} 个批次，一次最多 ${BATCHES_MAX} 个；请提高每批笔数上限`,
    `This would be ${count} batches, and at most ${BATCHES_MAX} are drafted at once; allow more lines in each`,
    { pointer: '/maxLines', facts: { count, limit: BATCHES_MAX } },
  );

const nothingPayable = () =>
  refuse('batch.nothing-payable', '没有符合条件且可支付的分期', 'No tranche that can be paid is like that', {
    pointer: '',
  });

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
