import { sha256 } from '#kernel/content-hash.js';
import { partyDecider } from '#parties/parties.js';
import { accountInUse } from '#parties/party-state.js';
import type { AnswerEntry, GroupAnswer } from '#payments/reconciliation/reconciliation.events.js';
import { bankFileDecider, bankFileId } from '#payments/reconciliation/reconciliation.js';
import { sampleDecider } from '#programmes/award/sample-award.js';
import { appropriate, type SampleOffice, sampleOffice, withPayee } from './sample-office.js';
import { day, grant, release, send, tranche } from './sample-payments.js';

const AWARD = 'sample-AAAAAAAAAAAA';
const LINE = 'AAAAAAAAAAAA-1-1';

const answered = async (
  redeliver: boolean,
  said: { readonly groupAnswer: GroupAnswer | null; readonly entries: readonly AnswerEntry[] },
): Promise<SampleOffice> => {
  const office = sampleOffice({ redeliver });
  await withPayee(office);
  await appropriate(office, 1000);
  await grant(office, AWARD);
  await release(office, AWARD);
  await send(office, 'batch-1', [AWARD]);
  const fileHash = sha256('refused');
  const file = bankFileId(fileHash);
  const head = { file, fileHash, fileName: 'a.xml', format: 'pain.002', messageId: 'batch-1' } as const;
  await office.give(bankFileDecider, file, { type: 'ImportBankAnswer', ...head, importedBy: 'max', ...said });
  return office;
};

const accountOf = async ({ executor }: SampleOffice): Promise<string | undefined> =>
  accountInUse((await executor.load(partyDecider, 'party-ENTERPRISE')).state)?.accountId;

const REFUSED = { outcome: 'rejected', reasonCode: 'AM04', reason: '付款账户余额不足' } as const;

describe.each([
  ['once', false],
  ['twice', true],
])('a refusal of the bank, each event handed over %s', (_how, redeliver) => {
  it('of the whole file leaves the account of the payee in use: the next batch pays to it', async () => {
    const office = await answered(redeliver, { groupAnswer: REFUSED, entries: [] });
    expect(await tranche(office, AWARD)).toMatchObject({ status: 'returned' });
    expect(await accountOf(office)).toBe('A1');
    const again = { type: 'RequestRelease', by: 'max', trancheNo: 1, on: day('2024-02-08') } as const;
    await office.give(sampleDecider, AWARD, again);
    const { lines } = await send(office, 'batch-2', [AWARD], 2);
    expect(lines).toMatchObject([{ lineId: 'AAAAAAAAAAAA-1-2', account: { accountId: 'A1' } }]);
  });

  it('of one payment blocks its account until somebody corrects it (E24)', async () => {
    const entry = { entryNo: 1, endToEndId: LINE, amountFen: null, bankReference: null, happenedOn: null };
    const office = await answered(redeliver, { groupAnswer: null, entries: [{ ...entry, ...REFUSED }] });
    expect(await tranche(office, AWARD)).toMatchObject({ status: 'returned' });
    expect(await accountOf(office)).toBeUndefined();
  });
});
