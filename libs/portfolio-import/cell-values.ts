import { addDays, businessDate, parseBusinessDate } from '#kernel/business-date.js';
import { parseYuan, yuanOf } from '#kernel/money.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import { remembered } from './remembered.js';
import type { Choice, ColumnType } from './sheets.js';
import type { TableCell } from './tables/table-row.js';

/** Reads a cell as its column wants it, into the text that the wire has: yuan with two places, days as `YYYY-MM-DD`. */
export const readCell = (column: ColumnType, cell: TableCell, daysFrom1904: boolean): string | Refusal => {
  if (cell.kind === 'error') return notAValue(cell.text);
  const value = cell.text.normalize('NFKC').trim();
  if (FORMULA.test(value)) return formulaLike();
  switch (column.type) {
    case 'yuan':
      return readYuan(value);
    case 'date':
      return remembered(DAYS, `${value} ${cell.kind} ${daysFrom1904}`, () =>
        readDay(value, cell.kind === 'number', daysFrom1904),
      );
    case 'number':
      return /^[1-9]\d{0,5}$/.test(value) ? value : notANumber();
    case 'choice':
      return readChoice(column.choices, value);
    case 'identifier':
      return cell.kind === 'number' && lostDigits(value) ? digitsLost() : value;
    case 'text':
      return readText(cell.text.trim(), column.most, cell.kind === 'number');
  }
};

// A text that the next spreadsheet would run. No name, number or amount begins like this.
const FORMULA = /^[=+@\t]|^-\D/;

const SAFE_DIGITS = 15;
const lostDigits = (value: string): boolean =>
  /e\+/i.test(value) || value.replace(/\D/g, '').length > SAFE_DIGITS;

const THOUSANDS = /^(\d{1,3})(,\d{3})+(\.\d*)?$/;

const readYuan = (value: string): string | Refusal => {
  const plain = value.replace(/^[¥￥]\s*/, '').replace(/元$/, '');
  const fen = parseYuan(THOUSANDS.test(plain) ? plain.replaceAll(',', '') : plain);
  if (isRefusal(fen)) return fen;
  return fen < 0n ? negative() : yuanOf(fen);
};

/** Days repeat in a portfolio, and working one out takes longer than looking it up. */
const DAYS = new Map<string, string | Refusal>();

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const COMPACT_DAY = /^(\d{4})(\d{2})(\d{2})$/;

/** Day 60 of the 1900 calendar is a 29 February that never was, so days count from 30 December 1899 after it. */
const LAST_WRONG_DAY = 60;
const LAST_DAY = 80_000;

const readDay = (value: string, isNumber: boolean, daysFrom1904: boolean): string | Refusal => {
  const match = DAY.exec(value) ?? COMPACT_DAY.exec(value);
  if (match) {
    const [, year, month = '', day = ''] = match;
    return parseBusinessDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) ?? notADay();
  }
  const serial = Number(value);
  if (!isNumber || !Number.isInteger(serial) || serial <= LAST_WRONG_DAY || serial > LAST_DAY)
    return notADay();
  return addDays(businessDate(daysFrom1904 ? '1904-01-01' : '1899-12-30'), serial);
};

export const readChoice = (choices: readonly Choice[], value: string): string | Refusal =>
  choices.find((choice) => [choice.value, choice.zh, choice.en].some((word) => sameWord(word, value)))
    ?.value ?? notAChoice(choices);

const sameWord = (first: string, second: string): boolean =>
  first.normalize('NFKC').toLowerCase() === second.toLowerCase();

const readText = (value: string, most: number, isNumber: boolean): string | Refusal => {
  if (isNumber && lostDigits(value)) return digitsLost();
  return value.length <= most ? value : tooLong(most);
};

const notAValue = (text: string): Refusal =>
  refuse('import-cell.error', `单元格是错误值 ${text}`, `The cell has the error ${text}`);
const formulaLike = (): Refusal =>
  refuse(
    'import-cell.formula',
    '以 = + - @ 开头的内容会被当作公式，不予接受',
    'A text that begins with = + - @ would be run as a formula',
  );
const negative = (): Refusal => refuse('import-cell.negative', '金额不能为负', 'An amount is not negative');
const notADay = (): Refusal =>
  refuse('import-cell.date', '不是日期，应为 2024-03-01', 'Not a day; expected 2024-03-01');
const notANumber = (): Refusal =>
  refuse('import-cell.number', '应为正整数', 'A whole number above zero is expected');
const digitsLost = (): Refusal =>
  refuse(
    'import-cell.digits-lost',
    '号码按数字存储，已丢失末尾数字；请将该列设为文本后重新填写',
    'The number was kept as a figure and has lost its last digits; make the column text and enter it again',
  );
const tooLong = (most: number): Refusal =>
  refuse('import-cell.too-long', `超过 ${most} 个字符`, `More than ${most} characters`);
const notAChoice = (choices: readonly Choice[]): Refusal =>
  refuse(
    'import-cell.choice',
    `应为：${choices.map(({ zh }) => zh).join('、')}`,
    `One of these is expected: ${choices.map(({ en }) => en).join(', ')}`,
  );
