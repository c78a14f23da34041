import { contentHashOf } from '#event-store/content-of-event.js';
import type { NewEvent } from '#event-store/envelope.js';
import { describeEventStore } from '#event-store/event-store.contract.js';
import { EventIdReused } from '#event-store/event-store.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { collect, sampleEvent } from '#event-store/sample-events.js';
import type { JsonObject } from '#kernel/fen-json.js';
import { memoryKeyVault } from './key-vault.js';
import { masterKeys, newMasterKey } from './master-keys.js';
import { personKeys } from './person-keys.js';
import { openTexts } from './seal-event.js';
import { sealedEventStore } from './sealed-event-store.js';
import { FORGOTTEN, isSealed, masked } from './sealed-text.js';

const masters = masterKeys(newMasterKey());

const opening = () => {
  const vault = memoryKeyVault();
  const inside = openMemoryEventStore();
  let nowMs = 0;
  const keys = personKeys({ vault, masters, nowMs: () => nowMs });
  return {
    vault,
    inside,
    keys,
    store: sealedEventStore(inside, keys),
    wait: (ms: number) => void (nowMs += ms),
  };
};

describeEventStore('the sealed memory store', async () => {
  const { store } = opening();
  return { store, peer: store, dispose: () => store.close(), idsAreUniqueIn: 'log' };
});

const event = (type: string, data: JsonObject): NewEvent => ({ ...sampleEvent(type, data), type });

const registered = event('PartyRegistered', {
  party: 'party-ZHANG',
  kind: 'person',
  name: '张伟',
  identifier: { kind: 'resident-id', value: '330402198001019999' },
  bornOn: '1980-01-01',
  nationality: null,
  county: '南湖区',
});
const account = (number: string, accountName: string): JsonObject => ({
  accountId: 'account-1',
  number,
  accountName,
  bankCode: '102335000015',
  bankName: '工行',
});
const assembled = event('BatchAssembled', {
  lines: [
    { lineId: 'L1', payee: 'party-ZHANG', netFen: '100', account: account('6222000000000000001', '张伟') },
    { lineId: 'L2', payee: 'party-LI', netFen: '200', account: account('6222000000000000002', '李娜') },
  ],
  leftOut: [],
  totalFen: '300',
});
const destruction = { subject: 'party-ZHANG', by: 'wang', why: 'ten years are over', cause: 'event-1' };

describe('A personal event', () => {
  it('is read as it was written, and lies in the store without a personal character', async () => {
    const { store, inside } = opening();
    await store.append('party-ZHANG', 'none', [registered]);
    await store.append('batch-1', 'none', [assembled]);
    expect((await collect(store.readLog())).map(({ data }) => data)).toEqual([
      registered.data,
      assembled.data,
    ]);
    expect((await collect(store.readStream('batch-1')))[0]?.data).toEqual(assembled.data);

    const text = JSON.stringify((await collect(inside.readLog())).map(({ data }) => data));
    for (const personal of ['张伟', '李娜', '330402198001019999', '1980-01-01', '6222000000']) {
      expect(text).not.toContain(personal);
    }
    expect(text).toContain('南湖区');
    expect(text).toContain('sealed:v1:party-LI:');
  });

  it('is followed as it was written', async () => {
    const { store } = opening();
    await store.append('party-ZHANG', 'none', [registered]);
    for await (const item of store.follow({ signal: AbortSignal.timeout(1_000) })) {
      expect(item).toMatchObject({ kind: 'event', event: { data: registered.data } });
      break;
    }
  });

  it('of an organisation keeps its name and number, which are public', async () => {
    const { store, inside } = opening();
    const firm = event('PartyRegistered', { ...registered.data, kind: 'enterprise', name: '示例公司' });
    await store.append('party-FIRM', 'none', [firm]);
    expect((await collect(inside.readLog()))[0]?.data).toEqual(firm.data);
  });

  it('appended again is the same event, whoever appends it; with another name it is not (promise 6)', async () => {
    const { store, inside, vault } = opening();
    const first = await store.append('party-ZHANG', 'none', [registered]);
    const other = sealedEventStore(inside, personKeys({ vault, masters }));
    expect(await other.append('party-ZHANG', 'none', [registered])).toEqual({ ...first, repeated: true });
    const renamed = { ...registered, data: { ...registered.data, name: '张威' } };
    await expect(other.append('party-ZHANG', 'any', [renamed])).rejects.toBeInstanceOf(EventIdReused);
  });

  it('shows nobody that two texts are the same', async () => {
    const { store, inside } = opening();
    const twice = { ...registered, id: sampleEvent('twice').id };
    await store.append('party-ZHANG', 'none', [registered, twice]);
    const [one, other] = (await collect(inside.readLog())).map(({ data }) => data.name);
    expect(one).not.toBe(other);
  });

  it('cannot carry a text that is sealed already, which would be opened for whoever reads it', async () => {
    const { store, inside } = opening();
    await store.append('party-ZHANG', 'none', [registered]);
    const stolen = (await collect(inside.readLog()))[0]?.data.name as string;
    const own = { ...registered, id: sampleEvent('own').id, data: { ...registered.data, name: stolen } };
    await expect(store.append('party-EVE', 'none', [own])).rejects.toThrow('sealed already');
  });
});

describe('A person who is forgotten (promise 10)', () => {
  it('reads as forgotten, while amounts, hashes and other persons stay', async () => {
    const { store, inside, vault, wait } = opening();
    await store.append('party-ZHANG', 'none', [registered]);
    await store.append('batch-1', 'none', [assembled]);
    const before = await collect(inside.readLog());
    await vault.destroy(destruction);
    wait(10_001);

    const [party, batch] = await collect(store.readLog());
    expect(party?.data).toMatchObject({
      name: FORGOTTEN,
      bornOn: FORGOTTEN,
      nationality: null,
      county: '南湖区',
    });
    expect(batch?.data).toMatchObject({
      totalFen: '300',
      lines: [
        { netFen: '100', account: { number: FORGOTTEN, accountName: FORGOTTEN, bankCode: '102335000015' } },
        { netFen: '200', account: { number: '6222000000000000002', accountName: '李娜' } },
      ],
    });
    const after = await collect(inside.readLog());
    expect(after).toEqual(before);
    for (const stored of after) expect(contentHashOf(stored)).toBe(stored.contentHash);
  });

  it('is gone in every process ten seconds later at the latest', async () => {
    const { store, vault, wait } = opening();
    await store.append('party-ZHANG', 'none', [registered]);
    await vault.destroy(destruction);
    wait(9_999);
    expect((await collect(store.readLog()))[0]?.data.name).toBe('张伟');
    wait(2);
    expect((await collect(store.readLog()))[0]?.data.name).toBe(FORGOTTEN);
  });

  it('gets no new personal data, and no new key in place of the destroyed one', async () => {
    const { store, vault } = opening();
    await vault.destroy(destruction);
    await expect(store.append('party-ZHANG', 'none', [registered])).rejects.toMatchObject({
      refusal: { code: 'party.forgotten' },
    });
  });

  it('is not one whose key is only missing: then reading stops, because the key store is the wrong one', async () => {
    const { store, inside } = opening();
    await store.append('party-ZHANG', 'none', [registered]);
    const elsewhere = sealedEventStore(inside, personKeys({ vault: memoryKeyVault(), masters }));
    await expect(collect(elsewhere.readLog())).rejects.toThrow('no key of party-ZHANG');
  });
});

describe('A sealed text', () => {
  const sealedName = async () => {
    const made = opening();
    await made.store.append('party-ZHANG', 'none', [registered]);
    await made.store.append('batch-1', 'none', [assembled]);
    const name = (await collect(made.inside.readLog()))[0]?.data.name as string;
    return { ...made, name };
  };

  it('is opened wherever it was copied to, and masked where it is to be', async () => {
    const { keys, name } = await sealedName();
    expect(isSealed(name)).toBe(true);
    expect(await openTexts(keys, { rows: [{ name, number: masked(name) }] })).toEqual({
      rows: [{ name: '张伟', number: '*伟' }],
    });
  });

  it.each([
    ['a changed byte', (name: string) => name.slice(0, -2) + (name.endsWith('AA') ? 'BB' : 'AA')],
    ['another owner', (name: string) => name.replace('party-ZHANG', 'party-LI')],
    ['nothing in it', () => 'sealed:v1:party-ZHANG:AAAA'],
  ])('with %s does not open, and the error does not tell what was in it', async (_, forge) => {
    const { keys, name } = await sealedName();
    await expect(openTexts(keys, forge(name))).rejects.toThrow(/^A sealed text of party-\w+ does not open/);
  });
});
