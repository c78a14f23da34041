import { memoryKeyVault } from './key-vault.js';
import { masterKeys, newMasterKey } from './master-keys.js';
import { personKeys } from './person-keys.js';
import { rotateMasterKey } from './rotate-master-key.js';

const [old, current] = [newMasterKey(), newMasterKey()];
const SUBJECTS = Array.from({ length: 450 }, (_, index) => `party-${index}`);

describe('Rotation of the master key', () => {
  const filled = async () => {
    const vault = memoryKeyVault();
    await personKeys({ vault, masters: masterKeys(old) }).forSealing(SUBJECTS);
    return vault;
  };
  const read = (vault: ReturnType<typeof memoryKeyVault>, text: string) =>
    personKeys({ vault, masters: masterKeys(text) }).forOpening(SUBJECTS);

  it('leaves every person key as it was; afterwards the old master key is not needed', async () => {
    const vault = await filled();
    const before = await read(vault, old);
    await expect(read(vault, current)).rejects.toThrow('TRANCHE_MASTER_KEY');
    expect(await rotateMasterKey(vault, masterKeys(`${current}\n${old}`))).toBe(450);
    expect(await read(vault, current)).toEqual(before);
  });

  it('that is interrupted goes on where it was; meanwhile both master keys serve', async () => {
    const vault = await filled();
    const both = masterKeys(`${current},${old}`);
    const died = new Error('power failure');
    await expect(
      rotateMasterKey(vault, both, () => {
        throw died;
      }),
    ).rejects.toBe(died);
    await expect(read(vault, `${current},${old}`)).resolves.toBeDefined();
    expect(await rotateMasterKey(vault, both)).toBe(250);
  });

  it.each([
    ['', 'no master key'],
    ['abc', '32 bytes'],
  ])('refuses the key “%s”', (text, words) => {
    expect(() => masterKeys(text)).toThrow(words);
  });
});
