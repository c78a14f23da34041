import type { ParkedEvent, ParkedEvents } from './parking.js';

/** For specs and simulation. */
export const parkedInMemory = (): ParkedEvents & { readonly rows: Map<string, ParkedEvent> } => {
  const rows = new Map<string, ParkedEvent>();
  return {
    rows,
    load: async () => [...rows.values()],
    put: async (_runner, parked) => void rows.set(parked.position, parked),
    remove: async (_runner, position) => void rows.delete(position),
  };
};
