import type { Actor } from '#kernel/actor.js';

/** Everybody of the office, named after what they usually do. */
export const OLGA: Actor = { id: 'olga', role: 'programme-officer' };
export const VERA: Actor = { id: 'vera', role: 'programme-verifier' };
export const ANNA: Actor = { id: 'anna', role: 'programme-verifier' };
export const MAX: Actor = { id: 'max', role: 'finance-maker' };
export const CARL: Actor = { id: 'carl', role: 'finance-checker' };

const EVERYBODY = [OLGA, VERA, ANNA, MAX, CARL];

/** Usually the person whose job it is; now and then somebody who may not. */
export const oneOf = (usual: Actor, pick: number): Actor =>
  pick % 5 === 0 ? (EVERYBODY[Math.floor(pick / 5) % EVERYBODY.length] ?? usual) : usual;
