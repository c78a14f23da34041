import { fold } from '#kernel/decider.js';
import { toDrafted, toSealed } from '#payments/batches/a-batch.js';
import { batchDecider } from '#payments/batches/batches.js';
import type { Settings } from '../../platform/settings.js';
import type { Views } from '../http/views.js';
import type { BatchDesk } from './batch-desk.js';
import { VoucherDesk } from './voucher-desk.js';

const settings = {
  VOUCHER_ADM_DIV: '330400',
  VOUCHER_TYPE: '5201',
  PAYER_NAME: '财政局',
} as unknown as Settings;
const budget = { line: 'L', year: 2024, source: null, economicClass: null };
const answer = { outcome: 'waiting', answeredOn: null, bankReference: null, reason: null };
const lines = (count: number) =>
  Array.from({ length: count }, (_, no) => ({ lineId: no === 0 ? 'AWARD1-1-1' : `L${no}`, budget, answer }));

const deskOver = (state: object, shown: readonly object[]): VoucherDesk =>
  new VoucherDesk(
    { load: () => Promise.resolve(state) } as unknown as BatchDesk,
    { ask: () => Promise.resolve(shown) } as unknown as Views,
    settings,
  );
const sealed = fold(batchDecider, toSealed);

describe('The vouchers of a batch', () => {
  it('are of lines that were approved, with who made and who approved it', async () => {
    const { batch, vouchers } = await deskOver(sealed, lines(1)).ofBatch('batch-7K3M');
    expect(batch).toMatchObject({ makers: ['wang', 'zhao'], approvers: ['li'] });
    expect(vouchers.map(({ number }) => number)).toEqual(['AWARD1-1-1']);
  });

  it('are refused before it is sealed, of too many lines on one sheet, and of a line that is not there', async () => {
    const drafted = fold(batchDecider, toDrafted);
    await expect(deskOver(drafted, []).ofBatch('b')).rejects.toMatchObject({
      refusal: { code: 'batch.wrong-status' },
    });
    await expect(deskOver(sealed, lines(2001)).ofBatch('b')).rejects.toMatchObject({
      refusal: { code: 'voucher.too-many-lines', facts: { limit: 2000 } },
    });
    await expect(deskOver(sealed, []).ofLines('b', 1, { lineId: 'X' })).rejects.toMatchObject({
      refusal: { code: 'batch-line.not-found' },
    });
  });
});
