import type { Role } from '#kernel/actor.js';
import type { DomainEvent } from '#kernel/decider.js';

export type UserRegistered = DomainEvent<
  'UserRegistered',
  {
    readonly name: string;
    readonly displayName: string;
    readonly roles: readonly Role[];
    readonly passwordHash: string;
    /** Made for demonstrations; a production service refuses to sign it in. */
    readonly demo: boolean;
  }
>;

export type UserRolesChanged = DomainEvent<
  'UserRolesChanged',
  {
    readonly from: readonly Role[];
    readonly to: readonly Role[];
    readonly by: string;
    readonly reason: string;
  }
>;

/** Somebody tried to change their own roles. */
export type UserRolesChangeRefused = DomainEvent<
  'UserRolesChangeRefused',
  { readonly to: readonly Role[]; readonly by: string; readonly reasonCode: string }
>;

export type UserPasswordChanged = DomainEvent<
  'UserPasswordChanged',
  { readonly passwordHash: string; readonly by: string }
>;

export type UserDisabled = DomainEvent<'UserDisabled', { readonly by: string; readonly reason: string }>;

export type UserEvent =
  UserRegistered | UserRolesChanged | UserRolesChangeRefused | UserPasswordChanged | UserDisabled;
