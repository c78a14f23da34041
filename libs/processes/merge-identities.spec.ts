import { capFigures } from '#caps/cap-account.js';
import { capDecider } from '#caps/caps.js';
import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import { survivorIn } from '#parties/identities.js';
import { accountHolderOf, survivingId } from '#parties/one-person.js';
import { partyDecider } from '#parties/parties.js';
import type { RegisteredParty } from '#parties/party-state.js';
import { aPerson, OLGA, VERA } from '#parties/sample-parties.js';
import { sampleDecider } from '#programmes/award/sample-award.js';
import { isCollecting, outstandingFen } from '#recovery/recovery-case.js';
import { recoveryDecider } from '#recovery/recovery.js';
import { appropriate, type SampleOffice, sampleOffice, withPayee } from './sample-office.js';
import { grant, paidAward, release, tranche } from './sample-payments.js';

/** The sample award counts against 50 yuan of this party and year; here the party is a person. */
const EARLIER = 'party-ENTERPRISE';
const LATER = 'party-LATER';
const [FIRST, SECOND] = ['sample-AAAAAAAAAAAA', 'sample-BBBBBBBBBBBB'];
const accountOf = (party: string): string => `cap-sample.enterprise-year-${party}-2024`;
const words = { reason: 'one person', basis: 'D1' };

const register = async (office: SampleOffice, party: string, serial: number): Promise<RegisteredParty> => {
  const event = aPerson(party, serial);
  if (event.type !== 'PartyRegistered') throw new Error('Not a person');
  const { nationality: _none, county: _nowhere, bornOn: _inNumber, ...stated } = event.data;
  const { state } = await office.give(partyDecider, party, { type: 'RegisterParty', ...stated });
  if (state.status !== 'registered') throw new Error('Not registered');
  return state;
};

const used = async ({ executor }: SampleOffice, party: string) =>
  capFigures((await executor.load(capDecider, accountOf(party))).state);

const CASE = 'recovery-other';
const keptBackFen = async ({ executor }: SampleOffice): Promise<bigint> => {
  const { state } = await executor.load(recoveryDecider, CASE);
  return 'finding' in state && isCollecting(state)
    ? yuan(10) - outstandingFen(state)
    : yuan(state.status === 'repaid' ? 10 : 0);
};

describe.each([
  ['each event once', false],
  ['each event twice', true],
])('E55 two identities of one person, %s', (_how, redeliver) => {
  /** 40 yuan were granted to the earlier identity and 30 to the later one, of 50 a year. */
  const merged = async (): Promise<SampleOffice> => {
    const office = sampleOffice({ redeliver });
    await appropriate(office, 1000);
    await register(office, EARLIER, 1);
    const survivor = survivorIn(await register(office, LATER, 2));
    await office.give(capDecider, accountOf(LATER), {
      type: 'ReserveCap',
      reservationId: 'other/1/1',
      measure: 'S-1',
      clause: 'S-1',
      year: 2024,
      requestedFen: yuan(30),
      limit: { kind: 'amount', limitFen: yuan(50) },
      award: 'other',
      trancheNo: 1,
      title: { zh: '上限', en: 'cap' },
    });
    await grant(office, FIRST);
    await release(office, FIRST, 1, { capped: true });
    await office.give(partyDecider, EARLIER, { type: 'ProposeMerge', survivor, ...words, actor: OLGA });
    const on = businessDate('2024-02-05');
    await office.give(partyDecider, EARLIER, { type: 'ConfirmMerge', survivor, on, actor: VERA });
    return office;
  };

  it('count as one: the caps of both are those of the one that goes on, also above the limit', async () => {
    const office = await merged();
    expect(await used(office, EARLIER)).toMatchObject({ usedFen: 0n });
    expect(await used(office, LATER)).toMatchObject({ usedFen: yuan(70), reservedFen: yuan(70) });
    expect(await survivingId(office.executor, EARLIER)).toBe(LATER);
    expect(await accountHolderOf(office.executor, EARLIER)).toBe(EARLIER);
  });

  it('are paid nothing more beyond the limit, whichever id a running award has', async () => {
    const office = await merged();
    await grant(office, SECOND);
    await release(office, SECOND, 1, { capped: true });
    expect(await tranche(office, SECOND)).toMatchObject({ refusal: { code: 'cap.exhausted' } });
  });

  it('give back to the account of the person what was reserved under the former id', async () => {
    const office = await merged();
    const cancel = { type: 'CancelTranche', by: 'olga', trancheNo: 1, reason: 'waived' } as const;
    await office.give(sampleDecider, FIRST, cancel);
    expect(await used(office, LATER)).toMatchObject({ usedFen: yuan(30) });
    await grant(office, SECOND);
    await release(office, SECOND, 1, { capped: true });
    expect(await tranche(office, SECOND)).toMatchObject({ attempts: [{ grantedFen: yuan(20) }] });
  });

  const MERGE_ON = businessDate('2024-02-05');

  /** Demanded of the later identity: 10 yuan of a payment. */
  const demand = async ({ give }: SampleOffice): Promise<void> => {
    await give(recoveryDecider, CASE, {
      type: 'OpenCase',
      caseId: CASE,
      award: SECOND,
      debtor: LATER,
      ground: 'left-early',
      amountFen: yuan(10),
      derivation: {},
      items: [
        {
          trancheNo: 1,
          attempt: 1,
          amountFen: yuan(10),
          reservations: [],
          budgetStream: 'budget-sample-2024',
          commitmentId: `${SECOND}/1/1`,
        },
      ],
      foundBy: OLGA,
      foundOn: MERGE_ON,
    });
    const repayBy = businessDate('2024-03-05');
    await give(recoveryDecider, CASE, { type: 'ApproveDemand', actor: VERA, repayBy, documentNumber: 'D2' });
  };

  it.each([
    ['demanded before they became one', 'before'],
    ['demanded afterwards', 'after'],
  ])(
    'owe and are owed under both ids: what is %s is kept back from money of the former one',
    async (_, when) => {
      const office = sampleOffice({ redeliver });
      await appropriate(office, 1000);
      await register(office, EARLIER, 1);
      const survivor = survivorIn(await register(office, LATER, 2));
      await withPayee(office);
      await paidAward(office, SECOND, 'batch-1');
      await grant(office, FIRST);
      await release(office, FIRST);
      if (when === 'before') await demand(office);
      expect(await keptBackFen(office)).toBe(0n);
      await office.give(partyDecider, EARLIER, { type: 'ProposeMerge', survivor, ...words, actor: OLGA });
      await office.give(partyDecider, EARLIER, { type: 'ConfirmMerge', survivor, on: MERGE_ON, actor: VERA });
      if (when === 'after') await demand(office);
      expect(await keptBackFen(office)).toBe(yuan(10));
    },
  );

  it('add a document to the person, once', async () => {
    const office = sampleOffice({ redeliver });
    const owner = survivorIn(await register(office, LATER, 2));
    const identifier = { kind: 'passport', value: 'X1234567' } as const;
    const claim = { type: 'ClaimIdentifier', alias: 'party-B', owner, identifier, basis: 'D1' } as const;
    await office.give(partyDecider, 'party-B', { ...claim, actor: OLGA });
    const { state } = await office.executor.load(partyDecider, LATER);
    expect(state).toMatchObject({ moreIdentifiers: [identifier] });
    expect(await survivingId(office.executor, 'party-B')).toBe(LATER);
  });
});
