import { Inject, Injectable } from '@nestjs/common';
import { CommandExecutor } from '#event-store/execute.js';
import type { JsonObject } from '#kernel/fen-json.js';
import { orThrow, type Refusal, RefusalError, refuse } from '#kernel/refusal.js';
import { surroundingFaults } from '#policy/book-surroundings.js';
import type { PolicyBook } from '#policy/measure.js';
import { RunPolicyCommand } from '#policy/policy.handler.js';
import { type PolicyCommand, policyDecider, policyStream, type VersionState } from '#policy/policy.js';
import { checkPolicyBook, parsePolicyBook, policyVersionOf } from '#policy/policy-book.js';
import type { PolicyRegister } from '#policy/policy-register.js';
import { programmes } from '#programmes/catalogue.js';
import type { Registers } from '../../platform/registers.js';
import { POLICY_REGISTER, REGISTERS } from '../../platform/tokens.js';
import type { Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { InvalidRequest } from '../http/problem.js';
import { notFound } from '../http/views.js';

/** Versions of policy books: drafted, looked at, and published by somebody else. A book begins with its first draft. */
@Injectable()
export class PolicyDesk {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(POLICY_REGISTER) private readonly register: PolicyRegister,
    @Inject(REGISTERS) private readonly registers: Registers,
  ) {}

  /** @throws InvalidRequest with every fault and its JSON pointer into the book. */
  check(book: string, content: object): PolicyBook {
    const checked = checkPolicyBook(content);
    if ('faults' in checked) throw faulty(checked.faults);
    if (checked.book.book !== book) throw new RefusalError(otherBook(checked.book.book, book));
    const faults = surroundingFaults(checked.book, {
      programmes: programmes.map(({ programme }) => programme),
      others: this.#newest().filter((other) => other.book !== book),
    });
    if (faults.length > 0) throw faulty(faults);
    return checked.book;
  }

  async draft(caller: Caller, book: string, content: object): Promise<object> {
    const { version } = this.check(book, content);
    const command = { type: 'DraftPolicy', book, content: content as JsonObject, by: caller.actor } as const;
    return this.#carryOut(caller, book, version, command);
  }

  async publish(caller: Caller, command: Extract<PolicyCommand, { type: 'PublishPolicy' }>): Promise<object> {
    const { book, version } = command;
    const { status, content } = await this.version(book, version);
    // The other books may have changed since the draft.
    if (status === 'drafted') this.check(book, content);
    return this.#carryOut(caller, book, version, command);
  }

  async versions(book: string): Promise<readonly VersionState[]> {
    const { state } = await this.executor.load(policyDecider, policyStream(book));
    if (state.versions.size === 0) throw new RefusalError(notFound('policy-book'));
    return [...state.versions.values()];
  }

  async version(book: string, version: number): Promise<VersionState> {
    const found = (await this.versions(book)).find((one) => one.version === version);
    if (!found) throw new RefusalError(notFound('policy-version'));
    return found;
  }

  async book(book: string, version: number): Promise<PolicyBook> {
    return orThrow(parsePolicyBook((await this.version(book, version)).content));
  }

  /** The newest published version of a book; undefined while it has drafts only. */
  published(book: string): PolicyBook | undefined {
    return this.#newest().find((one) => one.book === book);
  }

  #newest(): readonly PolicyBook[] {
    return [...new Map(this.register.list().map(({ book }) => [book.book, book])).values()];
  }

  async #carryOut(caller: Caller, book: string, version: number, command: PolicyCommand): Promise<object> {
    const id = policyVersionOf({ book, version });
    const carried = await this.desk.carryOut(
      caller,
      new RunPolicyCommand(command, this.desk.contextOf(caller, id)),
    );
    await this.registers.refresh();
    return this.desk.answer(caller, id, carried, headOf(await this.version(book, version)));
  }
}

const faulty = (faults: readonly Refusal[]): InvalidRequest =>
  new InvalidRequest(faults.map(({ code, zh, en, pointer }) => ({ code, zh, en, pointer: pointer ?? '' })));

/** A version without its text. */
export const headOf = ({ content: _content, ...head }: VersionState): object => head;

const otherBook = (stated: string, book: string) =>
  refuse(
    'policy.other-book',
    `文件属于 ${stated}，不是 ${book}`,
    `The file is of ${stated}, not of ${book}`,
    {
      pointer: '/book',
    },
  );
