import type { Json } from '#kernel/fen-json.js';

/** The folded state of a stream at one revision. A cache: whoever loses it folds the stream again. */
export interface Snapshot {
  readonly stream: string;
  /** Version of the decider's `SnapshotFormat`. */
  readonly version: number;
  readonly revision: number;
  /** `streamHash` of the event at `revision`; a snapshot of another history has another one. */
  readonly streamHash: string;
  readonly state: Json;
}

/** Where snapshots are kept: beside the log, never in it. */
export interface SnapshotStore {
  load(stream: string, version: number): Promise<Snapshot | undefined>;

  /** Replaces an earlier snapshot of the same stream and version; a later one stays. */
  save(snapshot: Snapshot): Promise<void>;
}
