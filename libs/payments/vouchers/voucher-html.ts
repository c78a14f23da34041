import { type Fen, sumFen, yuanOf } from '#kernel/money.js';
import { capitalAmount } from './capital-amount.js';
import type { Voucher, VoucherBatch, VoucherField } from './voucher.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one);

const STYLE = `@page{size:A4;margin:15mm}body{font-family:"Noto Serif CJK SC",SimSun,serif;font-size:10.5pt}
section{page-break-after:always}section:last-child{page-break-after:auto}h1{text-align:center;font-size:16pt;letter-spacing:.4em}
table{width:100%;border-collapse:collapse}th,td{border:1px solid #000;padding:4px 6px;text-align:left}th{width:14%;font-weight:normal}
td{width:36%;overflow-wrap:anywhere}.amount{font-size:12pt}.signed{display:flex;justify-content:space-between;margin-top:10mm}
small{display:block;margin-top:4mm;overflow-wrap:anywhere}.list td,.list th{width:auto}.figure{text-align:right}`;

const grouped = (fen: Fen): string => yuanOf(fen).replace(/\B(?=(?:\d{3})+\.)/g, ',');

const cell = ({ name, title, value }: VoucherField): string =>
  `<th title="${name}">${title}</th><td data-field="${name}">${escaped(value)}</td>`;

const pairs = (fields: readonly VoucherField[]): string =>
  Array.from({ length: Math.ceil(fields.length / 2) }, (_, row) => {
    const [left, right] = fields.slice(2 * row, 2 * row + 2);
    return `<tr>${left ? cell(left) : ''}${right ? cell(right) : '<th></th><td></td>'}</tr>`;
  }).join('');

const amountRow = (amountFen: Fen): string =>
  `<tr class="amount"><th>金额（大写）</th><td data-field="capital">${capitalAmount(amountFen)}</td><th>金额（小写）</th><td>¥${grouped(amountFen)}</td></tr>`;

const signed = ({ makers, approvers }: VoucherBatch): string =>
  `<div class="signed"><span>制单：${escaped(makers.join('、'))}</span><span>复核：${escaped(approvers.join('、'))}</span><span>银行盖章：　　　　　　</span></div>`;

const proof = ({ batch, title, contentHash }: VoucherBatch): string =>
  `<small>批次 ${escaped(batch)}（${escaped(title)}），内容摘要 sha256 ${contentHash}</small>`;

const page = (title: string, sections: readonly string[]): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head><body>${sections.join('')}</body></html>`;

const voucherSection = (voucher: Voucher): string =>
  `<section><h1>支付凭证</h1><table>${pairs(voucher.fields)}${amountRow(voucher.amountFen)}</table>${signed(voucher.batch)}${proof(voucher.batch)}</section>`;

/** Vouchers to print, one on a page. */
export const vouchersHtml = (vouchers: readonly Voucher[]): string =>
  page(`支付凭证 ${vouchers[0]?.batch.batch ?? ''}`, vouchers.map(voucherSection));

const valueOf = ({ fields }: Voucher, name: string): string =>
  fields.find((field) => field.name === name)?.value ?? '';

const listRow = (voucher: Voucher, index: number): string => {
  const shown = ['VoucherNo', 'PayeeAcctName', 'PayeeAcctNo', 'PayeeAcctBankName', 'PaySummaryName'].map(
    (name) => `<td>${escaped(valueOf(voucher, name))}</td>`,
  );
  const failed = escaped(valueOf(voucher, 'XAddWord'));
  return `<tr><td>${index + 1}</td>${shown.join('')}<td class="figure">${grouped(voucher.amountFen)}</td><td>${failed}</td></tr>`;
};

/** The voucher of a whole batch: its count and total with the lines below (财政批量业务支付明细). */
export const batchVoucherHtml = (batch: VoucherBatch, vouchers: readonly Voucher[]): string => {
  const totalFen = sumFen(vouchers.map(({ amountFen }) => amountFen));
  const head = ['AdmDivCode', 'StYear', 'VtCode', 'VouDate', 'PayAcctName', 'PayAcctNo'];
  const [first] = vouchers;
  const fields = first ? first.fields.filter(({ name }) => head.includes(name)) : [];
  const titles = ['序号', '凭证号', '收款人户名', '收款人账号', '开户行', '用途', '金额', '失败原因'];
  const list = `<table class="list"><thead><tr>${titles.map((title) => `<th>${title}</th>`).join('')}</tr></thead><tbody>${vouchers.map(listRow).join('')}</tbody></table>`;
  const count = `<tr><th>笔数</th><td>${vouchers.length}</td><th>批次</th><td>${escaped(batch.batch)}</td></tr>`;
  return page(`批量支付凭证 ${batch.batch}`, [
    `<section><h1>批量支付凭证</h1><table>${pairs(fields)}${count}${amountRow(totalFen)}</table>${signed(batch)}${proof(batch)}${list}</section>`,
  ]);
};
