import type { Upcaster } from '#event-store/upcasting.js';

/** Old versions of the events of cap accounts. */
export const CAP_UPCASTERS: readonly Upcaster[] = [
  {
    // Version 1 said so only where money was taken over, and its first events were written before there was such a thing.
    type: 'CapReserved',
    from: 1,
    upcast: (data) => ({ ...data, takenOver: data['takenOver'] === true }),
  },
];
