import { MigrationRefused } from '#event-store/postgres/migrate.js';
import { isRefusal, RefusalError } from '#kernel/refusal.js';
import { isAddressTaken, Unsuccessful, UsageError } from './exit-codes.js';
import { type Problem, ServiceProblem, ServiceUnreachable } from './service-client.js';
import { cliLanguage, say } from './speech.js';

/** What went wrong, in the language of the user; empty when it has been said already. */
export const explain = (error: unknown): string => {
  if (error instanceof ServiceProblem) return problemText(error.problem);
  if (error instanceof ServiceUnreachable)
    return `✖ ${say('error.unreachable', { reason: error.message })}\n  ${say('error.startIt')}`;
  if (error instanceof MigrationRefused) return `✖ ${error.message}`;
  if (error instanceof UsageError || error instanceof Unsuccessful)
    return error.message && `✖ ${error.message}`;
  if (error instanceof RefusalError && isRefusal(error.refusal))
    return `✖ ${error.refusal.code}\n  ${error.refusal[cliLanguage]}`;
  if (isParserError(error)) return '';
  if (isAddressTaken(error)) return `✖ ${say('error.port', { address: `${error.address}:${error.port}` })}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** The argument parser has printed its own message. */
const isParserError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');

const problemText = ({ code, detail, clause, errors = [] }: Problem): string => {
  const faults = errors.map((fault) => `  ${fault.pointer}: ${fault[cliLanguage]}`);
  return [`✖ ${code}${clause ? `（${clause}）` : ''}`, `  ${detail}`, ...faults].join('\n');
};
