import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option, SubCommand } from 'nest-commander';
import { Unsuccessful } from '../exit-codes.js';
import type { Words } from '../language.js';
import { printNext } from '../lists.js';
import { progressBar } from '../progress-bar.js';
import type { ServiceClient } from '../service-client.js';
import { cliLanguage, say } from '../speech.js';
import { type Column, textTable } from '../text-table.js';
import { CommandVerb, oneOf, queryOf, ServiceVerb, type ServiceOptions, VerbGroup } from '../verb.js';
import { readInput } from '../read-input.js';

interface FaultOnWire extends Words {
  readonly sheet: string;
  readonly row: number;
  readonly cell: string | null;
  readonly rule: string;
  readonly value: string | null;
}

interface ImportOnWire {
  readonly id: string;
  readonly fileName: string;
  readonly dryRun: boolean;
  readonly status: 'requested' | 'refused' | 'checked' | 'confirmed' | 'finished';
  readonly check: { readonly rows: number; readonly badRows: number } | null;
  readonly refusal: Words | null;
  readonly progress: { readonly taken: number; readonly unchanged: number; readonly refused: number };
  /** Rows looked at by what is under way. */
  readonly rowsSeen: number | null;
  readonly faults: readonly FaultOnWire[];
  readonly notes: readonly FaultOnWire[];
}

const FAULT_COLUMNS: readonly Column<FaultOnWire>[] = [
  { title: say('column.sheet'), value: ({ sheet }) => sheet },
  { title: say('column.cell'), value: ({ cell, row }) => cell ?? row },
  { title: say('column.rule'), value: (fault) => `${fault.rule}: ${fault[cliLanguage]}` },
  { title: say('column.value'), value: ({ value }) => value },
];

const wordsOf = (view: ImportOnWire): string => {
  const { status, check, refusal, progress, faults, notes } = view;
  return [
    say('import.status', { id: view.id, fileName: view.fileName, status }),
    ...(refusal ? [say('import.refused', { reason: refusal[cliLanguage] })] : []),
    ...(check ? [say('import.checked', { rows: check.rows, bad: check.badRows })] : []),
    ...(status === 'finished' ? [say('import.taken', progress)] : []),
    ...[faults, notes].filter(({ length }) => length > 0).map((rows) => textTable(FAULT_COLUMNS, rows)),
  ].join('\n');
};

const POLL_MS = 300;

/** Waits until the service has done what is to be done; ending the verb does not end the work. */
const followed = async (service: ServiceClient, id: string): Promise<ImportOnWire> => {
  const bar = progressBar(process.stderr);
  for (;;) {
    const view = await service.get<ImportOnWire>(`/v1/imports/${id}`);
    if (view.status !== 'requested' && view.status !== 'confirmed') {
      bar.end();
      return view;
    }
    const rows = view.rowsSeen ?? 0;
    bar.show(rows, view.check?.rows, say('import.rows', { rows }));
    await sleep(POLL_MS);
  }
};

/** Gives a file and shows what the check found. */
abstract class GiveVerb extends CommandVerb {
  protected async give(file: string, dryRun: boolean, options: ServiceOptions): Promise<void> {
    const bytes = await readInput(file);
    const service = await this.service(options, 'officer');
    const { view } = await service.upload<ImportOnWire>(
      `/v1/imports${queryOf({ fileName: basename(file), dryRun: dryRun ? 'true' : undefined })}`,
      { contentType: 'application/octet-stream', bytes },
      options.idempotencyKey,
    );
    const checked = await followed(service, view.id);
    this.show(options, checked, wordsOf);
    if (checked.status === 'refused') throw new Unsuccessful('');
    if (checked.faults.length > 0) printNext(options.format, say('import.next.badRows', { id: checked.id }));
    if (!dryRun) printNext(options.format, say('import.next.confirm', { id: checked.id }));
    else if (checked.check?.badRows) throw new Unsuccessful('');
  }
}

@SubCommand({ name: 'check', arguments: '<file>', description: say('help.import.check') })
export class ImportCheckVerb extends GiveVerb {
  async run([file = '']: string[], options: ServiceOptions): Promise<void> {
    await this.give(file, true, options);
  }
}

@SubCommand({ name: 'give', arguments: '<file>', description: say('help.import.give') })
export class ImportGiveVerb extends GiveVerb {
  async run([file = '']: string[], options: ServiceOptions): Promise<void> {
    await this.give(file, false, options);
  }
}

@SubCommand({ name: 'confirm', arguments: '<import>', description: say('help.import.confirm') })
export class ImportConfirmVerb extends CommandVerb {
  async run([id = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'verifier');
    await service.post(`/v1/imports/${encodeURIComponent(id)}/confirm`, {}, options.idempotencyKey);
    const done = await followed(service, id);
    this.show(options, done, wordsOf);
    if (done.progress.refused > 0) throw new Unsuccessful('');
  }
}

@SubCommand({ name: 'status', arguments: '<import>', description: say('help.import.status') })
export class ImportStatusVerb extends ServiceVerb {
  async run([id = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'officer');
    this.show(options, await service.get<ImportOnWire>(`/v1/imports/${encodeURIComponent(id)}`), wordsOf);
  }
}

interface SaveOptions extends ServiceOptions {
  readonly out?: string;
}

/** Saves a table that the service makes. */
abstract class SaveVerb extends ServiceVerb {
  protected async save(path: string, options: SaveOptions): Promise<void> {
    const service = await this.service(options, 'officer');
    const { fileName, bytes } = await service.file(path);
    const file = options.out ?? fileName;
    await writeFile(file, bytes);
    this.show(options, { file, bytes: bytes.length }, (view) => say('ledger.saved', view));
  }

  @Option({ flags: '--out <file>', description: say('option.out') })
  readOut(value: string): string {
    return value;
  }
}

@SubCommand({ name: 'bad-rows', arguments: '<import>', description: say('help.import.badRows') })
export class ImportBadRowsVerb extends SaveVerb {
  async run([id = '']: string[], options: SaveOptions): Promise<void> {
    await this.save(`/v1/imports/${encodeURIComponent(id)}/bad-rows`, options);
  }
}

interface TemplateOptions extends SaveOptions {
  readonly measure?: string;
  readonly tableFormat?: string;
}

@SubCommand({ name: 'template', arguments: '[kind]', description: say('help.import.template') })
export class ImportTemplateVerb extends SaveVerb {
  async run([kind = 'all']: string[], options: TemplateOptions): Promise<void> {
    const { measure, tableFormat: format } = options;
    await this.save(
      `/v1/imports/templates/${encodeURIComponent(kind)}${queryOf({ measure, format })}`,
      options,
    );
  }

  @Option({ flags: '--measure <measure>', description: say('option.measure') })
  readMeasure(value: string): string {
    return value;
  }

  @Option({ flags: '--table-format <format>', description: say('option.tableFormat') })
  readTableFormat(value: string): string {
    return oneOf('--table-format', value, ['xlsx', 'csv']);
  }
}

@Command({
  name: 'import',
  description: say('help.import'),
  subCommands: [
    ImportTemplateVerb,
    ImportCheckVerb,
    ImportGiveVerb,
    ImportConfirmVerb,
    ImportStatusVerb,
    ImportBadRowsVerb,
  ],
})
export class ImportVerb extends VerbGroup {}
