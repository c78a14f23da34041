import { differentPeople } from '#access/different-people.js';
import type { Actor } from '#kernel/actor.js';
import { assert, unreachable } from '#kernel/assert.js';
import { contentHash } from '#kernel/content-hash.js';
import { accept, type Decider, type Decision, reject } from '#kernel/decider.js';
import { type Fen, sumFen } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { ItemOutcome, PackageDrafted, RevisionEvent, RevisionItem } from './revision.events.js';

/** Hands in the list that a version with effect from before leads to. */
export interface DraftPackage {
  readonly type: 'DraftPackage';
  readonly revision: string;
  readonly book: string;
  readonly version: number;
  readonly policyVersion: string;
  readonly items: readonly RevisionItem[];
  readonly by: Actor;
}

/** By a second person, for the list they have seen. */
export interface ApprovePackage {
  readonly type: 'ApprovePackage';
  readonly itemsHash: string;
  /** Whether the version is in force; before that it changes nobody's award. */
  readonly published: boolean;
  readonly by: string;
}

export interface RejectPackage {
  readonly type: 'RejectPackage';
  readonly reason: string;
  readonly by: string;
}

/** Given by the process manager once every item of a part has its outcome. */
export interface RecordPart {
  readonly type: 'RecordPart';
  readonly part: number;
  readonly outcomes: readonly ItemOutcome[];
}

export type RevisionCommand = DraftPackage | ApprovePackage | RejectPackage | RecordPart;

export type RevisionState = { readonly status: 'none' } | DraftedPackage;

export interface DraftedPackage {
  readonly status: 'drafted' | 'approved' | 'rejected' | 'carried-out';
  readonly draft: Omit<PackageDrafted['data'], 'items'>;
  /** By part. */
  readonly parts: readonly (readonly RevisionItem[])[];
  readonly approvedBy: string | null;
  readonly rejection: string | null;
  /** By part; a part that is still to be carried out has none. */
  readonly outcomes: ReadonlyMap<number, readonly ItemOutcome[]>;
}

const ITEMS_PER_EVENT = 500;

/** What the approver confirms: every item, in its order. */
export const itemsHashOf = (items: readonly RevisionItem[]): string => contentHash({ items });

/** The number of an item in the whole list, from 1. */
export const itemNoOf = (part: number, index: number): number => part * ITEMS_PER_EVENT + index + 1;

const evolve = (state: RevisionState, event: RevisionEvent): RevisionState => {
  if (event.type === 'PackageDrafted') {
    const { items, ...draft } = event.data;
    const nothing = { approvedBy: null, rejection: null, outcomes: new Map() };
    return { status: 'drafted', draft, parts: [items], ...nothing };
  }
  assert(state.status !== 'none', `${event.type} before the draft`);
  switch (event.type) {
    case 'PackageItemsAdded':
      return { ...state, parts: [...state.parts, event.data.items] };
    case 'PackageApproved':
      return { ...state, status: 'approved', approvedBy: event.data.approvedBy };
    case 'PackageRejected':
      return { ...state, status: 'rejected', rejection: event.data.reason };
    case 'PackagePartCarriedOut': {
      const outcomes = new Map(state.outcomes).set(event.data.part, event.data.outcomes);
      return {
        ...state,
        outcomes,
        status: outcomes.size === state.parts.length ? 'carried-out' : 'approved',
      };
    }
    case 'PackagePartApproved':
    case 'PackageApprovalRefused':
      return state;
    default:
      return unreachable(event);
  }
};

const decide = (command: RevisionCommand, state: RevisionState): Decision<RevisionEvent> => {
  if (command.type === 'DraftPackage')
    return state.status === 'none' ? draft(command) : reject(wrongStatus(state));
  if (state.status === 'none') return reject(noSuchRevision());
  switch (command.type) {
    case 'ApprovePackage':
      return approve(command, state);
    case 'RejectPackage': {
      const { reason, by } = command;
      if (state.status !== 'drafted') return reject(wrongStatus(state));
      return accept({ type: 'PackageRejected', data: { revision: state.draft.revision, reason, by } });
    }
    case 'RecordPart': {
      const { part, outcomes } = command;
      if (state.status !== 'approved' || state.outcomes.has(part)) return accept();
      const { revision } = state.draft;
      return accept({ type: 'PackagePartCarriedOut', data: { revision, part, outcomes } });
    }
    default:
      return unreachable(command);
  }
};

/** A list of top-ups and recoveries on its way to the awards: drafted, approved whole by a second person, carried out item by item. */
export const revisionDecider: Decider<RevisionCommand, RevisionState, RevisionEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};

const draft = ({ revision, items, by, ...of }: DraftPackage): Decision<RevisionEvent> => {
  if (items.length === 0) return reject(nothingToAdjust(of.policyVersion));
  const { book, version, policyVersion } = of;
  const [first, ...others] = partsOf(items);
  const drafted: RevisionEvent = {
    type: 'PackageDrafted',
    data: {
      revision,
      book,
      version,
      policyVersion,
      count: items.length,
      topUpFen: totalOf(items, 'top-up'),
      recoveryFen: totalOf(items, 'recovery'),
      itemsHash: itemsHashOf(items),
      items: first ?? [],
      draftedBy: by,
    },
  };
  const added = others.map((list, index): RevisionEvent => {
    const data = { revision, part: index + 1, items: list };
    return { type: 'PackageItemsAdded', data };
  });
  return accept(drafted, ...added);
};

const partsOf = (items: readonly RevisionItem[]): readonly (readonly RevisionItem[])[] =>
  Array.from({ length: Math.ceil(items.length / ITEMS_PER_EVENT) }, (_, part) =>
    items.slice(part * ITEMS_PER_EVENT, (part + 1) * ITEMS_PER_EVENT),
  );

const totalOf = (items: readonly RevisionItem[], kind: RevisionItem['kind']): Fen =>
  sumFen(items.filter((item) => item.kind === kind).map(({ amountFen }) => amountFen));

const approve = (
  { itemsHash, published, by }: ApprovePackage,
  state: DraftedPackage,
): Decision<RevisionEvent> => {
  if (state.status !== 'drafted') return reject(wrongStatus(state));
  const { revision, draftedBy, policyVersion, itemsHash: own } = state.draft;
  const conflict = differentPeople({ id: by }, [{ act: 'revision.draft', by: draftedBy.id }]);
  if (conflict) return reject(conflict, { type: 'PackageApprovalRefused', data: { revision, by } });
  if (itemsHash !== own) return reject(otherList(own));
  if (!published) return reject(notPublished(policyVersion));
  const approved: RevisionEvent = { type: 'PackageApproved', data: { revision, itemsHash, approvedBy: by } };
  const parts = state.parts.map((_, part): RevisionEvent => {
    return { type: 'PackagePartApproved', data: { revision, part } };
  });
  return accept(approved, ...parts);
};

export const noSuchRevision = (): Refusal =>
  refuse('revision.not-found', '没有此追溯调整清单', 'There is no such package of a revision');

const nothingToAdjust = (policyVersion: string): Refusal =>
  refuse(
    'revision.nothing-to-adjust',
    `${policyVersion} 不改变任何已付金额`,
    `${policyVersion} changes nothing that was paid`,
    { facts: { policyVersion } },
  );

const wrongStatus = ({ status }: { readonly status: string }): Refusal =>
  refuse(
    'revision.wrong-status',
    `清单的当前状态“${status}”不能办理此事项`,
    `Not possible while the package is ${status}`,
    { facts: { status } },
  );

const otherList = (itemsHash: string): Refusal =>
  refuse(
    'revision.other-list',
    '清单内容与您审核的不一致，请重新查看后审批',
    'The list is not the one you have seen; look at it again before you approve it',
    { clause: 'promise 4', pointer: '/itemsHash', facts: { itemsHash } },
  );

const notPublished = (policyVersion: string): Refusal =>
  refuse(
    'revision.not-published',
    `${policyVersion} 尚未发布，清单不能审批`,
    `${policyVersion} is not published; its package cannot be approved yet`,
    { facts: { policyVersion } },
  );
