import { checkCharacterOf, passesMod11And2 } from './mod-11-2.js';

describe('the check character of GB 11643 (ISO 7064 MOD 11-2)', () => {
  it.each([
    // 3·7+3·9+0·10+4·5+0·8+2·4+1·2+9·1+8·6+8·3+1·7+2·9+3·10+1·5+1·8+2·4+3·2 = 241 = 21·11 + 10 → 2
    ['33040219881231123', '2'],
    // 420 = 38·11 + 2 → X
    ['33999919900307001', 'X'],
    // 352 = 32·11 + 0 → 1
    ['93115619810805028', '1'],
  ])('of %s is %s', (digits, expected) => {
    expect(checkCharacterOf(digits)).toBe(expected);
  });

  it('finds every single wrong digit and every swap of two different neighbours', () => {
    const valid = '330402198812311232';
    for (let place = 0; place < 17; place += 1) {
      for (const digit of '0123456789') {
        if (digit === valid[place]) continue;
        expect(passesMod11And2(valid.slice(0, place) + digit + valid.slice(place + 1))).toBe(false);
      }
      const [here, next] = [valid.charAt(place), valid.charAt(place + 1)];
      if (here === next) continue;
      expect(passesMod11And2(valid.slice(0, place) + next + here + valid.slice(place + 2))).toBe(false);
    }
  });
});
