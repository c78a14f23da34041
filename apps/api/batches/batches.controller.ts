import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Clock } from '#kernel/clock.js';
import { shortId } from '#kernel/ids.js';
import { RefusalError, refuse } from '#kernel/refusal.js';
import { isAtBank } from '#payments/batches/batch-state.js';
import { GetBatch, ListBatches, ListBatchLines } from '#projections/batches/batches.queries.js';
import type { Settings } from '../../platform/settings.js';
import { templateOf } from '../../platform/bank-line.js';
import { CLOCK, SETTINGS } from '../../platform/tokens.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { BATCH_ID, INNER_ID } from '../http/path-parts.js';
import { ListQuery, pageRequest, Views, type WiredPage } from '../http/views.js';
import { wired } from '../http/wired.js';
import { BatchDesk } from './batch-desk.js';
import { type BatchFile, BatchFiles } from './batch-file.js';
import {
  ApproveBatchRequest,
  BatchFileQuery,
  BatchListQuery,
  BatchReasonRequest,
  DraftBatchRequest,
  SendBatchRequest,
  SplitBatchRequest,
} from './batch-requests.js';

@ApiTags('batches')
@Controller('v1/batches')
export class BatchesController {
  constructor(
    @Inject(BatchDesk) private readonly batches: BatchDesk,
    @Inject(BatchFiles) private readonly files: BatchFiles,
    @Inject(Views) private readonly views: Views,
    @Inject(BusinessDay) private readonly day: BusinessDay,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  list(@Query() query: BatchListQuery): Promise<WiredPage> {
    return this.views.page(new ListBatches(query.status ? { status: query.status } : {}, pageRequest(query)));
  }

  @Get(':id')
  async show(
    @Param('id', BATCH_ID) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const view = await this.batches.view(id);
    if ('revision' in view) void reply.header('ETag', `"${String(view.revision)}"`);
    return wired(view);
  }

  @Get(':id/lines')
  async lines(@Param('id', BATCH_ID) id: string, @Query() query: ListQuery): Promise<WiredPage> {
    await this.views.one(new GetBatch(id), 'batch');
    return this.views.page(new ListBatchLines(id, pageRequest(query)));
  }

  @Act('batch.draft')
  @Post()
  async draft(@By() caller: Caller, @Body() body: DraftBatchRequest): Promise<object> {
    const batch = `batch-${shortId('batch', caller.commandId)}`;
    const executeOn = this.day.notEarlier(body.executeOn ?? this.day.today(), '/executeOn');
    const candidates = await this.batches.candidates(body);
    return this.batches.carryOut(caller, batch, {
      type: 'DraftBatch',
      batch,
      title: body.title,
      candidates,
      executeOn,
      actor: caller.actor,
    });
  }

  /** Several batches in one go, each of one bank, one kind of payee, or of so many lines at most. */
  @Act('batch.draft')
  @Post('split')
  split(@By() caller: Caller, @Body() body: SplitBatchRequest): Promise<object> {
    const executeOn = this.day.notEarlier(body.executeOn ?? this.day.today(), '/executeOn');
    // A bank that takes a limited number of payments in one file gets batches of that size.
    const maxLines = body.maxLines ?? templateOf(this.settings).maxTransfers;
    return this.batches.draftSplit(caller, { ...body, ...(maxLines && { maxLines }) }, executeOn);
  }

  @Act('batch.remove-line')
  @Post(':id/lines/:lineId/remove')
  @HttpCode(200)
  removeLine(
    @By() caller: Caller,
    @Param('id', BATCH_ID) id: string,
    @Param('lineId', INNER_ID) lineId: string,
    @Body() { reason }: BatchReasonRequest,
  ): Promise<object> {
    return this.batches.carryOut(caller, id, { type: 'RemoveLine', lineId, actor: caller.actor, reason });
  }

  @Act('batch.submit')
  @Post(':id/submit')
  @HttpCode(200)
  async submit(@By() caller: Caller, @Param('id', BATCH_ID) id: string): Promise<object> {
    return this.batches.carryOut(caller, id, {
      type: 'SubmitBatch',
      actor: caller.actor,
      requiredApprovals: await this.batches.approvalsOf(id, this.settings.TRANCHE_BATCH_APPROVALS),
    });
  }

  @Act('batch.withdraw-submission')
  @Post(':id/withdraw')
  @HttpCode(200)
  withdraw(@By() caller: Caller, @Param('id', BATCH_ID) id: string): Promise<object> {
    return this.batches.carryOut(caller, id, { type: 'WithdrawSubmission', actor: caller.actor });
  }

  @Act('batch.approve')
  @Post(':id/approve')
  @HttpCode(200)
  approve(
    @By() caller: Caller,
    @Param('id', BATCH_ID) id: string,
    @Body() { contentHash }: ApproveBatchRequest,
  ): Promise<object> {
    return this.batches.carryOut(caller, id, {
      type: 'ApproveBatch',
      actor: caller.actor,
      contentHash,
      now: this.clock.now(),
    });
  }

  /** Takes one's own vote back, as long as the batch is not sealed. */
  @Act('batch.withdraw-approval')
  @Post(':id/approve/withdraw')
  @HttpCode(200)
  withdrawApproval(@By() caller: Caller, @Param('id', BATCH_ID) id: string): Promise<object> {
    return this.batches.carryOut(caller, id, { type: 'WithdrawApproval', actor: caller.actor });
  }

  @Act('batch.reject')
  @Post(':id/reject')
  @HttpCode(200)
  reject(
    @By() caller: Caller,
    @Param('id', BATCH_ID) id: string,
    @Body() { reason }: BatchReasonRequest,
  ): Promise<object> {
    return this.batches.carryOut(caller, id, { type: 'RejectBatch', actor: caller.actor, reason });
  }

  @Act('batch.mark-outcome-unknown')
  @Post(':id/outcome-unknown')
  @HttpCode(200)
  outcomeUnknown(
    @By() caller: Caller,
    @Param('id', BATCH_ID) id: string,
    @Body() { reason }: BatchReasonRequest,
  ): Promise<object> {
    return this.batches.carryOut(caller, id, { type: 'MarkOutcomeUnknown', reason });
  }

  /** Has the bank asked what it knows of the payments without a final answer; nothing is sent again. */
  @Act('batch.enquire')
  @Post(':id/enquire')
  @HttpCode(200)
  enquire(@By() caller: Caller, @Param('id', BATCH_ID) id: string): Promise<object> {
    if (this.settings.BANK_URL === undefined) throw new RefusalError(cannotBeAsked());
    return this.batches.enquire(caller, id);
  }

  /** Puts the hand-over on record; the file is fetched afterwards, as often as one likes, and is always the same. */
  @Act('batch.send')
  @Post(':id/send')
  @HttpCode(200)
  async send(
    @By() caller: Caller,
    @Param('id', BATCH_ID) id: string,
    @Body() { format }: SendBatchRequest,
  ): Promise<object> {
    const { fileName, fileHash, structure } = await this.files.render(await this.batches.load(id), format);
    void caller.reply.header('Tranche-Structure', structure);
    return this.batches.carryOut(caller, id, {
      type: 'SendBatch',
      actor: caller.actor,
      format,
      fileName,
      fileHash,
    });
  }

  @Get(':id/file')
  async file(
    @Param('id', BATCH_ID) id: string,
    @Query() { format }: BatchFileQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const state = await this.batches.load(id);
    const file = await this.files.render(
      state,
      isAtBank(state) ? state.sending.format : (format ?? 'pain.001'),
    );
    describe(reply, file);
    return file.bytes;
  }
}

const cannotBeAsked = () =>
  refuse(
    'hand-over.cannot-be-asked',
    '文件经文件夹移交银行，银行不能在线查询；请导入银行回单或对账单',
    'The file went to the bank by a folder, where nobody can be asked; import the bank’s answer or statement',
    { clause: 'promise 2' },
  );

const describe = (reply: FastifyReply, { fileName, contentType, fileHash, structure }: BatchFile): void => {
  void reply
    .header('Content-Type', contentType)
    .header('Content-Disposition', `attachment; filename="${fileName}"`)
    .header('Digest', `sha-256=${Buffer.from(fileHash, 'hex').toString('base64')}`)
    .header('Tranche-Structure', structure);
};
