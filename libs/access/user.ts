import type { Actor, Role } from '#kernel/actor.js';
import { assert, unreachable } from '#kernel/assert.js';
import { accept, type Decider, type Decision, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { UserEvent, UserRegistered } from './user.events.js';

export interface UserProfile {
  /** Sign-in name; also the actor id that separation of duties compares. Never given to another person. */
  readonly name: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly passwordHash: string;
  readonly demo: boolean;
}

export type UserState =
  | { readonly status: 'unknown' }
  | ({ readonly status: 'active' } & UserProfile)
  | ({ readonly status: 'disabled' } & UserProfile);

export type RegisterUser = { readonly type: 'RegisterUser' } & UserRegistered['data'];

export interface ChangeRoles {
  readonly type: 'ChangeRoles';
  readonly roles: readonly Role[];
  readonly actor: Actor;
  readonly reason: string;
}

/** Pass a `commandHash` of the request with it: the salt makes every hash of the same password another content. */
export interface ChangePassword {
  readonly type: 'ChangePassword';
  readonly passwordHash: string;
  readonly actor: Actor;
}

export interface DisableUser {
  readonly type: 'DisableUser';
  readonly actor: Actor;
  readonly reason: string;
}

export type UserCommand = RegisterUser | ChangeRoles | ChangePassword | DisableUser;

export const userStream = (name: string): string => `user-${name}`;

/** Whether the user may act in a role now; a token that was signed earlier is no proof of it. */
export const mayActAs = (state: UserState, role: Role): boolean =>
  state.status === 'active' && state.roles.includes(role);

const NAME = /^[a-z][a-z0-9.-]{1,31}$/;

/** These two stand outside the flow of money: one hands out its roles, the other judges it. */
const STANDS_ALONE: readonly Role[] = ['administrator', 'auditor'];

const checkRoles = (roles: readonly Role[]): Refusal | undefined => {
  if (roles.length === 0) {
    return refuse('user.no-roles', '用户至少应有一个角色', 'A user has at least one role', {
      pointer: '/roles',
    });
  }
  const alone = STANDS_ALONE.find((role) => roles.includes(role));
  if (!alone || roles.every((role) => role === alone)) return undefined;
  return refuse(
    'user.roles-incompatible',
    '管理员和审计人员不得兼任其他角色',
    'An administrator or auditor holds no other role',
    { clause: 'promise 4', pointer: '/roles', facts: { role: alone } },
  );
};

const register = ({ type: _type, ...profile }: RegisterUser, state: UserState): Decision<UserEvent> => {
  if (state.status !== 'unknown') return reject(nameTaken(profile.name));
  if (!NAME.test(profile.name)) return reject(badName());
  const refusal = checkRoles(profile.roles);
  if (refusal) return reject(refusal);
  return accept({ type: 'UserRegistered', data: { ...profile, roles: distinct(profile.roles) } });
};

const changeRoles = (command: ChangeRoles, state: UserState): Decision<UserEvent> => {
  const refusal = checkActive(state) ?? checkRoles(command.roles);
  if (refusal) return reject(refusal);
  assert(state.status === 'active', 'Checked above');
  const [to, by] = [distinct(command.roles), command.actor.id];
  if (by === state.name) {
    const own = ownUser('变更本人的角色', 'change your own roles');
    return reject(own, { type: 'UserRolesChangeRefused', data: { to, by, reasonCode: own.code } });
  }
  if (to.join() === distinct(state.roles).join()) return accept();
  return accept({ type: 'UserRolesChanged', data: { from: state.roles, to, by, reason: command.reason } });
};

const changePassword = (command: ChangePassword, state: UserState): Decision<UserEvent> => {
  const refusal = checkActive(state);
  if (refusal) return reject(refusal);
  const { passwordHash, actor } = command;
  return accept({ type: 'UserPasswordChanged', data: { passwordHash, by: actor.id } });
};

const disable = ({ actor, reason }: DisableUser, state: UserState): Decision<UserEvent> => {
  if (state.status === 'disabled') return accept();
  const refusal = checkActive(state);
  if (refusal) return reject(refusal);
  assert(state.status === 'active', 'Checked above');
  // Otherwise the last administrator could lock everybody out.
  if (actor.id === state.name) return reject(ownUser('停用本人的用户', 'disable your own user'));
  return accept({ type: 'UserDisabled', data: { by: actor.id, reason } });
};

/** Each once and in one order, so that the same roles are the same content. */
const distinct = (roles: readonly Role[]): readonly Role[] => [...new Set(roles)].toSorted();

const checkActive = (state: UserState): Refusal | undefined => {
  if (state.status === 'unknown') return refuse('user.unknown', '没有此用户', 'There is no such user');
  if (state.status === 'disabled') return refuse('user.disabled', '该用户已停用', 'The user is disabled');
  return undefined;
};

const nameTaken = (name: string): Refusal =>
  refuse('user.name-taken', `用户名“${name}”已被使用`, `The user name "${name}" is taken`, {
    pointer: '/name',
  });

const badName = (): Refusal =>
  refuse(
    'user.name-format',
    '用户名应为2至32个小写字母、数字、点或连字符，以字母开头',
    'A user name has 2 to 32 small letters, digits, dots or hyphens and starts with a letter',
    { pointer: '/name' },
  );

const ownUser = (zh: string, en: string): Refusal =>
  refuse(
    'duty.same-person',
    `不能${zh}：须由其他管理员办理`,
    `You cannot ${en}; another administrator has to`,
    {
      clause: 'promise 4',
    },
  );

export const userDecider: Decider<UserCommand, UserState, UserEvent> = {
  initialState: () => ({ status: 'unknown' }),
  evolve: (state, event) => {
    if (event.type === 'UserRegistered') return { status: 'active', ...event.data };
    assert(state.status !== 'unknown', `${event.type} of a user that was never registered`);
    switch (event.type) {
      case 'UserRolesChanged':
        return { ...state, roles: event.data.to };
      case 'UserRolesChangeRefused':
        return state;
      case 'UserPasswordChanged':
        return { ...state, passwordHash: event.data.passwordHash };
      case 'UserDisabled':
        return { ...state, status: 'disabled' };
      default:
        return unreachable(event);
    }
  },
  decide: (command, state) => {
    switch (command.type) {
      case 'RegisterUser':
        return register(command, state);
      case 'ChangeRoles':
        return changeRoles(command, state);
      case 'ChangePassword':
        return changePassword(command, state);
      case 'DisableUser':
        return disable(command, state);
      default:
        return unreachable(command);
    }
  },
};
