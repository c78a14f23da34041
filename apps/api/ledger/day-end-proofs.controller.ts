import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { decode } from '#event-store/decode.js';
import type { EventStore } from '#event-store/event-store.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { DayEndProved } from '#ledger/proof/day-end.events.js';
import { PROOFS_STREAM } from '#ledger/proof/day-end.js';
import { EVENT_STORE } from '../../platform/tokens.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { IsBusinessDate } from '../http/fields.js';
import { ViewQuery } from '../http/views.js';
import { DayEndDesk } from './day-end-desk.js';

export class DayEndProofRequest {
  @IsBusinessDate({ optional: true, description: 'the day that ends; today when absent' }) on?: BusinessDate;
}

export class DayEndProofsQuery extends ViewQuery {
  @IsBusinessDate({ optional: true, description: 'first day' }) from?: BusinessDate;
}

/** Events, sub-ledgers, bank and budget compared line by line, day by day. */
@ApiTags('ledger')
@Controller('v1/ledger/day-end-proofs')
export class DayEndProofsController {
  constructor(
    @Inject(DayEndDesk) private readonly desk: DayEndDesk,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  /** Compares everything as it stands, names every line that differs, and puts the result on record. */
  @Act('ledger.prove')
  @Post()
  prove(@By() caller: Caller, @Body() { on }: DayEndProofRequest): Promise<object> {
    return this.desk.prove(caller, on === undefined ? this.day.today() : this.day.notLater(on, '/on'));
  }

  /** Proofs on record, latest first; one per day and attempt, so all of them are a short list. */
  @Get()
  async list(@Query() { from }: DayEndProofsQuery): Promise<object> {
    const items: object[] = [];
    for await (const stored of this.store.readStream(PROOFS_STREAM)) {
      const { data } = decode<DayEndProved>(stored);
      if (from === undefined || data.on >= from)
        items.unshift({ ...data, recordedAt: stored.metadata.recordedAt });
    }
    return { items };
  }
}
