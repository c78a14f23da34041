import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from '#event-store/decode.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { collect, sampleEvent } from '#event-store/sample-events.js';
import { fold } from '#kernel/decider.js';
import { toStored } from '#kernel/fen-json.js';
import * as the from '#payments/batches/a-batch.js';
import { batchContentHash, type BatchLine } from '#payments/batches/batch-line.js';
import type { BatchState } from '#payments/batches/batch-state.js';
import { batchDecider } from '#payments/batches/batches.js';
import type { BatchEvent } from '#payments/batches/batches.events.js';
import { COMMON_TEMPLATE } from '#payments/bank-files/bank-template.js';
import { type KeyVault, memoryKeyVault } from '#personal-data/key-vault.js';
import { masterKeys, newMasterKey } from '#personal-data/master-keys.js';
import { personalDataUnder } from '#personal-data/personal-data.js';
import type { Settings } from '../../platform/settings.js';
import { BatchFiles } from './batch-file.js';

const masters = masterKeys(newMasterKey());
const settings = {
  PAYER_NAME: '嘉兴市财政局',
  PAYER_ACCOUNT: '33050163812700000001',
  PAYER_BANK_CODE: '105335000018',
  PAYER_BANK_NAME: '中国建设银行嘉兴分行',
  BANK_TEMPLATE: 'common',
} as unknown as Settings;

/** A batch whose lines are approved and sealed, kept as the service keeps it: what is personal is under the payee's key. */
const sealedBatch = async (vault: KeyVault) => {
  const kept = openMemoryEventStore();
  const data = personalDataUnder(vault, masters);
  const approved = async (line: BatchLine): Promise<BatchLine> => {
    const fingerprint = (await data.fingerprintOf(line.payee, line.account)) ?? '';
    return { ...line, account: { ...line.account, fingerprint } };
  };
  const lines = [await approved(the.first), await approved(the.second)];
  const contentHash = batchContentHash(lines);
  const history: BatchEvent[] = the.toSealed.map((event) =>
    event.type === 'BatchAssembled'
      ? { ...event, data: { ...event.data, lines } }
      : ({
          ...event,
          data: { ...event.data, ...('contentHash' in event.data && { contentHash }) },
        } as BatchEvent),
  );
  const events = history.map(({ type, data: content }, index) => ({
    ...sampleEvent(`${index}`, toStored(content)),
    type,
  }));
  await data.sealing(kept).append('batch-7K3M', 'none', events);
  return {
    /** As a process reads it that remembers no key. */
    read: async () => {
      const fresh = personalDataUnder(vault, masters);
      const stored = await collect(fresh.sealing(kept).readStream('batch-7K3M'));
      const state = fold(
        batchDecider,
        stored.map((event) => decode<BatchEvent>(event)),
      );
      return { files: new BatchFiles(settings, fresh), data: fresh, state };
    },
  };
};

const MESSAGES = ['pain.001.001.09', 'pain.002.001.11', 'camt.053.001.08', 'camt.054.001.08'] as const;

const FORMATS = ['pain.001', 'csv'] as const;

describe('The bank file of a batch with a payee who is forgotten (promise 10)', () => {
  it.each(FORMATS)('was made as %s before, with the account and its name', async (format) => {
    const { read } = await sealedBatch(memoryKeyVault());
    const { files, state } = await read();
    const { bytes } = await files.render(state, format);
    expect(bytes.toString('utf8')).toContain(the.first.account.number);
  });

  it.each(FORMATS)('is refused as %s, names the line and not the person', async (format) => {
    const vault = memoryKeyVault();
    const { read } = await sealedBatch(vault);
    await vault.destroy({ subject: the.second.payee, by: 'verifier', why: 'ten years', cause: 'event-1' });
    const { files, state } = await read();
    const refused = await files.render(state, format).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({
      refusal: {
        code: 'bank-file.payee-forgotten',
        clause: 'promise 10',
        facts: { lineId: the.second.lineId },
      },
    });
    expect(JSON.stringify(refused)).not.toContain(the.second.account.number);
  });

  it('is not made with the words for a forgotten text in the place of an account', async () => {
    const vault = memoryKeyVault();
    const { read } = await sealedBatch(vault);
    for (const { payee } of [the.first, the.second])
      await vault.destroy({ subject: payee, by: 'verifier', why: 'ten years', cause: 'event-1' });
    const { files, state } = await read();
    await expect(files.render(state, 'csv')).rejects.toMatchObject({
      refusal: { code: 'bank-file.payee-forgotten', facts: { lineId: the.first.lineId } },
    });
  });
});

describe('The bank file of a batch that was sent', () => {
  it('is handed out only as it was put on record: other settings of the payer make another file (promise 5)', async () => {
    const { read } = await sealedBatch(memoryKeyVault());
    const { files, state } = await read();
    const { fileName, fileHash } = await files.render(state, 'pain.001');
    const sentAs = (hash: string): BatchState => {
      const data = { ...the.sent.data, fileName, fileHash: hash };
      return batchDecider.evolve(state, { type: 'BatchSent', data });
    };
    await expect(files.render(sentAs(fileHash), 'pain.001')).resolves.toMatchObject({ fileHash });
    await expect(files.render(sentAs('0'.repeat(64)), 'pain.001')).rejects.toMatchObject({
      refusal: { code: 'bank-file.changed', clause: 'promise 5', facts: { fileName } },
    });
  });
});

describe('The table of a bank', () => {
  const table = async (own: Partial<Settings>): Promise<string> => {
    const { read } = await sealedBatch(memoryKeyVault());
    const { state, data } = await read();
    const { bytes } = await new BatchFiles({ ...settings, ...own }, data).render(state, 'csv');
    return new TextDecoder('gb18030').decode(bytes);
  };

  it('has the columns, the unit and the sums that the bank wants, in GB18030', async () => {
    expect(await table({ BANK_TEMPLATE: 'common' })).toContain('端到端标识,收款账号');
    const county = await table({ BANK_TEMPLATE: 'county-bank' });
    expect(county.split('\r\n')[0]).toBe('batch-7K3M|33050163812700000001|2|1500000|2024-05-06');
    expect(county).toContain('|1000000|');
  });

  it('is the operator’s own where a file says so; more payments than it takes are refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'templates-'));
    const path = join(folder, 'ours.json');
    writeFileSync(path, JSON.stringify([{ ...COMMON_TEMPLATE, name: 'ours', maxTransfers: 1 }]));
    await expect(table({ BANK_TEMPLATE: 'ours', BANK_TEMPLATES_FILE: path })).rejects.toMatchObject({
      refusal: { code: 'bank-file.too-many' },
    });
    rmSync(folder, { recursive: true });
  });

  it('that nobody described stops the start', async () => {
    await expect(table({ BANK_TEMPLATE: 'no-such-bank' })).rejects.toThrow('known: common, county-bank');
  });
});

describe('A file that breaks the schema of its bank', () => {
  it('leaves nobody’s hands', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
    const nothing =
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Nothing"/></xs:schema>';
    for (const message of MESSAGES) writeFileSync(join(folder, `${message}.xsd`), nothing);
    const files = new BatchFiles(
      { ...settings, ISO20022_XSD_DIR: folder },
      personalDataUnder(memoryKeyVault(), masters),
    );
    expect(() => files.check('<Document/>', 'pain.001.001.09')).toThrow(
      expect.objectContaining({ refusal: expect.objectContaining({ code: 'bank-file.structure' }) }),
    );
    files.onApplicationShutdown();
    rmSync(folder, { recursive: true });
  });
});
