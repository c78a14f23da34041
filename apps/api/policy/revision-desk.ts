import { Inject, Injectable } from '@nestjs/common';
import { CommandExecutor } from '#event-store/execute.js';
import { shortId } from '#kernel/ids.js';
import { RefusalError } from '#kernel/refusal.js';
import {
  type DraftedPackage,
  noSuchRevision,
  type RevisionCommand,
  revisionDecider,
} from '#revisions/revision.js';
import { RunRevisionCommand } from '#revisions/revision.handler.js';
import { REVISION_LIST, revisionListDecider } from '#revisions/revision-list.js';
import type { Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { wired } from '../http/wired.js';
import { PolicyDesk } from './policy-desk.js';
import { WhatIfDesk } from './what-if-desk.js';

const PAGE = 50;

interface RevisionFilter {
  readonly book?: string;
  readonly status?: string;
  readonly limit?: number;
}

/** Packages of top-ups and recoveries: drafted from what was paid, approved by somebody else. */
@Injectable()
export class RevisionDesk {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(PolicyDesk) private readonly policies: PolicyDesk,
    @Inject(WhatIfDesk) private readonly whatIf: WhatIfDesk,
  ) {}

  async draft(caller: Caller, book: string, version: number): Promise<object> {
    const { policyVersion, items } = await this.whatIf.adjustments(book, version);
    const id = `revision-${shortId(book, version, caller.commandId)}`;
    const of = { revision: id, book, version, policyVersion, items, by: caller.actor };
    return this.#carryOut(caller, id, { type: 'DraftPackage', ...of });
  }

  async approve(caller: Caller, id: string, itemsHash: string): Promise<object> {
    const { book, version } = (await this.#package(id)).draft;
    const published = (await this.policies.version(book, version)).status !== 'drafted';
    const by = caller.actor.id;
    return this.#carryOut(caller, id, { type: 'ApprovePackage', itemsHash, published, by });
  }

  async carryOut(caller: Caller, id: string, command: RevisionCommand): Promise<object> {
    await this.#package(id);
    return this.#carryOut(caller, id, command);
  }

  /** The newest first; items are left out. */
  async list({ book, status, limit = PAGE }: RevisionFilter): Promise<readonly object[]> {
    const { state: listed } = await this.executor.load(revisionListDecider, REVISION_LIST);
    const found: object[] = [];
    for (const { revision, book: of } of listed.toReversed()) {
      if (found.length === limit) break;
      if (book !== undefined && of !== book) continue;
      const { items: _items, ...head } = viewOf(await this.#package(revision));
      if (status === undefined || head.status === status) found.push(head);
    }
    return found;
  }

  async show(id: string): Promise<unknown> {
    return wired(viewOf(await this.#package(id)));
  }

  async #package(id: string): Promise<DraftedPackage> {
    const { state } = await this.executor.load(revisionDecider, id);
    if (state.status === 'none') throw new RefusalError(noSuchRevision());
    return state;
  }

  async #carryOut(caller: Caller, id: string, command: RevisionCommand): Promise<object> {
    const carried = await this.desk.carryOut(
      caller,
      new RunRevisionCommand(id, command, this.desk.contextOf(caller)),
    );
    return this.desk.answer(caller, id, carried, viewOf(await this.#package(id)));
  }
}

/** Every item with what became of it; null while it waits. */
const viewOf = ({ status, draft, parts, approvedBy, rejection, outcomes }: DraftedPackage) => {
  // On the wire `revision` is the number that `ETag` carries.
  const { draftedBy, revision: id, ...head } = draft;
  const became = new Map([...outcomes.values()].flat().map((one) => [one.itemNo, one]));
  const items = parts.flat().map((item, index) => {
    const itemNo = index + 1;
    return { ...item, ...(became.get(itemNo) ?? { outcome: null }), itemNo };
  });
  return { id, ...head, status, draftedBy: draftedBy.id, approvedBy, rejection, items };
};
