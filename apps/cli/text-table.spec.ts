import { grouped, textTable, widthOf } from './text-table.js';

describe('a table on a terminal', () => {
  it.each([
    ['abc', 3],
    ['财政局', 6],
    ['￥1', 3],
    ['第1期', 5],
    ['𠮷野', 4],
  ])('knows that %s takes %i columns', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it('aligns Chinese and Latin text, and amounts to the right', () => {
    const rows = [
      { name: '嘉兴', yuan: '1.00' },
      { name: 'Pinghu', yuan: '420000.00' },
    ];
    const table = textTable(
      [
        { title: '名称', value: ({ name }) => name },
        { title: '元', value: ({ yuan }) => grouped(yuan), align: 'right' },
      ],
      rows,
    );
    expect(table.split('\n')).toEqual([
      '名称            元',
      '──────  ──────────',
      '嘉兴          1.00',
      'Pinghu  420,000.00',
    ]);
  });

  it.each([
    ['0.00', '0.00'],
    ['999.99', '999.99'],
    ['-1234.50', '-1,234.50'],
    ['12345678.90', '12,345,678.90'],
  ])('groups %s as %s', (yuan, shown) => {
    expect(grouped(yuan)).toBe(shown);
  });
});
