import { UsageError } from '../exit-codes.js';
import { say } from '../speech.js';

/** The path of a version as people write it: `JX24@2`. */
export const pathOf = (stated: string): string => {
  const [book, version] = stated.split('@');
  if (!book || !version)
    throw new UsageError(say('error.option', { option: '<version>', choices: 'JX24@2' }));
  return `/v1/policy-books/${encodeURIComponent(book)}/drafts/${encodeURIComponent(version)}`;
};
