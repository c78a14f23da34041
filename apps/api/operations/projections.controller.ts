import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EventStore } from '#event-store/event-store.js';
import { extentOf } from '#event-store/log-position.js';
import type { Clock } from '#kernel/clock.js';
import { RefusalError, refuse } from '#kernel/refusal.js';
import type { Rebuild, RebuildPurpose } from '#projections/rebuild-requests.js';
import { RunOperationsCommand } from '#reactions/operations.handler.js';
import type { Reactions } from '../../platform/reactions.js';
import { measureLag } from '../../platform/lag.js';
import { CLOCK, EVENT_STORE, REACTIONS } from '../../platform/tokens.js';
import { Act } from '../http/acts.js';
import { By, type Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { INNER_ID } from '../http/path-parts.js';

/** How far the read models are, and having one built anew beside the one that serves. */
@ApiTags('operations')
@Controller('v1/projections')
export class ProjectionsController {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(REACTIONS) private readonly reactions: Reactions,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async list(): Promise<object> {
    const { store, reactions, clock } = this;
    const { extent: eventsTotal, lags } = await measureLag({ store, reactions, clock });
    const rebuilds = await this.reactions.rebuilds();
    const items = Object.entries(this.reactions.status().projections).map(
      ([name, { position, ...status }]) => ({
        name,
        ...status,
        position: position ?? null,
        eventsBehind: lags.find(({ runner }) => runner === name)?.events ?? 0,
        secondsBehind: lags.find(({ runner }) => runner === name)?.seconds ?? 0,
        rebuild: shown(
          rebuilds.find((one) => one.name === name),
          eventsTotal,
        ),
      }),
    );
    return { items };
  }

  @Act('projections.rebuild')
  @Post(':name/rebuild')
  @HttpCode(200)
  rebuild(@By() caller: Caller, @Param('name', INNER_ID) name: string): Promise<object> {
    return this.#request(caller, name, 'switch');
  }

  /** Builds a copy and compares it; nothing that serves is touched. */
  @Act('projections.rebuild')
  @Post(':name/diff')
  @HttpCode(200)
  diff(@By() caller: Caller, @Param('name', INNER_ID) name: string): Promise<object> {
    return this.#request(caller, name, 'compare');
  }

  async #request(caller: Caller, projection: string, purpose: RebuildPurpose): Promise<object> {
    if (!(projection in this.reactions.status().projections))
      throw new RefusalError(noSuchProjection(projection));
    const command = { type: 'RequestRebuild', projection, purpose, by: caller.actor.id } as const;
    const carried = await this.desk.carryOut(
      caller,
      new RunOperationsCommand(command, this.desk.contextOf(caller)),
    );
    return this.desk.answer(caller, projection, carried, await this.list());
  }
}

/** Where positions do not count events, `eventsDone` and `eventsTotal` are places in the log, which show how far it is as well. */
const shown = (rebuild: Rebuild | undefined, eventsTotal: number): object | null => {
  if (!rebuild) return null;
  const { name: _name, position, ...rest } = rebuild;
  return { ...rest, eventsDone: extentOf(position), eventsTotal };
};

const noSuchProjection = (name: string) =>
  refuse('projection.not-found', `没有这个视图：${name}`, `There is no read model ${name}`, {
    facts: { name },
  });
