/** An event as the server keeps it. */
export interface LoggedEvent {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly revision: number;
  readonly position: bigint;
}

export type ProposedEvent = Pick<LoggedEvent, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

export type Expected = number | 'none' | 'any' | 'exists';

export type Written =
  | { readonly kind: 'written'; readonly revision: number; readonly position: bigint }
  | { readonly kind: 'wrong-revision'; readonly actual: number | undefined };

export interface StoredLog {
  readonly all: readonly LoggedEvent[];
  readonly stream: (name: string) => readonly LoggedEvent[] | undefined;
  readonly append: (stream: string, expected: Expected, events: readonly ProposedEvent[]) => Written;
  /** Calls `listener` after every append; returns how to stop that. */
  readonly onAppend: (listener: () => void) => () => void;
  /** Puts another event in the place of a stored one, which a real server never does. */
  readonly tamper: (index: number, change: Partial<LoggedEvent>) => void;
}

/** The log begins with the server's own events, and goes on with one of them after every so many of ours. */
const SYSTEM_EVENT_EVERY = 7;

/** The log of one server, in memory; it outlives the server, as a disk does. */
export const createStoredLog = (): StoredLog => {
  const all: LoggedEvent[] = [];
  const streams = new Map<string, LoggedEvent[]>();
  const listeners = new Set<() => void>();

  const write = (stream: string, event: ProposedEvent): LoggedEvent => {
    const events = streams.get(stream) ?? [];
    streams.set(stream, events);
    // Never consecutive, so that nobody counts on it.
    const position = (all.at(-1)?.position ?? 800n) + BigInt(37 + event.data.length + event.metadata.length);
    const logged = { ...event, stream, revision: events.length, position };
    events.push(logged);
    all.push(logged);
    if (all.length % SYSTEM_EVENT_EVERY === 0) write('$stats-127.0.0.1:2113', systemEvent(all.length));
    return logged;
  };
  write('$$$settings', systemEvent(0));

  return {
    all,
    stream: (name) => streams.get(name),
    append: (stream, expected, events) => {
      const existing = streams.get(stream) ?? [];
      const repeated = repeatedAppend(existing, expected, events);
      if (repeated) return repeated;
      const actual = existing.at(-1)?.revision;
      if (!isAt(actual, expected)) return { kind: 'wrong-revision', actual };
      const written = events.map((event) => write(stream, event)).at(-1);
      for (const listener of listeners) listener();
      return { kind: 'written', revision: written?.revision ?? -1, position: written?.position ?? 0n };
    },
    onAppend: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tamper: (index, change) => {
      const event = all[index];
      if (!event) throw new Error(`No event ${index}`);
      const changed = { ...event, ...change };
      all[index] = changed;
      const events = streams.get(event.stream);
      if (events) events[event.revision] = changed;
    },
  };
};

const systemEvent = (number: number): ProposedEvent => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  type: '$statsCollected',
  contentType: 'application/json',
  data: Buffer.from('{}'),
  metadata: Buffer.from(''),
});

const isAt = (actual: number | undefined, expected: Expected): boolean => {
  if (expected === 'any') return true;
  if (expected === 'exists') return actual !== undefined;
  return actual === (expected === 'none' ? undefined : expected);
};

/**
 * The answer to a repeated append. At an explicit revision below the current one the ids are compared with those stored from there;
 * at the current one nothing is compared and the events are written again. Without an explicit revision, recently written ids of the
 * same stream are recognised. Content is never compared.
 */
const repeatedAppend = (
  existing: readonly LoggedEvent[],
  expected: Expected,
  events: readonly ProposedEvent[],
): Written | undefined => {
  const first =
    expected === 'any' || expected === 'exists'
      ? existing.findLastIndex(({ id }) => id === events[0]?.id)
      : (expected === 'none' ? -1 : expected) + 1;
  const stored = first < 0 ? [] : existing.slice(first, first + events.length);
  const same = stored.length === events.length && stored.every(({ id }, index) => id === events[index]?.id);
  const last = stored.at(-1);
  return same && last ? { kind: 'written', revision: last.revision, position: last.position } : undefined;
};
