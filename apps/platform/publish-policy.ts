import type { CommandExecutor } from '#event-store/execute.js';
import { SYSTEM } from '#kernel/actor.js';
import type { Clock } from '#kernel/clock.js';
import { derivedUuid } from '#kernel/ids.js';
import { isRefusal, RefusalError } from '#kernel/refusal.js';
import type { PolicyBook } from '#policy/measure.js';
import { loadPolicyFiles } from '#policy/load-policy-files.js';
import { parsePolicyBook } from '#policy/policy-book.js';
import { type PolicyCommand, policyDecider, policyStream } from '#policy/policy.js';

/** The policy books that ship with the service, checked. */
export const shippedBooks = async (): Promise<readonly PolicyBook[]> => {
  const files = await loadPolicyFiles();
  return files.map((file) => {
    const book = parsePolicyBook(file);
    if (isRefusal(book)) throw new RefusalError(book);
    return book;
  });
};

/** Publishes what is not published yet. A file that was edited under a published version stops the start. */
export const publishShippedBooks = async (
  executor: CommandExecutor,
  clock: Clock,
  books: readonly PolicyBook[],
): Promise<void> => {
  for (const { book, version, content, contentHash } of books) {
    const give = async (command: PolicyCommand): Promise<void> => {
      const commandId = derivedUuid('shipped-policy', command.type, book, version, contentHash);
      const outcome = await executor.execute(policyDecider, policyStream(book), command, {
        commandId,
        actor: SYSTEM,
        now: clock.now(),
        correlationId: commandId,
        causationId: null,
        policyVersion: `${book}@${version}`,
      });
      if (outcome.refusal) throw new RefusalError(outcome.refusal);
    };
    await give({ type: 'DraftPolicy', book, content, by: SYSTEM });
    await give({ type: 'PublishPolicy', book, version, by: SYSTEM });
  }
};
