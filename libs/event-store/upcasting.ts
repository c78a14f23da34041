import { assert } from '#kernel/assert.js';
import type { JsonObject } from '#kernel/fen-json.js';
import type { NewEvent } from './envelope.js';

/**
 * Makes of the data of one version of an event those of the next, in the form the log stores. It is part of the history: once events
 * of a version were written, its upcaster and its fixture are never changed or removed, and it uses nothing that may change.
 */
export interface Upcaster {
  readonly type: string;
  /** Version it reads; it makes the next one. */
  readonly from: number;
  readonly upcast: (data: JsonObject) => JsonObject;
}

/** By event type, the upcasters from version 1 on. */
let chains: ReadonlyMap<string, readonly Upcaster[]> | undefined;

/**
 * Tells this process, once and before it reads or writes an event, of every old version there is. Nothing works without: an event
 * of an old version would be taken for a new one.
 * @throws InvariantBroken for a version with two upcasters or with none before the next.
 */
export const declareUpcasters = (upcasters: readonly Upcaster[]): void => {
  const declared = new Map<string, Upcaster[]>();
  for (const upcaster of upcasters.toSorted((first, second) => first.from - second.from)) {
    const { type, from } = upcaster;
    const chain = declared.get(type) ?? [];
    assert(
      from === chain.length + 1,
      `${type} needs one upcaster from version ${chain.length + 1}, not ${from}`,
    );
    declared.set(type, [...chain, upcaster]);
  }
  chains = declared;
};

const chainOf = (type: string): readonly Upcaster[] => {
  assert(chains, 'The upcasters have not been declared');
  return chains.get(type) ?? NONE;
};

const NONE: readonly Upcaster[] = [];

/** The version in which events of a type are written. */
export const currentVersionOf = (type: string): number => chainOf(type).length + 1;

/**
 * The data of an event in its current version. What is stored stays as it is, and so does its hash.
 * @throws InvariantBroken for an event of a newer version of the service.
 */
export const currentDataOf = ({
  type,
  version,
  data,
}: Pick<NewEvent, 'type' | 'version' | 'data'>): JsonObject => {
  const chain = chainOf(type);
  if (version === chain.length + 1) return data;
  assert(version >= 1 && version <= chain.length, `${type} has version ${version}, newer than this service`);
  return chain.slice(version - 1).reduce((older, { upcast }) => upcast(older), data);
};
