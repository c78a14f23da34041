import { Body, Controller, Get, Inject, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CommandExecutor } from '#event-store/execute.js';
import { sha256 } from '#kernel/content-hash.js';
import { RefusalError } from '#kernel/refusal.js';
import { refuseFutureEntries } from '#payments/reconciliation/answer-dates.js';
import { alreadyImported, type BankFileState } from '#payments/reconciliation/bank-file-state.js';
import { RunReconciliationCommand } from '#payments/reconciliation/reconciliation.handler.js';
import {
  bankFileDecider,
  bankFileId,
  type ReconciliationCommand,
} from '#payments/reconciliation/reconciliation.js';
import { ListBankFiles, ListOpenEntries } from '#projections/bank-files/bank-files.queries.js';
import type { Settings } from '../../platform/settings.js';
import { SETTINGS } from '../../platform/tokens.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { RAW_TYPES } from '../http/body-parsers.js';
import { By, type Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { IsChoice, IsFreeText, IsId, IsText } from '../http/fields.js';
import { BANK_FILE_ID, NUMBER } from '../http/path-parts.js';
import { InvalidRequest } from '../http/problem.js';
import { ListQuery, notFound, pageRequest, Views, type WiredPage } from '../http/views.js';
import { wired } from '../http/wired.js';
import { bankAnswerView } from './bank-answer-view.js';
import { MatchPreview } from './match-preview.js';
import { readAside } from './read-aside.js';

export class ImportQuery {
  @IsText(200, { example: 'answer.xml' }) fileName: string;
  @IsChoice(['true', 'false'], {
    optional: true,
    description: 'true: shows what would be matched, and books nothing',
  })
  preview?: 'true' | 'false';
}

export class AssignEntryRequest {
  @IsId() lineId: string;
  @IsFreeText(500) reason: string;
}

@ApiTags('bank answers')
@Controller('v1/bank-answers')
export class BankAnswersController {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(Views) private readonly views: Views,
    @Inject(MatchPreview) private readonly preview: MatchPreview,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Get()
  list(@Query() query: ListQuery): Promise<WiredPage> {
    return this.views.page(new ListBankFiles(pageRequest(query)));
  }

  /** What a person has to look at: entries that found no payment, or that their batch refused. */
  @Get('unmatched')
  unmatched(@Query() query: ListQuery): Promise<WiredPage> {
    return this.views.page(new ListOpenEntries(pageRequest(query)));
  }

  @Get(':id')
  async show(@Param('id', BANK_FILE_ID) id: string): Promise<unknown> {
    return wired(await this.#view(id));
  }

  /** The same file again changes nothing and says so. */
  @Act('bank-answer.import')
  @Post()
  @HttpCode(200)
  @ApiConsumes(...RAW_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async import(
    @By() caller: Caller,
    @Query() { fileName, preview }: ImportQuery,
    @Req() { body }: FastifyRequest,
  ): Promise<unknown> {
    if (!Buffer.isBuffer(body)) throw new InvalidRequest([notAFile()]);
    const { answer, structure } = await readAside(body, this.settings.ISO20022_XSD_DIR);
    void caller.reply.header('Tranche-Structure', structure);
    const future = refuseFutureEntries(answer.entries, this.day.today());
    if (future) throw new RefusalError(future);
    const fileHash = sha256(body);
    const file = bankFileId(fileHash);
    const known = alreadyImported(await this.#load(file));
    const { format, messageId, entries, groupStatus, setAside = [] } = answer;
    if (preview === 'true') {
      const rows = await this.preview.of(answer);
      return wired({
        id: file,
        preview: true,
        alreadyImported: known,
        format,
        messageId,
        groupStatus,
        rows,
        setAside,
      });
    }
    const importedBy = caller.actor.id;
    const command = {
      type: 'ImportBankAnswer',
      file,
      fileHash,
      fileName,
      format,
      messageId,
      importedBy,
      groupAnswer: groupStatus ?? null,
      entries,
    } as const;
    const answered = await this.#carryOut(caller, file, command);
    return { ...answered, alreadyImported: known, setAside };
  }

  @Act('bank-answer.assign')
  @Post(':id/entries/:no/assign')
  @HttpCode(200)
  assign(
    @By() caller: Caller,
    @Param('id', BANK_FILE_ID) id: string,
    @Param('no', NUMBER) entryNo: number,
    @Body() { lineId, reason }: AssignEntryRequest,
  ): Promise<object> {
    return this.#carryOut(caller, id, { type: 'AssignEntry', entryNo, lineId, actor: caller.actor, reason });
  }

  async #carryOut(caller: Caller, file: string, command: ReconciliationCommand): Promise<object> {
    const carried = await this.desk.carryOut(
      caller,
      new RunReconciliationCommand(file, command, this.desk.contextOf(caller)),
    );
    return this.desk.answer(caller, file, carried, await this.#view(file));
  }

  async #load(file: string): Promise<BankFileState> {
    return (await this.executor.load(bankFileDecider, file)).state;
  }

  async #view(file: string): Promise<object> {
    const { state, revision } = await this.executor.load(bankFileDecider, file);
    if (!alreadyImported(state)) throw new RefusalError(notFound('bank-answer'));
    return { ...bankAnswerView(state), revision };
  }
}

const notAFile = () => ({
  pointer: '',
  code: 'bank-answer.no-file',
  zh: `请求体应为银行文件本身，内容类型为 ${RAW_TYPES.join('、')} 之一`,
  en: `The body is the bank's file itself, with one of these content types: ${RAW_TYPES.join(', ')}`,
});
