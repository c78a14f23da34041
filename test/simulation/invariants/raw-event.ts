/**
 * An event as the log keeps it: JSON, amounts as text. The invariants are judged on this and nothing else, so that they cannot
 * share a mistake with a decider, a fold or a read model.
 */
export interface RawEvent {
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly effectiveOn: string;
  readonly data: RawData;
  readonly metadata: {
    /** ISO 8601 in UTC. */
    readonly recordedAt: string;
    readonly actor: { readonly id: string; readonly role: string };
    readonly commandId: string;
    readonly commandHash: string;
  };
  readonly contentHash: string;
  readonly streamHash: string;
}

export type RawData = Readonly<Record<string, unknown>>;

/** What a rule found wrong; the first argument says about what. */
export type Complain = (rule: string, what: string) => void;

/** One part of the books: takes every event in log order and complains at once. */
export interface Book {
  see(event: RawEvent): void;
}

export const textIn = (data: RawData, name: string): string => {
  const value = data[name];
  if (typeof value !== 'string') throw new Error(`${name} is no text: ${JSON.stringify(value)}`);
  return value;
};

export const numberIn = (data: RawData, name: string): number => {
  const value = data[name];
  if (typeof value !== 'number') throw new Error(`${name} is no number: ${JSON.stringify(value)}`);
  return value;
};

export const fenIn = (data: RawData, name = 'amountFen'): bigint => BigInt(textIn(data, name));

export const partIn = (data: RawData, name: string): RawData => {
  const value = data[name];
  if (typeof value !== 'object' || value === null)
    throw new Error(`${name} is no object: ${JSON.stringify(value)}`);
  return value as RawData;
};

export const partsIn = (data: RawData, name: string): readonly RawData[] => {
  const value = data[name];
  if (!Array.isArray(value)) throw new Error(`${name} is no list: ${JSON.stringify(value)}`);
  return value as readonly RawData[];
};

/** Award, tranche and attempt in one; reservations and commitments of the attempt have the same name. */
export const attemptIn = (data: RawData): string =>
  `${textIn(data, 'award')}/${numberIn(data, 'trancheNo')}/${numberIn(data, 'attempt')}`;

export const trancheIn = (data: RawData): string => `${textIn(data, 'award')}/${numberIn(data, 'trancheNo')}`;

/** The value under a key, made when it is asked for the first time. */
export const entryOf = <Value>(map: Map<string, Value>, key: string, make: () => Value): Value => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
};
