const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** ISO 7064 MOD 11-2 over 17 digits, as GB 11643 writes it: the check character is a digit or X. */
export const checkCharacterOf = (seventeenDigits: string): string => {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(seventeenDigits[place]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
};

export const withCheckCharacter = (seventeenDigits: string): string =>
  seventeenDigits + checkCharacterOf(seventeenDigits);

export const passesMod11And2 = (eighteenCharacters: string): boolean =>
  withCheckCharacter(eighteenCharacters.slice(0, 17)) === eighteenCharacters;
