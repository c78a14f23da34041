import type { FactDefinition } from '#policy/fact-definition.js';
import { readItems } from './item-cells.js';

const COLUMNS = [
  { name: 'month', type: 'month', zh: '月份', en: 'Month' },
  { name: 'paidYuan', type: 'yuan', zh: '金额', en: 'Amount' },
] as unknown as Parameters<typeof readItems>[0];
const asStated = (_definition: FactDefinition, text: string): string => text;

describe('Several rows of one fact in a cell', () => {
  it.each([
    ['one after the other', '2024-01|800.00;2024-02|900.00'],
    ['in lines, with room around them', '2024-01 | 800.00\n 2024-02 | 900.00 \n'],
  ])('are read %s', (_how, text) => {
    expect(readItems(COLUMNS, text, asStated)).toEqual([
      { month: '2024-01', paidYuan: '800.00' },
      { month: '2024-02', paidYuan: '900.00' },
    ]);
  });

  it('leave out what is not stated, and stay a text when there is more than the fact has columns', () => {
    expect(readItems(COLUMNS, '2024-01|', asStated)).toEqual([{ month: '2024-01' }]);
    expect(readItems(COLUMNS, '2024-01|800|EUR', asStated)).toBe('2024-01|800|EUR');
  });
});
