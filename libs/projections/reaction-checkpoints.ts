import type { DataSource } from 'typeorm';
import type { CheckpointStore } from '#reactions/reaction.js';
import { ReactionCheckpoint } from './checkpoint.entity.js';

/** Checkpoints of process managers in PostgreSQL. */
export const reactionCheckpoints = (database: DataSource): CheckpointStore => ({
  load: async (name) => (await database.manager.findOneBy(ReactionCheckpoint, { name }))?.position,
  save: async (name, position) => {
    await database.manager.upsert(ReactionCheckpoint, { name, position }, ['name']);
  },
});
