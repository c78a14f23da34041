const REMEMBERED_MOST = 10_000;

/** What was worked out for a key before; a file that repeats nothing costs no more memory than this. */
export const remembered = <Value>(known: Map<string, Value>, key: string, work: () => Value): Value => {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = work();
  if (known.size < REMEMBERED_MOST) known.set(key, value);
  return value;
};
