import { Inject, Injectable } from '@nestjs/common';
import { yuanOf } from '#kernel/money.js';
import { RefusalError, refuse } from '#kernel/refusal.js';
import { type BatchState, linesOf } from '#payments/batches/batch-state.js';
import { wrongStatus } from '#payments/batches/wrong-status.js';
import { type Voucher, type VoucherBatch, voucherOf, type VoucherSite } from '#payments/vouchers/voucher.js';
import { ListVoucherLines, type VoucherLine } from '#projections/batches/voucher-lines.queries.js';
import { payerOf } from '../../platform/bank-line.js';
import type { Settings } from '../../platform/settings.js';
import { SETTINGS } from '../../platform/tokens.js';
import { notFound, Views } from '../http/views.js';
import { BatchDesk } from './batch-desk.js';

/** More do not belong on one sheet; they are printed in pages. */
const LINES_ON_A_SHEET = 2_000;

export interface Vouchers {
  readonly batch: VoucherBatch;
  readonly vouchers: readonly Voucher[];
}

/** Vouchers of a batch that was sealed: what was approved, and what the bank said of it since. */
@Injectable()
export class VoucherDesk {
  constructor(
    @Inject(BatchDesk) private readonly batches: BatchDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** All lines on one sheet. @throws RefusalError for a batch that is too large for that. */
  async ofBatch(batch: string): Promise<Vouchers> {
    const { state, head } = await this.#sealed(batch);
    const lines = await this.views.ask(new ListVoucherLines(batch, LINES_ON_A_SHEET + 1));
    if (lines.length > LINES_ON_A_SHEET) throw new RefusalError(tooManyForASheet());
    return { batch: head, vouchers: this.#vouchersOf(state, head, lines) };
  }

  /** So many lines after one, or exactly one. */
  async ofLines(
    batch: string,
    limit: number,
    only: { readonly after?: string; readonly lineId?: string },
  ): Promise<readonly Voucher[]> {
    const { state, head } = await this.#sealed(batch);
    const lines = await this.views.ask(new ListVoucherLines(batch, limit, only));
    if (only.lineId !== undefined && lines.length === 0) throw new RefusalError(notFound('batch-line'));
    return this.#vouchersOf(state, head, lines);
  }

  async #sealed(batch: string): Promise<{ readonly state: BatchState; readonly head: VoucherBatch }> {
    const state = await this.batches.load(batch);
    if (!('seal' in state)) throw new RefusalError(wrongStatus(state, 'sealed'));
    const { title, executeOn, seal, makers, approvals } = state;
    const people = [...new Set(makers.map(({ by }) => by))];
    const head = {
      batch,
      title,
      executeOn,
      contentHash: seal.contentHash,
      makers: people,
      approvers: approvals,
    };
    return { state, head };
  }

  #vouchersOf(state: BatchState, head: VoucherBatch, lines: readonly VoucherLine[]): readonly Voucher[] {
    const lineOf = new Map(linesOf(state).map((line) => [line.lineId, line]));
    const site = this.#site();
    return lines.flatMap(({ lineId, budget, answer }) => {
      const line = lineOf.get(lineId);
      return line ? [voucherOf(line, head, { site, budget, answer }, yuanOf)] : [];
    });
  }

  #site(): VoucherSite {
    const { VOUCHER_ADM_DIV, VOUCHER_TYPE, VOUCHER_PAY_TYPE, VOUCHER_SETTLEMENT } = this.settings;
    return {
      admDivCode: VOUCHER_ADM_DIV,
      voucherTypeCode: VOUCHER_TYPE,
      payTypeCode: VOUCHER_PAY_TYPE,
      settlementCode: VOUCHER_SETTLEMENT,
      payer: payerOf(this.settings),
    };
  }
}

const tooManyForASheet = () =>
  refuse(
    'voucher.too-many-lines',
    `批次超过 ${LINES_ON_A_SHEET} 笔，请分页打印（/vouchers）`,
    `The batch has more than ${LINES_ON_A_SHEET} lines; print them in pages (/vouchers)`,
    { facts: { limit: LINES_ON_A_SHEET } },
  );
