import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { assert } from '#kernel/assert.js';
import { sha256 } from '#kernel/content-hash.js';
import { isRefusal, orThrow, RefusalError, refuse } from '#kernel/refusal.js';
import { renderBankCsv } from '#payments/bank-files/bank-csv.js';
import type { CreditTransferFile } from '#payments/bank-files/credit-transfer.js';
import { renderPain001 } from '#payments/bank-files/pain001.js';
import {
  type StructureCheck,
  structureChecker,
  type StructureChecker,
} from '#payments/bank-files/structure.js';
import { type BatchState, linesOf } from '#payments/batches/batch-state.js';
import type { Sending } from '#payments/batches/batches.events.js';
import { wrongStatus } from '#payments/batches/wrong-status.js';
import type { PersonalData } from '#personal-data/personal-data.js';
import { sameFingerprint } from '#personal-data/sealed-text.js';
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

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(PERSONAL_DATA) private readonly personalData: Pick<PersonalData, 'fingerprintOf'>,
  ) {
    this.#checker = structureChecker(settings.ISO20022_XSD_DIR);
  }

  onApplicationShutdown(): void {
    this.#checker.dispose();
  }

  /** @throws RefusalError for a batch that is not sealed, has a payee who is forgotten, or whose file a bank could not read. */
  async render(state: BatchState, format: FileFormat): Promise<BatchFile> {
    await this.#assertAsApproved(state);
    const file = this.#contentOf(state);
    return format === 'csv' ? csvFile(file) : this.#xmlFile(file);
  }

  /** @throws RefusalError when the document breaks its schema. */
  check(xml: string, message: CheckedMessage): BatchFile['structure'] {
    const checked: StructureCheck = this.#checker.check(xml, message);
    if (checked.errors.length > 0) throw new RefusalError(brokenStructure(message, checked.errors));
    return checked.validated ? 'validated' : 'not-validated';
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

  #xmlFile(file: CreditTransferFile): BatchFile {
    const xml = orThrow(renderPain001(file));
    const structure = this.check(xml, 'pain.001.001.09');
    const bytes = Buffer.from(xml, 'utf8');
    return {
      bytes,
      fileName: `${file.messageId}.xml`,
      contentType: 'application/xml; charset=utf-8',
      fileHash: sha256(bytes),
      structure,
    };
  }

  #contentOf(state: BatchState): CreditTransferFile {
    if (!('seal' in state)) throw new RefusalError(wrongStatus(state, 'sealed'));
    const { seal, executeOn } = state;
    const { PAYER_NAME, PAYER_ACCOUNT, PAYER_BANK_CODE, PAYER_BANK_NAME } = this.settings;
    return {
      messageId: seal.messageId,
      createdAt: seal.sealedAt,
      executeOn,
      debtor: {
        name: PAYER_NAME,
        account: PAYER_ACCOUNT,
        bankCode: PAYER_BANK_CODE,
        bankName: PAYER_BANK_NAME,
      },
      contentHash: seal.contentHash,
      transfers: linesOf(state).map(({ lineId, netFen, account, purpose }) => ({
        endToEndId: lineId,
        amountFen: netFen,
        creditor: {
          name: account.accountName,
          account: account.number,
          bankCode: account.bankCode,
          bankName: account.bankName,
        },
        purpose,
      })),
    };
  }
}

const csvFile = (file: CreditTransferFile): BatchFile => {
  const bytes = renderBankCsv(file);
  if (isRefusal(bytes)) throw new RefusalError(bytes);
  const fileName = `${file.messageId}.csv`;
  return {
    bytes,
    fileName,
    contentType: 'text/csv; charset=gb18030',
    fileHash: sha256(bytes),
    structure: 'not-validated',
  };
};

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
