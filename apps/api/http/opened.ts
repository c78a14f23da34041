import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { mergeMap, type Observable } from 'rxjs';
import type { PersonalData } from '#personal-data/personal-data.js';
import { PERSONAL_DATA } from '../../platform/tokens.js';

const AS_STORED = 'tranche:as-stored';

/** A route that shows the log as it is kept, so that its hashes can be checked: what is personal stays sealed. */
export const AsStored = (): MethodDecorator => SetMetadata(AS_STORED, true);

/**
 * The one place where what is personal is opened for a screen: as the answer leaves the service, after everything that might keep it. A
 * repeated request gets its kept answer opened anew, and forgotten where the person was forgotten meanwhile.
 */
@Injectable()
export class OpenedInterceptor implements NestInterceptor {
  constructor(
    @Inject(PERSONAL_DATA) private readonly personalData: PersonalData,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (this.reflector.get<boolean | undefined>(AS_STORED, context.getHandler())) return next.handle();
    return next.handle().pipe(mergeMap((answer: unknown) => this.personalData.open(answer)));
  }
}
