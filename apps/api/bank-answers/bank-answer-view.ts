import type { ImportedFile } from '#payments/reconciliation/bank-file-state.js';

/** How many entries found their payment, and what became of each. */
export const bankAnswerView = ({ header, entries }: ImportedFile): object => {
  const count = (status: ImportedFile['entries'][number]['status']): number =>
    entries.filter((one) => one.status === status).length;
  const unmatched = entries.filter((one) => one.status === 'unmatched');
  return {
    ...header,
    matched: count('matched'),
    unmatched: unmatched.filter(({ lineId }) => lineId === null).length,
    refused: unmatched.filter(({ lineId }) => lineId !== null).length,
    waiting: count('waiting') + count('assigned'),
    entries: entries.map(({ entry, ...status }) => ({ ...entry, ...status })),
  };
};
