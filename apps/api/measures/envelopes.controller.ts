import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PolicyBook } from '#policy/measure.js';
import type { PolicyRegister } from '#policy/policy-register.js';
import { POLICY_REGISTER } from '../../platform/tokens.js';
import { BusinessDay } from '../http/business-day.js';
import { wired } from '../http/wired.js';
import { MeasureListQuery } from './measures.controller.js';

/** What the books set aside, and what they give beside money. */
@ApiTags('policy')
@Controller('v1')
export class EnvelopesController {
  constructor(
    @Inject(POLICY_REGISTER) private readonly register: PolicyRegister,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Get('envelopes')
  envelopes(@Query() query: MeasureListQuery): object {
    return this.inForce(query, ({ envelopes }) => envelopes);
  }

  @Get('entitlements')
  entitlements(@Query() query: MeasureListQuery): object {
    return this.inForce(query, ({ entitlements }) => entitlements);
  }

  private inForce(
    { on, jurisdiction }: MeasureListQuery,
    of: (book: PolicyBook) => readonly object[],
  ): object {
    const day = on ?? this.day.today();
    const items = this.register
      .list()
      .filter(
        ({ book, supersededFrom }) => book.effectiveFrom <= day && (!supersededFrom || day < supersededFrom),
      )
      .filter(({ book }) => jurisdiction === undefined || book.jurisdiction === jurisdiction)
      .flatMap(({ book }) =>
        of(book).map((item) =>
          wired({ ...item, jurisdiction: book.jurisdiction, policyVersion: book.policyVersion }),
        ),
      );
    return { on: day, items, nextCursor: null };
  }
}
