import { UsageError } from './exit-codes.js';
import { say } from './speech.js';

/** `elite-leader-7K3M/1` → the first tranche of that award. */
export const trancheIn = (text: string): { readonly award: string; readonly trancheNo: number } => {
  const [, award, no] = /^([^/]+)\/([1-9]\d?)$/.exec(text) ?? [];
  if (!award) throw new UsageError(say('error.tranche', { text }));
  return { award, trancheNo: Number(no) };
};
