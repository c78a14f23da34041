import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RunClockCommand } from '#clock/clock.handler.js';
import { CLOCK_STREAM } from '#clock/clock.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { type Clock, today } from '#kernel/clock.js';
import type { Registers } from '../../platform/registers.js';
import type { Settings } from '../../platform/settings.js';
import { CLOCK, REGISTERS, SETTINGS } from '../../platform/tokens.js';
import { Act } from '../http/acts.js';
import { By, type Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { IsBusinessDate, IsFreeText } from '../http/fields.js';
import { wallClock } from '../http/wall-clock.js';

export class AdvanceClockRequest {
  @IsBusinessDate({ example: '2024-03-01' }) to: BusinessDate;
  @IsFreeText(500) reason: string;
}

@ApiTags('clock')
@Controller('v1/clock')
export class ClockController {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(REGISTERS) private readonly registers: Registers,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  show(): object {
    const { isProduction } = this.settings;
    return {
      businessDate: today(this.clock),
      now: this.clock.now(),
      production: isProduction,
      movable: !isProduction,
    };
  }

  @Act('clock.advance')
  @Post('advance')
  @HttpCode(200)
  async advance(@By() caller: Caller, @Body() { to, reason }: AdvanceClockRequest): Promise<object> {
    const command = {
      type: 'MoveClock',
      to,
      reason,
      wallNow: wallClock(),
      production: this.settings.isProduction,
    } as const;
    const carried = await this.desk.carryOut(
      caller,
      new RunClockCommand(command, this.desk.contextOf(caller)),
    );
    await this.registers.refresh();
    return this.desk.answer(caller, CLOCK_STREAM, carried, this.show());
  }
}
