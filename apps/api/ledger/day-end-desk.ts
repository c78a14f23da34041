import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '#event-store/event-store.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { RefusalError, refuse } from '#kernel/refusal.js';
import { keyOf } from '#ledger/proof/book.js';
import { type Comparison, compareBooks } from '#ledger/proof/comparison.js';
import { RecordDayEndProof } from '#ledger/proof/day-end.handler.js';
import { PROOFS_STREAM } from '#ledger/proof/day-end.js';
import { type DayEndProof, proveDayEnd } from '#ledger/proof/day-end-proof.js';
import { eventBooks, postingsOfDays } from '#ledger/proof/event-books.js';
import { ReadPostingsOfDays, ReadViewBooks } from '#projections/journal/view-books.js';
import type { Reactions } from '../../platform/reactions.js';
import { EVENT_STORE, REACTIONS } from '../../platform/tokens.js';
import type { Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { Views } from '../http/views.js';
import { readAtRest } from '../statement/at-rest.js';

const PATIENCE_MS = 10_000;

/** Compares the books of a day and puts what it found on record. */
@Injectable()
export class DayEndDesk {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(REACTIONS) private readonly reactions: Reactions,
    @Inject(Views) private readonly views: Views,
    @Inject(CommandDesk) private readonly desk: CommandDesk,
  ) {}

  /** @throws RefusalError while money is moving: books that move cannot be compared. */
  async prove(caller: Caller, on: BusinessDate): Promise<object> {
    const cut = await readAtRest(this.store, this.reactions, PATIENCE_MS, () => this.#compare());
    if (!cut.atRest) throw new RefusalError(moving());
    const { value: proof, asOfPosition } = cut;
    const carried = await this.desk.carryOut(
      caller,
      new RecordDayEndProof(
        {
          type: 'ProveDayEnd',
          on,
          position: asOfPosition ?? '',
          resultsHash: proof.resultsHash,
          holds: proof.holds,
          comparisons: proof.comparisons.map(({ name, lineCount, differenceCount }) => ({
            name,
            lineCount,
            differenceCount,
          })),
          provedBy: caller.actor.id,
        },
        this.desk.contextOf(caller),
      ),
    );
    const provedPosition = asOfPosition;
    return this.desk.answer(caller, PROOFS_STREAM, carried, { on, provedPosition, ...proof });
  }

  async #compare(): Promise<DayEndProof> {
    const events = await eventBooks(this.store.readLog());
    const proof = proveDayEnd(events, await this.views.ask(new ReadViewBooks()));
    const journal = proof.comparisons.find(({ name, holds }) => name === 'journal' && !holds);
    if (!journal) return proof;
    return { ...proof, comparisons: [...proof.comparisons, await this.#postingsOf(journal)] };
  }

  /** Down to the posting, for the days whose sums differ. */
  async #postingsOf({ differences }: Comparison): Promise<Comparison> {
    const days = new Map(differences.map(({ path }) => [keyOf(path), path]));
    const fromLog = await postingsOfDays(this.store.readLog(), new Set(days.keys()));
    const fromJournal = await this.views.ask(new ReadPostingsOfDays([...days.values()]));
    const rule = { zh: '事件 = 日记账（逐笔）', en: 'events = journal, posting by posting' };
    return compareBooks('postings', rule, ['debitFen', 'creditFen'], fromLog, fromJournal);
  }
}

const moving = () =>
  refuse(
    'ledger.not-at-rest',
    '仍有业务在处理中，账目尚未静止，请稍后再核对',
    'Money is still moving; the books can be compared once nothing is under way',
  );
