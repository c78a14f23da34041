import type { Actor, Role } from '#kernel/actor.js';
import { fold } from '#kernel/decider.js';
import { given } from '#kernel/decider-spec.js';
import { mayActAs, type RegisterUser, userDecider } from './user.js';
import type { UserEvent } from './user.events.js';

const profile = {
  name: 'wang.fang',
  displayName: '王芳',
  roles: ['finance-maker'],
  passwordHash: '$argon2id$v=19$…',
  demo: false,
} as const;
const registered: UserEvent = { type: 'UserRegistered', data: profile };
const admin: Actor = { id: 'admin', role: 'administrator' };
const disabled: UserEvent = { type: 'UserDisabled', data: { by: 'admin', reason: 'left the bureau' } };

const register = (changes: Partial<RegisterUser> = {}): RegisterUser => ({
  type: 'RegisterUser',
  ...profile,
  ...changes,
});
const changeRoles = (roles: readonly Role[], actor = admin) =>
  ({ type: 'ChangeRoles', roles, actor, reason: 'moved to another desk' }) as const;

describe('a user', () => {
  it('is registered with each role once', () => {
    given(userDecider)
      .when(register({ roles: ['finance-maker', 'finance-maker'] }))
      .then(registered);
  });

  it('keeps the name for ever: separation of duties compares names over the whole history', () => {
    given(userDecider, [registered]).when(register()).thenRefused('user.name-taken');
    given(userDecider, [registered, disabled]).when(register()).thenRefused('user.name-taken');
  });

  it.each(['Wang', 'w', '9wang', 'wang fang', 'w'.repeat(33), ''])('cannot be called “%s”', (name) => {
    given(userDecider).when(register({ name })).thenRefused('user.name-format');
  });

  it.each([
    [[], 'user.no-roles'],
    [['administrator', 'finance-checker'], 'user.roles-incompatible'],
    [['auditor', 'programme-officer'], 'user.roles-incompatible'],
    [['administrator', 'auditor'], 'user.roles-incompatible'],
  ] as const)('cannot hold the roles %j', (roles, code) => {
    given(userDecider).when(register({ roles })).thenRefused(code);
    given(userDecider, [registered]).when(changeRoles(roles)).thenRefused(code);
  });

  it('may hold several other roles and acts in one of them at a time', () => {
    const history = [
      registered,
      {
        type: 'UserRolesChanged',
        data: {
          from: ['finance-maker'],
          to: ['finance-checker', 'programme-officer'],
          by: 'admin',
          reason: 'moved to another desk',
        },
      },
    ] satisfies UserEvent[];
    given(userDecider, [registered])
      .when(changeRoles(['programme-officer', 'finance-checker']))
      .then(history[1]!);
    const state = fold(userDecider, history);
    expect(mayActAs(state, 'finance-checker')).toBe(true);
    expect(mayActAs(state, 'finance-maker')).toBe(false);
  });

  it('is not changed by roles it already has', () => {
    given(userDecider, [registered])
      .when(changeRoles(['finance-maker']))
      .then();
  });

  it('cannot change its own roles, and the attempt is on record (promise 4)', () => {
    given(userDecider, [registered])
      .when(changeRoles(['administrator'], { id: 'wang.fang', role: 'administrator' }))
      .thenRefused('duty.same-person', {
        type: 'UserRolesChangeRefused',
        data: { to: ['administrator'], by: 'wang.fang', reasonCode: 'duty.same-person' },
      });
  });

  it('cannot disable itself, so the last administrator cannot lock everybody out', () => {
    given(userDecider, [{ ...registered, data: { ...profile, name: 'admin', roles: ['administrator'] } }])
      .when({ type: 'DisableUser', actor: admin, reason: 'by mistake' })
      .thenRefused('duty.same-person');
  });

  it('acts in no role once disabled, whatever its token says', () => {
    given(userDecider, [registered])
      .when({ type: 'DisableUser', actor: admin, reason: 'left the bureau' })
      .then(disabled);
    expect(mayActAs(fold(userDecider, [registered, disabled]), 'finance-maker')).toBe(false);
    given(userDecider, [registered, disabled])
      .when(changeRoles(['finance-checker']))
      .thenRefused('user.disabled');
    given(userDecider, [registered, disabled])
      .when({ type: 'DisableUser', actor: admin, reason: 'again' })
      .then();
  });

  it('may change its own password', () => {
    const actor: Actor = { id: 'wang.fang', role: 'finance-maker' };
    given(userDecider, [registered])
      .when({ type: 'ChangePassword', passwordHash: 'new', actor })
      .then({ type: 'UserPasswordChanged', data: { passwordHash: 'new', by: 'wang.fang' } });
    given(userDecider)
      .when({ type: 'ChangePassword', passwordHash: 'new', actor })
      .thenRefused('user.unknown');
  });
});
