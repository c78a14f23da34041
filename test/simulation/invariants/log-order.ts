import { createHash } from 'node:crypto';
import type { Book, Complain, RawEvent } from './raw-event.js';

const CHAIN_START = '0'.repeat(64);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** JSON with its keys in order, written anew here so that the hashes are checked by other code than wrote them. */
const inKeyOrder = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inKeyOrder).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${inKeyOrder(item)}`).join(',')}}`;
};

export const contentHashOfRaw = ({
  id,
  type,
  version,
  effectiveOn,
  data,
  metadata,
}: Omit<RawEvent, 'contentHash' | 'streamHash'>) => {
  const actor = { id: metadata.actor.id, role: metadata.actor.role };
  return sha256(inKeyOrder({ actor, commandId: metadata.commandId, data, effectiveOn, id, type, version }));
};

export const streamHashOfRaw = (before: string | undefined, contentHash: string): string =>
  sha256(`${before ?? CHAIN_START}${contentHash}`);

interface Head {
  readonly revision: number;
  readonly streamHash: string;
}

interface Answer {
  readonly stream: string;
  readonly commandHash: string;
  readonly lastPlace: bigint;
}

/** One order without gaps, every stream counted from zero and chained, every command answered once. */
export const logOrder = (complain: Complain): Book => {
  const heads = new Map<string, Head>();
  const ids = new Set<string>();
  const answers = new Map<string, Answer>();
  let place = 0n;

  const seePlace = (event: RawEvent): void => {
    const found = BigInt(event.position);
    if (found !== place + 1n) complain('positions have no gap', `${found} after ${place}`);
    place = found;
    if (ids.has(event.id)) complain('an event id is used once', event.id);
    ids.add(event.id);
  };

  const seeStream = (event: RawEvent): void => {
    const head = heads.get(event.stream);
    const expected = (head?.revision ?? -1) + 1;
    if (event.revision !== expected)
      complain('revisions have no gap', `${event.stream}@${event.revision}, expected ${expected}`);
    const contentHash = contentHashOfRaw(event);
    const streamHash = streamHashOfRaw(head?.streamHash, contentHash);
    if (contentHash !== event.contentHash || streamHash !== event.streamHash)
      complain('content and chain match their hashes', `${event.stream}@${event.revision}`);
    heads.set(event.stream, { revision: event.revision, streamHash: event.streamHash });
  };

  const seeCommand = ({ stream, metadata: { commandId, commandHash } }: RawEvent): void => {
    const known = answers.get(commandId);
    const isSame =
      known?.stream === stream && known.commandHash === commandHash && known.lastPlace === place - 1n;
    if (known && !isSame)
      complain('a command has one outcome', `${commandId} in ${known.stream} and ${stream}`);
    answers.set(commandId, { stream, commandHash, lastPlace: place });
  };

  return {
    see: (event) => {
      seePlace(event);
      seeStream(event);
      seeCommand(event);
    },
  };
};
