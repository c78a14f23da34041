import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { batchVoucherHtml, vouchersHtml } from '#payments/vouchers/voucher-html.js';
import { BATCH_ID, INNER_ID } from '../http/path-parts.js';
import { IsId, IsText, IsWholeInQuery } from '../http/fields.js';
import { VoucherDesk } from './voucher-desk.js';

const PAGE = 200;
const HTML = 'text/html; charset=utf-8';
/** A sheet to print runs nothing and loads nothing. */
const NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'";

export class VoucherPageQuery {
  @IsWholeInQuery(1, PAGE, { optional: true }) limit?: number;
  @IsId({ optional: true, description: 'end-to-end id of the last line of the page before' })
  afterLine?: string;
  @IsText(16, { optional: true }) after?: string;
}

@ApiTags('batches')
@Controller('v1/batches')
export class VouchersController {
  constructor(@Inject(VoucherDesk) private readonly vouchers: VoucherDesk) {}

  /** 支付凭证 of the whole batch on one sheet. */
  @Get(':id/voucher')
  @ApiProduces('text/html')
  async batch(
    @Param('id', BATCH_ID) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { batch, vouchers } = await this.vouchers.ofBatch(id);
    return printed(reply, batchVoucherHtml(batch, vouchers));
  }

  /** One sheet for each line; `Tranche-Last-Line` leads to the next page. */
  @Get(':id/vouchers')
  @ApiProduces('text/html')
  async lines(
    @Param('id', BATCH_ID) id: string,
    @Query() { limit = PAGE, afterLine }: VoucherPageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const vouchers = await this.vouchers.ofLines(id, limit, { ...(afterLine && { after: afterLine }) });
    const last = vouchers.at(-1);
    if (last && vouchers.length === limit) void reply.header('Tranche-Last-Line', last.number);
    return printed(reply, vouchersHtml(vouchers));
  }

  @Get(':id/lines/:lineId/voucher')
  @ApiProduces('text/html')
  async line(
    @Param('id', BATCH_ID) id: string,
    @Param('lineId', INNER_ID) lineId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return printed(reply, vouchersHtml(await this.vouchers.ofLines(id, 1, { lineId })));
  }
}

const printed = (reply: FastifyReply, html: string): string => {
  void reply.header('Content-Type', HTML).header('Content-Security-Policy', NOTHING_RUNS);
  return html;
};
