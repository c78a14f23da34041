import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Act } from '../http/acts.js';
import { wired } from '../http/wired.js';
import { QuoteDesk } from './quote-desk.js';
import { QuoteRequestBody } from './quote-requests.js';

@ApiTags('policy')
@Controller('v1/quotes')
export class QuotesController {
  constructor(@Inject(QuoteDesk) private readonly desk: QuoteDesk) {}

  /** A question with a body: nothing is written, so it needs no key. */
  @Act('read')
  @Post()
  @HttpCode(200)
  async quote(@Body() body: QuoteRequestBody): Promise<unknown> {
    return wired(await this.desk.quote(body));
  }
}
