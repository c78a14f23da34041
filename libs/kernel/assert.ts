/** A broken invariant is a bug: it stops the work instead of being answered. */
export class InvariantBroken extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvariantBroken';
  }
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantBroken(message);
}

/** Closes a switch over a union; the compiler proves that no member is missing. */
export const unreachable = (value: never): never => {
  throw new InvariantBroken(`No case for ${JSON.stringify(value)}`);
};
