import { hashPassword } from '#access/passwords.js';
import { userDecider, userStream } from '#access/user.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { type Role, SYSTEM } from '#kernel/actor.js';
import type { Clock } from '#kernel/clock.js';
import { derivedUuid } from '#kernel/ids.js';
import { RefusalError } from '#kernel/refusal.js';
import type { Settings } from './settings.js';

export interface DemoPerson {
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
}

/** One person per desk, two where the law wants two; they can sign in outside production only. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { name: 'officer', displayName: '经办 小周', role: 'programme-officer' },
  { name: 'officer2', displayName: '经办 小吴', role: 'programme-officer' },
  { name: 'verifier', displayName: '审核 老郑', role: 'programme-verifier' },
  { name: 'approver', displayName: '审批 王处', role: 'programme-verifier' },
  { name: 'maker', displayName: '财政制单 小冯', role: 'finance-maker' },
  { name: 'checker', displayName: '财政复核 陈科', role: 'finance-checker' },
  { name: 'checker2', displayName: '财政复核 褚科', role: 'finance-checker' },
  { name: 'auditor', displayName: '审计 老卫', role: 'auditor' },
  { name: 'admin', displayName: '管理员', role: 'administrator' },
];

export const DEMO_PASSWORD = 'demo-tranche';

/** Demo people outside production; in production the first administrator, whose password comes from the environment. */
export const registerFirstPeople = async (
  executor: CommandExecutor,
  clock: Clock,
  settings: Settings,
): Promise<void> => {
  const register = async (person: DemoPerson, password: string, demo: boolean): Promise<void> => {
    const { revision } = await executor.load(userDecider, userStream(person.name));
    if (revision !== undefined) return;
    const { name, displayName, role } = person;
    const commandId = derivedUuid('first-people', name);
    const outcome = await executor.execute(
      userDecider,
      userStream(name),
      {
        type: 'RegisterUser',
        name,
        displayName,
        roles: [role],
        passwordHash: await hashPassword(password),
        demo,
      },
      // The salt makes every hash of one password different; the id alone says which command this is.
      {
        commandId,
        commandHash: commandId,
        actor: SYSTEM,
        now: clock.now(),
        correlationId: commandId,
        causationId: null,
      },
    );
    if (outcome.refusal) throw new RefusalError(outcome.refusal);
  };
  if (!settings.isProduction) {
    await Promise.all(DEMO_PEOPLE.map((person) => register(person, DEMO_PASSWORD, true)));
  } else if (settings.TRANCHE_ADMIN_PASSWORD) {
    await register(
      { name: 'admin', displayName: '管理员', role: 'administrator' },
      settings.TRANCHE_ADMIN_PASSWORD,
      false,
    );
  }
};
