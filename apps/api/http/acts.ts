import { SetMetadata } from '@nestjs/common';
import type { Act as ActName } from '#access/duties.js';

export const ACT_METADATA = 'tranche:act';
export const OPEN_METADATA = 'tranche:open';

/** What somebody does by calling this route; the duties decide which roles may. Routes that read need none. */
export const Act = (act: ActName): MethodDecorator => SetMetadata(ACT_METADATA, act);

/** A route that needs nobody to be signed in. */
export const OpenToAll = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN_METADATA, true);
