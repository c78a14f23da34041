import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { assert } from '#kernel/assert.js';
import { orThrow, RefusalError, refuse } from '#kernel/refusal.js';
import type { BankCsvTemplate } from '#payments/bank-files/bank-template.js';
import {
  type StructureCheck,
  structureChecker,
  type StructureChecker,
} from '#payments/bank-files/structure.js';
import { type BatchState, isAtBank, linesOf } from '#payments/batches/batch-state.js';
import type { Sending } from '#payments/batches/batches.events.js';
import { instructionOf, outgoingFileOf } from '#payments/channel/payment-file.js';
import type { PersonalData } from '#personal-data/personal-data.js';
import { sameFingerprint } from '#personal-data/sealed-text.js';
import { payerOf, templateOf } from '../../platform/bank-line.js';
import type { Settings } from '../../platform/settings.js';
import { PERSONAL_DATA, SETTINGS } from '../../platform/tokens.js';

export type FileFormat = Sending['format'];
export const FILE_FORMATS: readonly FileFormat[] = ['pain.001', 'csv'];

export interface BatchFile {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly contentType: string;
  readonly fileHash: string;
  readonly structure: 'validated' | 'not-validated';
}

/** The official messages that are checked against their schemas where the operator has put them. */
type CheckedMessage = Parameters<StructureChecker['check']>[1];

/**
 * The instruction file of a batch. It is made of what was sealed and nothing else, so it is the same bytes whenever it is made,
 * and need not be stored to be proven.
 */
@Injectable()
export class BatchFiles implements OnApplicationShutdown {
  readonly #checker: StructureChecker;
  readonly #template: BankCsvTemplate;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(PERSONAL_DATA) private readonly personalData: Pick<PersonalData, 'fingerprintOf'>,
  ) {
    this.#template = templateOf(settings);
    this.#checker = structureChecker(settings.ISO20022_XSD_DIR);
  }

  onApplicationShutdown(): void {
    this.#checker.dispose();
  }

  /** @throws RefusalError for a batch that is not sealed, has a payee who is forgotten, or whose file a bank could not read. */
  async render(state: BatchState, format: FileFormat): Promise<BatchFile> {
    await this.#assertAsApproved(state);
    const file = orThrow(
      outgoingFileOf(orThrow(instructionOf(state, payerOf(this.settings))), format, this.#template),
    );
    const bytes = Buffer.from(file.bytes);
    this.#assertAsSent(state, file.fileHash);
    if (format === 'csv') return { ...file, bytes, structure: 'not-validated' };
    return { ...file, bytes, structure: this.check(bytes.toString('utf8'), 'pain.001.001.09') };
  }

  /** @throws RefusalError when the document breaks its schema. */
  check(xml: string, message: CheckedMessage): BatchFile['structure'] {
    const checked: StructureCheck = this.#checker.check(xml, message);
    if (checked.errors.length > 0) throw new RefusalError(brokenStructure(message, checked.errors));
    return checked.validated ? 'validated' : 'not-validated';
  }

  /** What is fetched after the sending is what was put on record then, or nothing. */
  #assertAsSent(state: BatchState, fileHash: string): void {
    if (isAtBank(state) && state.sending.fileHash !== fileHash)
      throw new RefusalError(otherFile(state.sending));
  }

  /** The approval is bound to fingerprints of accounts, so the accounts have to be those (promise 5). */
  async #assertAsApproved(state: BatchState): Promise<void> {
    for (const { lineId, payee, account } of linesOf(state)) {
      const fingerprint = await this.personalData.fingerprintOf(payee, account);
      if (fingerprint === undefined) throw new RefusalError(payeeForgotten(lineId));
      assert(
        sameFingerprint(fingerprint, account.fingerprint),
        `${lineId}: another account than was approved`,
      );
    }
  }
}

const otherFile = ({ fileName, fileHash }: Sending) =>
  refuse(
    'bank-file.changed',
    `按现有设置重新生成的文件与发送时登记的“${fileName}”不一致（摘要不同），不予下载；请核对付款账户等设置`,
    `The file made anew differs from "${fileName}" as it was put on record when it was sent, so it is not handed out; check the settings of the payer`,
    { clause: 'promise 5', facts: { fileName, fileHash } },
  );

const payeeForgotten = (lineId: string) =>
  refuse(
    'bank-file.payee-forgotten',
    `付款“${lineId}”的收款人已被遗忘，其账户已销毁，不能再生成文件；已发送文件的摘要仍在日志中`,
    `The payee of "${lineId}" was forgotten and the account destroyed, so the file cannot be made again; the hash of what was sent is still in the log`,
    { clause: 'promise 10', facts: { lineId } },
  );

const brokenStructure = (message: string, errors: readonly string[]) =>
  refuse(
    'bank-file.structure',
    `文件不符合 ${message} 的结构：${errors.slice(0, 3).join('；')}`,
    `The file breaks the structure of ${message}: ${errors.slice(0, 3).join('; ')}`,
    { facts: { message, faults: errors.length } },
  );
