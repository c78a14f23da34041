import { accountOf } from '#ledger/accounts.js';
import { yuanOf } from '#kernel/money.js';
import type { JournalPosting } from '#projections/journal/journal.queries.js';
import type { TableColumn } from '#table-files/table.js';

type Language = 'zh' | 'en';

const text = (
  title: string,
  value: (row: JournalPosting) => string | number | null,
): TableColumn<JournalPosting> => ({
  title,
  kind: 'text',
  value: (row) => value(row)?.toString() ?? null,
});

/** The journal as finance reads it. */
export const journalColumns = (language: Language): readonly TableColumn<JournalPosting>[] => {
  const say = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  return [
    text(say('生效日期', 'Effective on'), (row) => row.effectiveOn),
    text(say('登记日期', 'Recorded on'), (row) => row.recordedOn),
    text(say('日志位置', 'Position'), (row) => row.position),
    text(say('事件', 'Event'), (row) => row.eventType),
    text(say('科目', 'Account'), (row) => row.account),
    text(say('科目名称', 'Account name'), (row) => accountOf(row.account)[language]),
    { title: say('借方（元）', 'Debit (yuan)'), kind: 'amount', value: (row) => yuanOf(row.debitFen) },
    { title: say('贷方（元）', 'Credit (yuan)'), kind: 'amount', value: (row) => yuanOf(row.creditFen) },
    text(say('预算年度', 'Fiscal year'), (row) => row.fiscalYear),
    text(say('预算科目', 'Budget line'), (row) => row.budgetLine),
    text(say('资助', 'Award'), (row) => row.award),
    text(say('期次', 'Tranche'), (row) => row.trancheNo),
    text(say('付款次数', 'Attempt'), (row) => row.attempt),
    text(say('对象', 'Party'), (row) => row.party),
    text(say('追缴案件', 'Recovery case'), (row) => row.recoveryCase),
    text(say('付款明细', 'Payment'), (row) => row.batchLine),
  ];
};
