import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { sumFen } from '#kernel/money.js';
import { compareBooks } from '#policy/compare-books.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { NUMBER, POLICY_BOOK } from '../http/path-parts.js';
import { wired } from '../http/wired.js';
import { headOf, PolicyDesk } from './policy-desk.js';
import { ComparePolicyQuery, PublishPolicyRequest } from './policy-requests.js';
import { WhatIfDesk } from './what-if-desk.js';

/** A book as it is written: see `libs/policy/measures/README.md`. */
const BOOK_BODY = { schema: { type: 'object', additionalProperties: true } };

@ApiTags('policy')
@Controller('v1/policy-books/:book/drafts')
export class PolicyController {
  constructor(
    @Inject(PolicyDesk) private readonly policies: PolicyDesk,
    @Inject(WhatIfDesk) private readonly whatIf: WhatIfDesk,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Get()
  async list(@Param('book', POLICY_BOOK) book: string): Promise<object> {
    const versions = await this.policies.versions(book);
    return { items: versions.map((version) => wired(headOf(version))), nextCursor: null };
  }

  @ApiBody(BOOK_BODY)
  @Act('policy.draft')
  @Post()
  draft(
    @By() caller: Caller,
    @Param('book', POLICY_BOOK) book: string,
    @Body() content: Record<string, unknown>,
  ): Promise<object> {
    return this.policies.draft(caller, book, content);
  }

  /** All faults of a file, and what it would change, without keeping it. */
  @ApiBody(BOOK_BODY)
  @Act('read')
  @Post('check')
  @HttpCode(200)
  check(@Param('book', POLICY_BOOK) book: string, @Body() content: Record<string, unknown>): object {
    const published = this.policies.published(book);
    return compareBooks(published, this.policies.check(book, content));
  }

  @Get(':version')
  async show(
    @Param('book', POLICY_BOOK) book: string,
    @Param('version', NUMBER) version: number,
  ): Promise<unknown> {
    return this.policies.version(book, version);
  }

  @Get(':version/compare')
  async compare(
    @Param('book', POLICY_BOOK) book: string,
    @Param('version', NUMBER) version: number,
    @Query() { with: other }: ComparePolicyQuery,
  ): Promise<object> {
    const before =
      other === undefined ? this.policies.published(book) : await this.policies.book(book, other);
    return compareBooks(before, await this.policies.book(book, version));
  }

  /** Prices the draft over the awards that run, per measure and year. */
  @Act('read')
  @Post(':version/what-if')
  @HttpCode(200)
  async price(
    @Param('book', POLICY_BOOK) book: string,
    @Param('version', NUMBER) version: number,
  ): Promise<object> {
    const { policyVersion, measures, movers } = await this.whatIf.price(book, version);
    const items = [...measures].map(([measure, { years, ...counts }]) => ({
      measure,
      ...counts,
      years: [...years].sort(([first], [second]) => first - second).map(([year, fen]) => ({ year, ...fen })),
    }));
    return wired({ policyVersion, measures: items, movers }) as object;
  }

  /** What was paid under the versions that awards keep, against what this version gives: top-ups and recoveries. */
  @Act('read')
  @Post(':version/adjustments')
  @HttpCode(200)
  async adjustments(
    @Param('book', POLICY_BOOK) book: string,
    @Param('version', NUMBER) version: number,
  ): Promise<object> {
    const { policyVersion, items } = await this.whatIf.adjustments(book, version);
    const totalOf = (kind: string) =>
      sumFen(items.filter((one) => one.kind === kind).map(({ amountFen }) => amountFen));
    const totals = { topUpFen: totalOf('top-up'), recoveryFen: totalOf('recovery') };
    return wired({ policyVersion, ...totals, items, nextCursor: null }) as object;
  }

  @Act('policy.publish')
  @Post(':version/publish')
  @HttpCode(200)
  publish(
    @By() caller: Caller,
    @Param('book', POLICY_BOOK) book: string,
    @Param('version', NUMBER) version: number,
    @Body() { retroactive = false }: PublishPolicyRequest,
  ): Promise<object> {
    const { actor: by } = caller;
    return this.policies.publish(caller, {
      type: 'PublishPolicy',
      book,
      version,
      by,
      on: this.day.today(),
      retroactive,
    });
  }
}
