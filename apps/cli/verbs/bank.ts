import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Command, Option, SubCommand } from 'nest-commander';
import { printNext } from '../lists.js';
import { readInput } from '../read-input.js';
import { say } from '../speech.js';
import { CommandVerb, oneOf, queryOf, ServiceVerb, type ServiceOptions, VerbGroup } from '../verb.js';
import type { BankAnswerOnWire } from '../wire.js';

interface ExportOptions extends ServiceOptions {
  readonly bankFormat?: string;
  readonly out?: string;
}

/** The file that was sent, or what it would be before it is sent. */
@SubCommand({ name: 'export', arguments: '<batch>', description: say('help.bank.export') })
export class BankExportVerb extends ServiceVerb {
  async run([batch = '']: string[], options: ExportOptions): Promise<void> {
    const service = await this.service(options, 'maker');
    const file = await service.file(`/v1/batches/${batch}/file${queryOf({ format: options.bankFormat })}`);
    const name = options.out ?? file.fileName;
    await writeFile(name, file.bytes);
    const saved = { file: name, bytes: file.bytes.length, structure: file.structure ?? '?' };
    this.show(options, saved, (view) => say('bank.saved', view));
    printNext(options.format, say('bank.next.simulate', { file: name }));
  }

  /** Here `--format` names the bank's format, as it does in the manual; what is printed is one line. */
  @Option({ flags: '--bank-format <format>', description: say('option.bankFormat') })
  readBankFormat(value: string): string {
    return oneOf('--bank-format', value, ['pain.001', 'csv']);
  }

  @Option({ flags: '--out <file>', description: say('option.out') })
  readOut(value: string): string {
    return value;
  }
}

const TYPE_OF_EXTENSION: Readonly<Record<string, string>> = { '.xml': 'application/xml', '.csv': 'text/csv' };

@SubCommand({ name: 'import', arguments: '<file>', description: say('help.bank.import') })
export class BankImportVerb extends CommandVerb {
  async run([file = '']: string[], options: ServiceOptions): Promise<void> {
    const bytes = await readInput(file);
    const contentType = TYPE_OF_EXTENSION[extname(file).toLowerCase()] ?? 'application/octet-stream';
    const service = await this.service(options, 'maker');
    const path = `/v1/bank-answers${queryOf({ fileName: basename(file) })}`;
    const { view } = await service.upload<BankAnswerOnWire>(
      path,
      { contentType, bytes },
      options.idempotencyKey,
    );
    this.show(options, view, ({ alreadyImported, matched, unmatched, refused }) =>
      [
        say('bank.imported', { matched, unmatched, refused }),
        ...(alreadyImported ? [say('bank.again')] : []),
      ].join('\n'),
    );
  }
}

@Command({ name: 'bank', description: say('help.bank'), subCommands: [BankExportVerb, BankImportVerb] })
export class BankVerb extends VerbGroup {}
