import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { explainAward, explanationText, type RecordedEvent } from '#audit/explain-award.js';
import { replay, type TimeAxis } from '#audit/replay.js';
import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { isLogPosition } from '#event-store/log-position.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { RefusalError } from '#kernel/refusal.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import { SEALED_LOG } from '../../platform/tokens.js';
import { ExplainQuery } from '../awards/award-requests.js';
import { IsBusinessDate, IsChoice, IsId, IsText, IsWholeInQuery } from '../http/fields.js';
import { AWARD_ID } from '../http/path-parts.js';
import { AsStored } from '../http/opened.js';
import { InvalidRequest } from '../http/problem.js';
import { notFound, ViewQuery } from '../http/views.js';
import { wired } from '../http/wired.js';
import { publicData, withoutContent } from './public-data.js';

const EVENTS_DEFAULT = 100;

export class ReplayQuery extends ViewQuery {
  @IsBusinessDate({ optional: true }) asOf?: BusinessDate;
  @IsChoice(['known', 'effective'], {
    optional: true,
    description: '`known`: on record by that day; `effective`: counting from it',
  })
  axis?: TimeAxis;
  @IsText(41, { optional: true, description: 'last event that counts' }) position?: string;
}

export class EventsQuery extends ViewQuery {
  @IsWholeInQuery(1, 1000, { optional: true }) limit?: number;
  @IsId({ optional: true }) stream?: string;
}

/** What is asked of the log itself, with no read model in between. */
@ApiTags('audit')
@Controller('v1')
export class AuditController {
  constructor(@Inject(SEALED_LOG) private readonly store: EventStore) {}

  @Get('audit/replay')
  async replay(@Query() { asOf, axis, position }: ReplayQuery): Promise<unknown> {
    const limits = {
      ...(asOf && { asOf }),
      ...(axis && { axis }),
      ...(position && { position: checked(position, 'position') }),
    };
    return wired({ ...limits, ...(await replay(this.store.readLog(), limits)) });
  }

  /** As they are kept: what is personal stays sealed, and the hashes are of what is shown. */
  @AsStored()
  @Get('audit/events')
  async events(@Query() { after, limit = EVENTS_DEFAULT, stream }: EventsQuery): Promise<object> {
    const start = after === undefined ? {} : { after: checked(after, 'after') };
    const events =
      stream === undefined
        ? this.store.readLog({ ...start, limit: limit + 1 })
        : this.store.readStream(stream);
    const items: object[] = [];
    let last: string | null = null;
    for await (const event of events) {
      if (after !== undefined && event.position <= after) continue;
      if (items.length === limit) return { items, nextCursor: last };
      items.push(shown(event));
      last = event.position;
    }
    return { items, nextCursor: null };
  }

  /** Why every fen of the award is what it is. */
  @Get('awards/:id/explain')
  async explain(@Param('id', AWARD_ID) id: string, @Query() { lang = 'zh' }: ExplainQuery): Promise<unknown> {
    const history: RecordedEvent[] = [];
    for await (const stored of this.store.readStream(id)) {
      history.push({ event: decode<AwardEvent>(stored), position: stored.position, on: stored.effectiveOn });
    }
    const explanation = explainAward(history);
    if (!explanation) throw new RefusalError(notFound('award'));
    return wired({ ...explanation, lang, text: explanationText(explanation, lang) });
  }
}

const shown = ({
  id,
  type,
  version,
  stream,
  revision,
  position,
  effectiveOn,
  data,
  metadata,
  contentHash,
  streamHash,
}: StoredEvent): object => ({
  position,
  stream,
  revision,
  id,
  type,
  version,
  effectiveOn,
  data: publicData(withoutContent(data)),
  metadata,
  contentHash,
  streamHash,
});

const checked = (position: string, name: string): string => {
  if (isLogPosition(position)) return position;
  throw new InvalidRequest([
    {
      pointer: `/query/${name}`,
      code: 'query.position',
      zh: '应为日志位置',
      en: 'must be a position of the log',
    },
  ]);
};
