import { AmbiguousWrite } from '#event-store/event-store.js';

/** What a reaction needs is not there yet, through no fault of the event: it is called again until it is. */
export class NotReady extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotReady';
  }
}

/** PostgreSQL: connection lost, transaction rolled back, out of resources, shut down, failure of its machine. */
const SQL_STATES = /^(08|40|53|57|58)[0-9A-Z]{3}$/;
/** Node: ECONNREFUSED, EPIPE, ETIMEDOUT … */
const SYSTEM_CODES = /^E[A-Z]+$/;

/**
 * Whether a failure comes from what the service stands on. Such a failure meets every event alike; parking would let them
 * all through one by one.
 */
export const isOutage = (error: unknown): boolean => {
  if (error instanceof NotReady || error instanceof AmbiguousWrite) return true;
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return SQL_STATES.test(code) || SYSTEM_CODES.test(code) || isOutage(error.cause);
};
