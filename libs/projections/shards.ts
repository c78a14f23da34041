import type { AnyProjection } from './projection.js';

export const shardsOf = ({ shards = 1 }: Pick<AnyProjection, 'shards'>): number => shards;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The part of the work that a stream belongs to; the same in every process and for ever (FNV-1a). */
export const shardOfStream = (stream: string, shards: number): number => {
  if (shards === 1) return 0;
  let hash = FNV_OFFSET;
  for (let index = 0; index < stream.length; index += 1) {
    hash = Math.imul(hash ^ stream.charCodeAt(index), FNV_PRIME);
  }
  // The low bits of similar names are much alike; the high ones are not.
  return ((hash ^ (hash >>> 15)) >>> 0) % shards;
};
