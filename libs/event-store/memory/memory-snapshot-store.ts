import type { Json } from '#kernel/fen-json.js';
import type { SnapshotStore } from '../snapshot-store.js';

/** Snapshots in this process, for specs and simulation. It keeps text, so that nobody shares an object with it. */
export const openMemorySnapshotStore = (): SnapshotStore => {
  const kept = new Map<
    string,
    { readonly revision: number; readonly streamHash: string; readonly state: string }
  >();
  const keyOf = (stream: string, version: number): string => `${version}/${stream}`;
  return {
    async load(stream, version) {
      const found = kept.get(keyOf(stream, version));
      return found && { stream, version, ...found, state: JSON.parse(found.state) as Json };
    },
    async save({ stream, version, revision, streamHash, state }) {
      const key = keyOf(stream, version);
      if ((kept.get(key)?.revision ?? -1) >= revision) return;
      kept.set(key, { revision, streamHash, state: JSON.stringify(state) });
    },
  };
};
