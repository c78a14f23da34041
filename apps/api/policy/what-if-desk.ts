import { Inject, Injectable } from '@nestjs/common';
import { CommandExecutor } from '#event-store/execute.js';
import { orThrow } from '#kernel/refusal.js';
import type { Measure, PolicyBook } from '#policy/measure.js';
import { type GrantedAward, isGranted } from '#programmes/award/award.js';
import { awardDecider } from '#programmes/award/award.decider.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import {
  type Adjustment,
  adjustmentsOf,
  priceAward,
  type PricedAward,
  type PortfolioPrice,
  unpricedPortfolio,
  withAward,
} from '#programmes/quote/what-if.js';
import { ListAwards } from '#projections/awards/awards.queries.js';
import type { Page, PageRequest } from '#projections/paging.js';
import { RULEBOOK } from '../../platform/tokens.js';
import { Views } from '../http/views.js';
import { PolicyDesk } from './policy-desk.js';

const RUNNING: readonly GrantedAward['status'][] = ['approved', 'active', 'suspended'];
/** An award that is paid out has nothing to come, but a version that counts from before may owe it more. */
const PAID_OUT: readonly GrantedAward['status'][] = ['completed'];
const PAGE = 200;

interface OfVersion {
  readonly policyVersion: string;
}

interface Repriced {
  readonly award: GrantedAward;
  readonly priced: PricedAward;
}

/** Prices a draft over the awards there are, one after the other, so that memory does not grow with them. */
@Injectable()
export class WhatIfDesk {
  readonly #awards: ReturnType<typeof awardDecider>;

  constructor(
    @Inject(PolicyDesk) private readonly policies: PolicyDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(RULEBOOK) private readonly rulebook: Rulebook,
  ) {
    this.#awards = awardDecider(rulebook);
  }

  async price(book: string, version: number): Promise<PortfolioPrice & OfVersion> {
    const draft = await this.policies.book(book, version);
    let portfolio = unpricedPortfolio;
    for await (const { priced } of this.#repriced(draft, RUNNING)) portfolio = withAward(portfolio, priced);
    return { policyVersion: draft.policyVersion, ...portfolio };
  }

  /** What was paid so far against what the draft gives, for awards that run and awards that are paid out. */
  async adjustments(
    book: string,
    version: number,
  ): Promise<OfVersion & { readonly items: readonly Adjustment[] }> {
    const draft = await this.policies.book(book, version);
    const items: Adjustment[] = [];
    for await (const { award, priced } of this.#repriced(draft, [...RUNNING, ...PAID_OUT]))
      items.push(...adjustmentsOf(award, priced));
    return { policyVersion: draft.policyVersion, items };
  }

  /** Awards of the measures in force; a book without a published version has none. */
  async *#repriced(draft: PolicyBook, statuses: readonly GrantedAward['status'][]): AsyncGenerator<Repriced> {
    const drafted = new Map(draft.measures.map((measure) => [measure.id, measure]));
    for (const { id } of this.policies.published(draft.book)?.measures ?? [])
      for (const status of statuses)
        for await (const award of this.#awardsOf(id, status))
          yield this.#reprice(award, drafted.get(id) ?? null);
  }

  async *#awardsOf(measure: string, status: string): AsyncGenerator<GrantedAward> {
    let after: string | null = null;
    do {
      const request: PageRequest = { limit: PAGE, ...(after !== null && { after }) };
      const page: Page<{ readonly award: string }> = await this.views.ask(
        new ListAwards({ measure, status }, request),
      );
      for (const { award } of page.items) {
        const { state } = await this.executor.load(this.#awards, award);
        if (isGranted(state)) yield state;
      }
      after = page.next;
    } while (after !== null);
  }

  #reprice(award: GrantedAward, draft: Measure | null): Repriced {
    const { application, policyVersion } = award;
    const rules = this.rulebook.rulesOf(application.programme);
    const own = orThrow(this.rulebook.measure(policyVersion, application.measure));
    return { award, priced: priceAward(rules, award, own, draft) };
  }
}
