import { ROLES, type Role } from '#kernel/actor.js';
import { ACTS, type Act, mayDo } from './duties.js';
import { differentPeople } from './different-people.js';

const acts = Object.keys(ACTS) as Act[];
const actsOf = (role: Role): Act[] => acts.filter((act) => mayDo(role, act));

describe('the table of duties', () => {
  it('lets every role read', () => {
    expect(ROLES.filter((role) => !mayDo(role, 'read'))).toEqual([]);
  });

  it('lets the auditor do nothing but read', () => {
    expect(actsOf('auditor')).toEqual(['read', 'user.change-own-password']);
  });

  it('keeps the administrator away from awards, tranches, batches, budgets, accounts and recoveries', () => {
    const areas = new Set(actsOf('administrator').map((act) => act.split('.')[0]));
    expect([...areas].toSorted()).toEqual([
      'calendar',
      'clock',
      'policy',
      'projections',
      'reactions',
      'read',
      'user',
    ]);
  });

  it('gives the system no act: a process manager never signs in and never approves', () => {
    expect(acts.filter((act) => mayDo('system', act))).toEqual([]);
  });

  it.each([
    ['award.enter-evidence', 'award.verify-evidence'],
    ['award.submit', 'award.approve'],
    ['batch.submit', 'batch.approve'],
    ['account.propose', 'account.confirm'],
    ['recovery.write-off.propose', 'recovery.write-off.approve'],
    ['recovery.refund.propose', 'recovery.refund.approve'],
    ['budget.plan', 'budget.confirm-plan'],
    ['period.propose-closing', 'period.close'],
    ['budget.propose-year-end', 'budget.decide-year-end'],
  ] as const)('gives no role both %s and %s (promise 4)', (first, second) => {
    expect(ROLES.filter((role) => mayDo(role, first) && mayDo(role, second))).toEqual([]);
  });

  it.each([
    ['finance-checker', 'batch.approve', true],
    ['finance-maker', 'batch.approve', false],
    ['programme-officer', 'party.register', true],
    ['programme-verifier', 'award.submit', false],
    ['finance-checker', 'account.confirm', true],
  ] as const)('answers whether %s may do %s with %s', (role, act, expected) => {
    expect(mayDo(role, act)).toBe(expected);
  });
});

describe('two people (promise 4)', () => {
  const li = { id: 'li', role: 'finance-checker' } as const;

  it('lets somebody act who did none of the earlier acts', () => {
    expect(differentPeople(li, [{ act: 'batch.draft', by: 'wang' }])).toBeUndefined();
  });

  it('refuses the same person in another role and names what they did', () => {
    const earlier = [
      { act: 'batch.draft', by: 'wang' },
      { act: 'account.confirm', by: 'li' },
    ] as const;
    expect(differentPeople(li, earlier)).toMatchObject({
      code: 'duty.same-person',
      zh: '此步骤须由他人办理：“确认收款账户”已由您本人办理',
      en: 'Somebody else has to do this: you confirmed the payee account yourself',
      facts: { by: 'li', earlierAct: 'account.confirm' },
    });
  });
});
