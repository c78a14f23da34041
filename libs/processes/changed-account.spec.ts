import { businessDate } from '#kernel/business-date.js';
import { partyDecider } from '#parties/parties.js';
import { linesOf } from '#payments/batches/batch-state.js';
import { appropriate, sampleOffice, withPayee } from './sample-office.js';
import { day, grant, release, send } from './sample-payments.js';

const AWARD = 'sample-AAAAAAAAAAAA';
const PAYEE = 'party-ENTERPRISE';

describe.each([
  ['each event once', false],
  ['each event twice', true],
])('A payee who changed accounts, %s', (_how, redeliver) => {
  it('is left out of a batch until the new account has cooled off (practice 2.11)', async () => {
    const office = sampleOffice({ redeliver });
    await withPayee(office);
    await appropriate(office, 1000);
    await grant(office, AWARD);
    await release(office, AWARD);
    const account = {
      number: '33009999999999',
      accountName: '样例公司',
      bankCode: '105335000018',
      bankName: '建行',
    };
    const actor = { id: 'olga', role: 'programme-officer' } as const;
    await office.give(partyDecider, PAYEE, { type: 'ProposeAccount', accountId: 'B', account, actor });
    await office.give(partyDecider, PAYEE, {
      type: 'ConfirmAccount',
      accountId: 'B',
      actor: { id: 'vera', role: 'programme-verifier' },
      usableFrom: businessDate('2024-02-06'),
    });
    expect((await send(office, 'batch-1', [AWARD])).lines).toEqual([]);
    expect(
      office.log.find(({ stream, type }) => stream === 'batch-1' && type === 'BatchRejected')?.data,
    ).toMatchObject({
      leftOut: [{ award: AWARD, code: 'payee.account-cooling-off' }],
    });
    await office.beginDay(day('2024-02-06'));
    const { state } = await send(office, 'batch-2', [AWARD]);
    expect(linesOf(state).map(({ account: { accountId } }) => accountId)).toEqual(['B']);
  });
});
