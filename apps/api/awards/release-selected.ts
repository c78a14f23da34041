import { Inject, Injectable } from '@nestjs/common';
import { derivedUuid } from '#kernel/ids.js';
import { type Refusal, RefusalError, refuse } from '#kernel/refusal.js';
import { GetAward } from '#projections/awards/awards.queries.js';
import { BusinessDay } from '../http/business-day.js';
import type { Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { isAwardId } from '../http/path-parts.js';
import { notFound, Views } from '../http/views.js';
import { AwardDesk } from './award-desk.js';
import type { SelectedTranchePart } from './due-requests.js';

/** What became of one of many tranches. */
export interface SelectedAnswer extends Readonly<SelectedTranchePart> {
  /** Of the tranche now; null where there is none. */
  readonly status: string | null;
  /** Why it was not released; null when it was, or waits for money. */
  readonly refusal: Pick<Refusal, 'code' | 'zh' | 'en'> | null;
}

/** Releases many tranches in one go, each by itself: one that is refused keeps no other back. */
@Injectable()
export class ReleaseSelected {
  constructor(
    @Inject(AwardDesk) private readonly awards: AwardDesk,
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  async release(
    caller: Caller,
    tranches: readonly SelectedTranchePart[],
  ): Promise<{ readonly answers: readonly SelectedAnswer[] }> {
    if (tranches.length === 0) throw new RefusalError(nothingSelected());
    const refusals = new Map<SelectedTranchePart, Refusal>();
    for (const tranche of tranches) {
      const refusal = await this.#ask(caller, tranche);
      if (refusal) refusals.set(tranche, refusal);
    }
    await this.desk.untilSettled(caller);
    const answers: SelectedAnswer[] = [];
    for (const tranche of tranches) answers.push(await this.#answerOf(tranche, refusals.get(tranche)));
    return { answers };
  }

  /** Each has a command of its own from the request, so that the same request again asks nobody twice. */
  async #ask(caller: Caller, { award, trancheNo }: SelectedTranchePart): Promise<Refusal | undefined> {
    const commandId = derivedUuid('release-selected', caller.commandId, award, trancheNo);
    const as = { ...caller, commandId, waitMs: 0 };
    try {
      if (!isAwardId(award)) return notFound('award');
      const { tranche } = await this.awards.loadTranche(award, trancheNo);
      await this.awards.assertPayable(tranche.plan);
      await this.awards.run(as, award, {
        type: 'RequestRelease',
        by: caller.actor.id,
        trancheNo,
        on: this.day.today(),
      });
      return undefined;
    } catch (error) {
      if (error instanceof RefusalError) return error.refusal;
      throw error;
    }
  }

  async #answerOf(
    { award, trancheNo }: SelectedTranchePart,
    refused: Refusal | undefined,
  ): Promise<SelectedAnswer> {
    const view = isAwardId(award) ? await this.views.ask(new GetAward(award)) : undefined;
    const tranche = view?.trancheList.find((one) => one.trancheNo === trancheNo);
    const isBack = tranche?.status === 'verified' || tranche?.status === 'returned';
    const why = refused ?? (isBack ? tranche.lastRefusal : null);
    const refusal = why ? { code: why.code, zh: why.zh, en: why.en } : null;
    return { award, trancheNo, status: tranche?.status ?? null, refusal };
  }
}

const nothingSelected = (): Refusal =>
  refuse('tranche.none-selected', '没有选择分期', 'No tranche is selected', { pointer: '/tranches' });
