import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { type Act as ActName, ACTS } from '#access/duties.js';

export const ACT_METADATA = 'tranche:act';
export const OPEN_METADATA = 'tranche:open';

/** What somebody does by calling this route; the duties decide which roles may. Routes that only read need none. */
export const Act = (act: ActName): MethodDecorator =>
  applyDecorators(
    SetMetadata(ACT_METADATA, act),
    ApiExtension('x-act', act),
    ApiExtension('x-roles', ACTS[act]),
  );

/** A route that needs nobody to be signed in. */
export const OpenToAll = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(OPEN_METADATA, true), ApiExtension('x-open', true));
