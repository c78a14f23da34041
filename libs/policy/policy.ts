import { unreachable } from '#kernel/assert.js';
import type { Actor } from '#kernel/actor.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { accept, type Decider, type Decision, type DomainEvent, reject } from '#kernel/decider.js';
import type { JsonObject } from '#kernel/fen-json.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { PolicyBook } from './measure.js';
import { parsePolicyBook } from './policy-book.js';

/** Hands in a version of a policy book; it counts for nobody yet. */
export interface DraftPolicy {
  readonly type: 'DraftPolicy';
  readonly book: string;
  readonly content: JsonObject;
  readonly by: Actor;
}

/**
 * Puts a drafted version in force. Another person than the drafter does it; at start-up both are the system. A version that counts from
 * a day before `on` says so: awards decided since then may be owed more, or less.
 */
export interface PublishPolicy {
  readonly type: 'PublishPolicy';
  readonly book: string;
  readonly version: number;
  readonly by: Actor;
  readonly on?: BusinessDate;
  readonly retroactive?: boolean;
}

export type PolicyCommand = DraftPolicy | PublishPolicy;

interface VersionData {
  readonly book: string;
  readonly version: number;
  readonly policyVersion: string;
  readonly effectiveFrom: BusinessDate;
  readonly contentHash: string;
  readonly content: JsonObject;
}

export type PolicyDrafted = DomainEvent<'PolicyDrafted', VersionData & { readonly by: string }>;
export type PolicyPublished = DomainEvent<
  'PolicyPublished',
  VersionData & { readonly by: string; readonly retroactive?: true }
>;
/** From its first day on the newer version counts for new decisions; running awards keep theirs. */
export type PolicySuperseded = DomainEvent<
  'PolicySuperseded',
  {
    readonly policyVersion: string;
    readonly version: number;
    readonly supersededBy: string;
    readonly from: BusinessDate;
  }
>;
/** The drafter tried to publish alone. Refused, and kept because auditors look for it. */
export type PolicyPublicationRefused = DomainEvent<
  'PolicyPublicationRefused',
  { readonly policyVersion: string; readonly version: number; readonly by: string }
>;
export type PolicyEvent = PolicyDrafted | PolicyPublished | PolicySuperseded | PolicyPublicationRefused;

export interface VersionState extends VersionData {
  readonly status: 'drafted' | 'published' | 'superseded';
  readonly draftedBy: string;
}

/** Versions of one book by number. */
export interface PolicyState {
  readonly versions: ReadonlyMap<number, VersionState>;
}

export const policyStream = (book: string): string => `policy-${book}`;

export const policyDecider: Decider<PolicyCommand, PolicyState, PolicyEvent> = {
  initialState: () => ({ versions: new Map() }),
  evolve: (state, event) => {
    switch (event.type) {
      case 'PolicyDrafted': {
        const { by: draftedBy, ...version } = event.data;
        return withVersion(state, { ...version, draftedBy, status: 'drafted' });
      }
      case 'PolicyPublished':
        return withStatus(state, event.data.version, 'published');
      case 'PolicySuperseded':
        return withStatus(state, event.data.version, 'superseded');
      case 'PolicyPublicationRefused':
        return state;
      default:
        return unreachable(event);
    }
  },
  decide: (command, state) => {
    switch (command.type) {
      case 'DraftPolicy':
        return draft(command, state);
      case 'PublishPolicy':
        return publish(command, state);
      default:
        return unreachable(command);
    }
  },
};

const withVersion = (state: PolicyState, version: VersionState): PolicyState => ({
  versions: new Map(state.versions).set(version.version, version),
});

const withStatus = (state: PolicyState, number: number, status: VersionState['status']): PolicyState => {
  const version = state.versions.get(number);
  return version ? withVersion(state, { ...version, status }) : state;
};

const draft = ({ book, content, by }: DraftPolicy, state: PolicyState): Decision<PolicyEvent> => {
  const parsed = parsePolicyBook(content);
  if (isRefusal(parsed)) return reject(parsed);
  if (parsed.book !== book) return reject(otherBook(parsed, book));
  const same = state.versions.get(parsed.version);
  if (same) return same.contentHash === parsed.contentHash ? accept() : reject(otherContent(parsed));
  const refusal = outOfOrder(parsed, state);
  if (refusal) return reject(refusal);
  const { version, policyVersion, effectiveFrom, contentHash } = parsed;
  return accept({
    type: 'PolicyDrafted',
    data: { book, version, policyVersion, effectiveFrom, contentHash, content, by: by.id },
  });
};

const publish = (command: PublishPolicy, state: PolicyState): Decision<PolicyEvent> => {
  const { book, version, by } = command;
  const drafted = state.versions.get(version);
  if (!drafted) return reject(notDrafted(book, version));
  if (drafted.status !== 'drafted') return accept();
  const { draftedBy, status: _status, ...data } = drafted;
  const { policyVersion, effectiveFrom } = data;
  if (by.role !== 'system' && by.id === draftedBy) {
    const attempt = { policyVersion, version, by: by.id };
    return reject(samePerson(policyVersion), { type: 'PolicyPublicationRefused', data: attempt });
  }
  const current = [...state.versions.values()].find(({ status }) => status === 'published');
  const refusal = (current && tooEarly(drafted, current)) ?? inThePast(command, drafted);
  if (refusal) return reject(refusal);
  const isRetroactive = command.on !== undefined && effectiveFrom < command.on;
  const published: PolicyPublished = {
    type: 'PolicyPublished',
    data: { ...data, by: by.id, ...(isRetroactive && { retroactive: true }) },
  };
  if (!current) return accept(published);
  return accept<PolicyEvent>(published, {
    type: 'PolicySuperseded',
    data: {
      policyVersion: current.policyVersion,
      version: current.version,
      supersededBy: policyVersion,
      from: effectiveFrom,
    },
  });
};

/** Versions are handed in upwards and take effect in that order, so that a day never falls back to an older one. */
const outOfOrder = ({ version, policyVersion }: PolicyBook, state: PolicyState): Refusal | undefined => {
  const latest = Math.max(0, ...state.versions.keys());
  if (version > latest) return undefined;
  return refuse(
    'policy.version-out-of-order',
    `${policyVersion} 低于已有的第 ${latest} 版`,
    `${policyVersion} comes after version ${latest}`,
    { pointer: '/content/version', facts: { latest } },
  );
};

const tooEarly = (drafted: VersionState, current: VersionState): Refusal | undefined => {
  if (drafted.version < current.version) {
    return refuse(
      'policy.version-out-of-order',
      `${current.policyVersion} 已发布，不能再发布 ${drafted.policyVersion}`,
      `${current.policyVersion} is published; ${drafted.policyVersion} cannot follow it`,
      { pointer: '/version' },
    );
  }
  if (drafted.effectiveFrom >= current.effectiveFrom) return undefined;
  return refuse(
    'policy.effective-before-current',
    `${drafted.policyVersion} 的生效日早于 ${current.policyVersion} 的生效日 ${current.effectiveFrom}`,
    `${drafted.policyVersion} would take effect before ${current.policyVersion} (${current.effectiveFrom})`,
    { pointer: '/content/effectiveFrom', facts: { effectiveFrom: current.effectiveFrom } },
  );
};

const inThePast = (
  { on, retroactive }: PublishPolicy,
  { policyVersion, effectiveFrom }: VersionState,
): Refusal | undefined => {
  if (on === undefined || retroactive || effectiveFrom >= on) return undefined;
  return refuse(
    'policy.effective-in-past',
    `${policyVersion} 的生效日 ${effectiveFrom} 早于今天 ${on}，须明示为追溯调整`,
    `${policyVersion} takes effect on ${effectiveFrom}, before today (${on}); say that it is retroactive`,
    { pointer: '/retroactive', facts: { effectiveFrom, today: on } },
  );
};

const otherBook = (parsed: PolicyBook, book: string): Refusal =>
  refuse(
    'policy.other-book',
    `文件属于 ${parsed.book}，不是 ${book}`,
    `The file is of ${parsed.book}, not of ${book}`,
    {
      pointer: '/content/book',
    },
  );

const otherContent = ({ policyVersion }: PolicyBook): Refusal =>
  refuse(
    'policy.version-has-other-content',
    `${policyVersion} 已存在且内容不同，请使用新的版本号`,
    `${policyVersion} exists with other content; hand it in as a new version`,
    { pointer: '/content/version' },
  );

const notDrafted = (book: string, version: number): Refusal =>
  refuse('policy.not-drafted', `没有 ${book}@${version} 的草稿`, `${book}@${version} was never drafted`, {
    pointer: '/version',
  });

const samePerson = (policyVersion: string): Refusal =>
  refuse(
    'policy.same-person',
    `${policyVersion} 须由起草人以外的人员发布`,
    `${policyVersion} must be published by another person than the one who drafted it`,
    { pointer: '/by' },
  );
