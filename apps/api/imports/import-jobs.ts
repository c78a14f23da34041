import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CommandExecutor } from '#event-store/execute.js';
import { SYSTEM } from '#kernel/actor.js';
import { type Clock, today } from '#kernel/clock.js';
import { contentHash } from '#kernel/content-hash.js';
import { derivedUuid } from '#kernel/ids.js';
import { RefusalError } from '#kernel/refusal.js';
import { survivingId } from '#parties/one-person.js';
import { partyDecider } from '#parties/parties.js';
import type { PolicyRegister } from '#policy/policy-register.js';
import type { Books } from '#portfolio-import/books.js';
import type { Order, Tools } from '#portfolio-import/carry-out-row.js';
import { checkPortfolio } from '#portfolio-import/check-portfolio.js';
import {
  type ImportCommand,
  importDecider,
  type KnownImport,
  noSuchImport,
} from '#portfolio-import/import.js';
import type { RowFault } from '#portfolio-import/row-fault.js';
import { openTable } from '#portfolio-import/tables/open-table.js';
import type { OpenTable } from '#portfolio-import/tables/table-row.js';
import { takeOverPortfolio } from '#portfolio-import/take-over-portfolio.js';
import { awardDecider } from '#programmes/award/award.decider.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import type { Settings } from '../../platform/settings.js';
import { CLOCK, POLICY_REGISTER, RULEBOOK, SETTINGS } from '../../platform/tokens.js';
import type { UploadedFile } from '../http/uploaded-file.js';
import { type Findings, importsFolder, isFindings, KeptFiles } from './kept-files.js';

const READING_MS_MAX = 10 * 60_000;
const REFUSED_LISTED = 500;
/** So long a file waits for its second person, and its faults to be looked at. */
const KEPT_MS = 14 * 86_400_000;
const SWEEP_MS = 3_600_000;

/**
 * Checks and carries out imports, one after the other, in the process that holds the file. The log says how far each has come, so a
 * restart goes on where the last process stopped; the file is deleted when nothing more is to be read from it.
 */
@Injectable()
export class ImportJobs implements OnModuleInit, OnApplicationShutdown {
  readonly #files: KeptFiles;
  readonly #stopping = new AbortController();
  #sweeping: NodeJS.Timeout | undefined;
  readonly #rows = new Map<string, number>();
  readonly #tools: Tools;
  #queue: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(RULEBOOK) private readonly rulebook: Rulebook,
    @Inject(POLICY_REGISTER) private readonly policies: PolicyRegister,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'home' | 'lookupKey'>,
  ) {
    this.#files = new KeptFiles(importsFolder(settings));
    this.#tools = { executor, awards: awardDecider(rulebook), rulebook };
  }

  async onModuleInit(): Promise<void> {
    for (const id of await this.#files.waiting()) this.start(id);
    const sweep = (): void => void this.expire(Date.now()).catch(() => undefined);
    sweep();
    this.#sweeping = setInterval(sweep, SWEEP_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#sweeping);
    this.#stopping.abort();
    await this.#queue;
  }

  keep(id: string, file: UploadedFile): Promise<void> {
    return this.#files.keep(id, file);
  }

  /** Files that nobody confirmed in time are deleted, and so are lists of what was found long ago. */
  async expire(nowMs: number): Promise<void> {
    for (const name of await this.#files.waitingSince(nowMs - KEPT_MS)) {
      if (!isFindings(name)) {
        const { status } = await this.load(name);
        if (status === 'requested' || status === 'confirmed') continue;
        if (status === 'checked') await this.#give(name, { type: 'ExpireImport' });
      }
      await this.#files.drop(name);
    }
  }

  /** Puts what is to be done next for an import in the queue. */
  start(id: string): void {
    this.#queue = this.#queue.then(() => this.#next(id)).catch(() => undefined);
  }

  /** Rows looked at by what is under way. */
  rowsSeen(id: string): number | null {
    return this.#rows.get(id) ?? null;
  }

  findings(id: string): Promise<Findings> {
    return this.#files.findings(id);
  }

  async load(id: string): Promise<KnownImport> {
    const { state } = await this.executor.load(importDecider, id);
    if (state.status === 'none') throw new RefusalError(noSuchImport());
    return state;
  }

  table(id: string, { request }: KnownImport): Promise<OpenTable> {
    return openTable(this.#files.path(id), request.fileName);
  }

  books(): Books {
    const { executor, rulebook, policies } = this;
    return {
      policies,
      rulebook,
      lookupKey: Buffer.from(this.settings.lookupKey),
      today: today(this.clock),
      party: async (id) => {
        const { state } = await executor.load(partyDecider, await survivingId(executor, id));
        return state.status === 'registered' ? state : undefined;
      },
      award: async (id) => (await executor.load(this.#tools.awards, id)).state,
    };
  }

  async #next(id: string): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const state = await this.load(id);
    if (state.status === 'requested') await this.#check(id, state);
    if (state.status === 'confirmed') await this.#carryOut(id, state);
    if (state.status === 'finished' || state.status === 'refused') await this.#files.drop(id);
    this.#rows.delete(id);
  }

  #watching(id: string) {
    const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(READING_MS_MAX)]);
    return { signal, onProgress: (rows: number) => void this.#rows.set(id, rows) };
  }

  async #check(id: string, state: KnownImport): Promise<void> {
    try {
      const report = await checkPortfolio(await this.table(id, state), this.books(), this.#watching(id));
      const { faults, notes, ...counts } = report;
      await this.#files.keepFindings(id, { faults, notes });
      await this.#give(id, { type: 'RecordCheck', ...counts });
    } catch (error) {
      if (!(error instanceof RefusalError) || this.#stopping.signal.aborted) throw error;
      const { code, zh, en } = error.refusal;
      await this.#give(id, { type: 'RefuseImport', code, zh, en });
      await this.#files.drop(id);
    }
  }

  async #carryOut(id: string, state: KnownImport): Promise<void> {
    const { request, confirmedBy } = state;
    const refused: RowFault[] = [];
    const order: Order = {
      importId: id,
      fileName: request.fileName,
      sha256: request.sha256,
      by: { id: request.by, role: 'programme-officer' },
      confirmedBy: { id: confirmedBy ?? '', role: 'programme-verifier' },
      now: () => this.clock.now(),
    };
    const progress = await takeOverPortfolio(await this.table(id, state), this.books(), {
      order,
      tools: this.#tools,
      from: state.progress,
      ...this.#watching(id),
      onCheckpoint: (reached) => this.#give(id, { type: 'RecordCheckpoint', ...reached }),
      onRefused: (fault) => void (refused.length < REFUSED_LISTED && refused.push(fault)),
    });
    await this.#files.keepFindings(id, { faults: refused, notes: [] });
    await this.#give(id, { type: 'FinishImport', ...progress });
    await this.#files.drop(id);
  }

  async #give(id: string, command: ImportCommand): Promise<void> {
    const commandId = derivedUuid('import', id, contentHash(command));
    await this.executor.execute(importDecider, id, command, {
      commandId,
      actor: SYSTEM,
      now: this.clock.now(),
      correlationId: derivedUuid('import', id),
      causationId: null,
    });
  }
}
