import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CommandExecutor } from '#event-store/execute.js';
import { shortId } from '#kernel/ids.js';
import { orThrow, RefusalError, refuse } from '#kernel/refusal.js';
import type { PolicyRegister } from '#policy/policy-register.js';
import { writeBadRows } from '#portfolio-import/bad-rows.js';
import { type ImportCommand, importDecider } from '#portfolio-import/import.js';
import { SHEET_KINDS } from '#portfolio-import/sheets.js';
import { writeTemplate } from '#portfolio-import/template.js';
import { tableWriter } from '#portfolio-import/write-table.js';
import { POLICY_REGISTER } from '../../platform/tokens.js';
import { Act } from '../http/acts.js';
import { RAW_TYPES } from '../http/body-parsers.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { IsChoice, IsText } from '../http/fields.js';
import { IMPORT_ID, SHEET_KIND } from '../http/path-parts.js';
import { InvalidRequest } from '../http/problem.js';
import { UploadedFile } from '../http/uploaded-file.js';
import { wired } from '../http/wired.js';
import { ImportJobs } from './import-jobs.js';

const FORMATS = ['xlsx', 'csv'] as const;
type Format = (typeof FORMATS)[number];
const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

export class TemplateQuery {
  @IsChoice(FORMATS, { optional: true }) format?: Format;
  @IsText(20, { optional: true, description: 'with the columns of this measure', example: 'JX24-4.1' })
  measure?: string;
}

export class GiveFileQuery {
  @IsText(200, { example: 'running.xlsx' }) fileName: string;
  @IsChoice(['true', 'false'], { optional: true, description: 'true: look only; it cannot be confirmed' })
  dryRun?: 'true' | 'false';
}

@ApiTags('imports')
@Controller('v1/imports')
export class ImportsController {
  constructor(
    @Inject(ImportJobs) private readonly jobs: ImportJobs,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(POLICY_REGISTER) private readonly policies: PolicyRegister,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  /** An empty table; `all` has every sheet. */
  @Get('templates/:kind')
  async template(
    @Param('kind', SHEET_KIND) kind: string,
    @Query() { format = 'xlsx', measure }: TemplateQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const kinds = SHEET_KINDS.filter((one) => kind === 'all' || one === kind);
    const measures = measure
      ? [orThrow(this.policies.inForce(measure, undefined, this.day.today())).measure]
      : [];
    return sendTable(reply, `${kind}.${format}`, format, (path) =>
      writeTemplate(tableWriter(format, path), kinds, measures),
    );
  }

  /** The file is checked; what it would do is carried out when a second person has confirmed it. */
  @Act('import.request')
  @Post()
  @HttpCode(200)
  @ApiConsumes(...RAW_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async give(
    @By() caller: Caller,
    @Query() { fileName, dryRun }: GiveFileQuery,
    @Req() { body }: FastifyRequest,
  ): Promise<unknown> {
    if (!(body instanceof UploadedFile)) throw new InvalidRequest([NOT_A_FILE]);
    const { sha256, bytes } = body;
    const id = `import-${shortId('import', sha256, caller.commandId)}`;
    await this.jobs.keep(id, body);
    const request = { import: id, fileName, sha256, bytes, dryRun: dryRun === 'true' };
    await this.#carryOut(caller, id, { type: 'RequestImport', ...request, by: caller.actor.id });
    this.jobs.start(id);
    return this.#view(id);
  }

  @Get(':id')
  show(@Param('id', IMPORT_ID) id: string): Promise<unknown> {
    return this.#view(id);
  }

  @Act('import.confirm')
  @Post(':id/confirm')
  @HttpCode(200)
  async confirm(@By() caller: Caller, @Param('id', IMPORT_ID) id: string): Promise<unknown> {
    await this.#carryOut(caller, id, { type: 'ConfirmImport', by: caller.actor.id });
    this.jobs.start(id);
    return this.#view(id);
  }

  /** The rows as they are in the file, for the one who gave it: they are personal and not masked. */
  @Act('import.request')
  @Get(':id/bad-rows')
  async badRows(
    @Param('id', IMPORT_ID) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const state = await this.jobs.load(id);
    if (state.status !== 'checked' && state.status !== 'confirmed')
      throw new RefusalError(fileGone(state.status));
    const table = await this.jobs.table(id, state);
    return sendTable(reply, `bad-rows.${table.format}`, table.format, async (path) => {
      await writeBadRows(table, this.jobs.books(), tableWriter(table.format, path));
    });
  }

  async #carryOut(caller: Caller, id: string, command: ImportCommand): Promise<void> {
    const { refusal } = await this.executor.execute(importDecider, id, command, this.desk.contextOf(caller));
    if (refusal) throw new RefusalError(refusal);
  }

  async #view(id: string): Promise<unknown> {
    const { request, ...state } = await this.jobs.load(id);
    const findings = await this.jobs.findings(id);
    return wired({ ...request, id, ...state, rowsSeen: this.jobs.rowsSeen(id), ...findings });
  }
}

/** Made in a file, because a table may be larger than memory should hold; gone when it is sent. */
const sendTable = async (
  reply: FastifyReply,
  fileName: string,
  format: Format,
  write: (path: string) => Promise<void>,
): Promise<StreamableFile> => {
  const folder = await mkdtemp(join(tmpdir(), 'tranche-table-'));
  const path = join(folder, fileName);
  const remove = (): void => void rm(folder, { recursive: true, force: true });
  try {
    await write(path);
  } catch (error) {
    remove();
    throw error;
  }
  void reply.header('Cache-Control', 'no-store');
  return new StreamableFile(createReadStream(path).on('close', remove), {
    type: CONTENT_TYPES[format],
    disposition: `attachment; filename="${fileName}"`,
  });
};

const NOT_A_FILE = {
  pointer: '',
  code: 'import.no-file',
  zh: `请求体应为文件本身，内容类型为 ${RAW_TYPES.join('、')} 之一`,
  en: `The body is the file itself, with one of these content types: ${RAW_TYPES.join(', ')}`,
};

const fileGone = (status: string) =>
  refuse(
    'import.no-bad-rows',
    '文件尚未检查完，或已处理并删除，不能再导出问题行',
    'The file has not been checked yet, or is done with and deleted',
    { facts: { status } },
  );
