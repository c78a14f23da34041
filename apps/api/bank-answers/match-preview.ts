import { Inject, Injectable } from '@nestjs/common';
import { DataSource, Not } from 'typeorm';
import { CommandExecutor } from '#event-store/execute.js';
import type { BankAnswer, BankAnswerEntry } from '#payments/bank-files/bank-answer.js';
import type { BatchState } from '#payments/batches/batch-state.js';
import { batchDecider } from '#payments/batches/batches.js';
import { judgeMatch, type Match } from '#payments/reconciliation/judge-match.js';
import { BatchLineRow } from '#projections/batches/batch.entity.js';
import { BusinessDay } from '../http/business-day.js';

/** Shows what importing a file would come to, entry by entry, in the order of the file. */
@Injectable()
export class MatchPreview {
  constructor(
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(DataSource) private readonly views: DataSource,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  async of({ entries }: BankAnswer): Promise<readonly (BankAnswerEntry & Match)[]> {
    const states = new Map<string, BatchState>();
    const rows: (BankAnswerEntry & Match)[] = [];
    for (const entry of entries) rows.push({ ...entry, ...(await this.#matchOf(entry, states)) });
    return rows;
  }

  async #matchOf(entry: BankAnswerEntry, states: Map<string, BatchState>): Promise<Match> {
    const { endToEndId: lineId, entryNo, happenedOn } = entry;
    const batch = lineId === null ? undefined : await this.#batchOf(lineId);
    if (lineId === null || batch === undefined) return { match: 'unmatched', batch: null, lineId };
    const state = states.get(batch) ?? (await this.executor.load(batchDecider, batch)).state;
    const source = { answerFile: 'preview', entryNo };
    const answer = { ...entry, happenedOn: happenedOn ?? this.day.today(), source };
    const { judged, after } = judgeMatch(state, batch, lineId, answer);
    states.set(batch, after);
    return judged;
  }

  async #batchOf(lineId: string): Promise<string | undefined> {
    return (await this.views.manager.findOneBy(BatchLineRow, { lineId, outcome: Not('removed') }))?.batch;
  }
}
