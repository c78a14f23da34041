import { CAP_UPCASTERS } from '#caps/caps.upcasters.js';
import { declareUpcasters, type Upcaster } from '#event-store/upcasting.js';

/** Every old version of every event of this service. */
export const ALL_UPCASTERS: readonly Upcaster[] = [...CAP_UPCASTERS];

declareUpcasters(ALL_UPCASTERS);
