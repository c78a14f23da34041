import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';

export const MEMBER_ROLES = ['core', 'member'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** A person in a team, by the id of the party. */
export interface TeamMember {
  readonly person: string;
  readonly role: MemberRole;
  readonly from: BusinessDate;
}

export type TeamRegistered = DomainEvent<
  'TeamRegistered',
  {
    readonly party: string;
    /** As publicised. */
    readonly name: string;
    /** Number in the register of the programme; null where the name and the leader tell teams apart. */
    readonly registryNumber: string | null;
    readonly leader: string;
    /** The unit that employs the team and whose account receives its money. */
    readonly host: string;
    readonly from: BusinessDate;
    readonly members: readonly TeamMember[];
    readonly county: string | null;
  }
>;

export const TEAM_CHANGES = ['leader-replaced', 'joined', 'left'] as const;

export interface TeamChange {
  readonly does: (typeof TEAM_CHANGES)[number];
  readonly person: string;
  /** Of the member; the leader has none. */
  readonly role: MemberRole | null;
  /** First day of whoever joins or leads; last day of whoever leaves. */
  readonly on: BusinessDate;
}

/** A change of leader or core member, which waits for a second person (practice E16). */
export type TeamChangeProposed = DomainEvent<
  'TeamChangeProposed',
  {
    readonly changeNo: number;
    readonly change: TeamChange;
    readonly reason: string;
    readonly proposedBy: string;
  }
>;

/** `changeNo`: of the proposal; null for members who are not core. */
export type TeamChanged = DomainEvent<
  'TeamChanged',
  { readonly changeNo: number | null; readonly change: TeamChange; readonly by: string }
>;

/** Somebody tried to approve the change they had proposed. */
export type TeamChangeRefused = DomainEvent<
  'TeamChangeRefused',
  { readonly changeNo: number; readonly by: string; readonly reasonCode: string }
>;

export type TeamChangeRejected = DomainEvent<
  'TeamChangeRejected',
  { readonly changeNo: number; readonly reason: string; readonly by: string }
>;

export type TeamEvent =
  TeamRegistered | TeamChangeProposed | TeamChanged | TeamChangeRefused | TeamChangeRejected;
