import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EventStore } from '#event-store/event-store.js';
import type { Clock } from '#kernel/clock.js';
import { RefusalError, refuse } from '#kernel/refusal.js';
import { RunOperationsCommand } from '#reactions/operations.handler.js';
import type { OperationsCommand } from '#reactions/operations.js';
import type { Reactions } from '../../platform/reactions.js';
import { measureLag, PROCESS_MANAGERS } from '../../platform/lag.js';
import { CLOCK, EVENT_STORE, REACTIONS } from '../../platform/tokens.js';
import { Act } from '../http/acts.js';
import { By, type Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { IsFreeText } from '../http/fields.js';
import { INNER_ID } from '../http/path-parts.js';
import { type ParkedKey, parkedKeys } from './parked-keys.js';

export class RetryRequest {
  @IsFreeText(500, { optional: true }) reason?: string;
}

export class SkipRequest {
  @IsFreeText(500) reason: string;
}

type ParkingCommand = Extract<OperationsCommand, { readonly key: string }>;

/** What the process managers could not finish, and what a person decides about it; every decision is in the log. */
@ApiTags('operations')
@Controller('v1/reactions')
export class ReactionsController {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(REACTIONS) private readonly reactions: Reactions,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async status(): Promise<object> {
    const { position, ...status } = this.reactions.status().process;
    const { store, reactions, clock } = this;
    const { lags } = await measureLag({ store, reactions, clock });
    const eventsBehind = lags.find(({ runner }) => runner === PROCESS_MANAGERS)?.events ?? 0;
    const parked = parkedKeys(await this.reactions.parked());
    return {
      ...status,
      position: position ?? null,
      eventsBehind,
      paymentsStopped: parked.length > 0,
      parked,
    };
  }

  @Act('reactions.retry')
  @Post('parked-keys/:key/retry')
  @HttpCode(200)
  async retry(
    @By() caller: Caller,
    @Param('key', INNER_ID) key: string,
    @Body() { reason }: RetryRequest,
  ): Promise<object> {
    await this.#find(key);
    return this.#carryOut(caller, {
      type: 'RetryParkedKey',
      key,
      by: caller.actor.id,
      reason: reason ?? null,
    });
  }

  /** Gives up the oldest failed event of the key; the others go on. */
  @Act('reactions.skip')
  @Post('parked-keys/:key/skip')
  @HttpCode(200)
  async skip(
    @By() caller: Caller,
    @Param('key', INNER_ID) key: string,
    @Body() { reason }: SkipRequest,
  ): Promise<object> {
    const [first] = (await this.#find(key)).failed;
    if (!first) throw new RefusalError(nothingParked(key));
    const { eventId, type: eventType, stream } = first;
    const by = caller.actor.id;
    return this.#carryOut(caller, { type: 'SkipParkedEvent', key, eventId, eventType, stream, by, reason });
  }

  async #find(key: string): Promise<ParkedKey> {
    const found = parkedKeys(await this.reactions.parked()).find((one) => one.key === key);
    if (!found) throw new RefusalError(nothingParked(key));
    return found;
  }

  async #carryOut(caller: Caller, command: ParkingCommand): Promise<object> {
    const carried = await this.desk.carryOut(
      caller,
      new RunOperationsCommand(command, this.desk.contextOf(caller)),
    );
    return this.desk.answer(caller, command.key, carried, await this.status());
  }
}

const nothingParked = (key: string) =>
  refuse('parked-key.not-found', `没有搁置的事项：${key}`, `Nothing is parked under ${key}`, {
    facts: { key },
  });
