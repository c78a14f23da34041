import type { StoredEvent } from '#event-store/envelope.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { collect, sampleEvent } from '#event-store/sample-events.js';
import { forgetPersons } from './forget-persons.js';
import { type KeyVault, memoryKeyVault } from './key-vault.js';
import { masterKeys, newMasterKey } from './master-keys.js';
import { personKeys } from './person-keys.js';

const masters = masterKeys(newMasterKey());
const PERSON = 'party-ZHANG';
const FORMER = 'party-ZHANG-BEFORE';
const AWARD = 'award-1';
const OTHER = 'party-LI';
const ALL = [PERSON, FORMER, AWARD, OTHER];

const forgotten = async (): Promise<StoredEvent> => {
  const store = openMemoryEventStore();
  const data = {
    party: PERSON,
    reason: 'ten years are over',
    basis: '嘉财档〔2024〕1号',
    proposedBy: 'officer',
    confirmedBy: 'verifier',
    awards: [AWARD],
    keptUntil: '2024-01-01',
    absorbed: [FORMER],
  };
  await store.append(PERSON, 'none', [{ ...sampleEvent('forgotten', data), type: 'PersonForgotten' }]);
  const [event] = await collect(store.readLog());
  return event!;
};

/** A key store with a key for each, and a copy of it from before anybody was forgotten. */
const vaults = async () => {
  const vault = memoryKeyVault();
  await personKeys({ vault, masters }).forSealing(ALL);
  const backup = memoryKeyVault();
  for (const { subject, wrapped, masterKeyId } of await vault.load(ALL)) {
    if (wrapped && masterKeyId) await backup.create([{ subject, wrapped, masterKeyId }]);
  }
  return { vault, backup };
};

const readable = async (vault: KeyVault): Promise<readonly string[]> =>
  [...(await personKeys({ vault, masters }).forOpening(ALL))].flatMap(([subject, key]) =>
    key ? [subject] : [],
  );

describe('Carrying out that a person is forgotten (promise 10)', () => {
  it('destroys the keys of the person, of former identities and of the awards, says why, and touches nobody else', async () => {
    const { vault } = await vaults();
    const event = await forgotten();
    expect(await readable(vault)).toEqual(ALL);
    await forgetPersons(vault).handle(event);
    expect(await readable(vault)).toEqual([OTHER]);
    const reason = { by: 'verifier', why: '嘉财档〔2024〕1号: ten years are over', cause: event.id };
    expect([...vault.destructions.values()]).toEqual(
      [PERSON, FORMER, AWARD].map((subject) => ({ subject, ...reason })),
    );
  });

  it('changes nothing when the event is handed over again, as after a crash', async () => {
    const { vault } = await vaults();
    const event = await forgotten();
    await forgetPersons(vault).handle(event);
    const first = [...vault.destructions.values()];
    await forgetPersons(vault).handle(event);
    expect([...vault.destructions.values()]).toEqual(first);
    expect(await readable(vault)).toEqual([OTHER]);
  });

  it('destroys the keys again that an older backup of the key store brought back', async () => {
    const { vault, backup } = await vaults();
    const event = await forgotten();
    await forgetPersons(vault).handle(event);
    expect(await readable(backup)).toEqual(ALL);
    await forgetPersons(backup).handle(event);
    expect(await readable(backup)).toEqual([OTHER]);
  });

  it('leaves a mark also where the older backup never had the key, so that none is made later', async () => {
    const empty = memoryKeyVault();
    await forgetPersons(empty).handle(await forgotten());
    await expect(personKeys({ vault: empty, masters }).forSealing([PERSON])).rejects.toMatchObject({
      refusal: { code: 'party.forgotten' },
    });
  });
});
