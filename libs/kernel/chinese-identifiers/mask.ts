const LONG = 15;

/**
 * An identifier or account as screens, logs and exports show it: `330402********1234`. From 15 characters on the first
 * six and last four stay, below that the last four only, and never more than half.
 */
export const mask = (identifier: string): string => {
  const { length } = identifier;
  const shownFirst = length >= LONG ? 6 : 0;
  const shownLast = Math.min(4, Math.floor(length / 2));
  const hidden = '*'.repeat(length - shownFirst - shownLast);
  return identifier.slice(0, shownFirst) + hidden + identifier.slice(length - shownLast);
};
