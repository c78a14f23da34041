import { businessDate } from '#kernel/business-date.js';
import { fold } from '#kernel/decider.js';
import type { AccountKind, PartyEvent } from './parties.events.js';
import { given } from '#kernel/decider-spec.js';
import { partyDecider } from './parties.js';
import { payableAccount } from './payable-account.js';

const day = businessDate;
const registered: PartyEvent = {
  type: 'PartyRegistered',
  data: {
    party: 'party-1',
    kind: 'enterprise',
    name: '样例公司',
    identifier: { kind: 'unified-social-credit-code', value: '91330400MA00000001' },
    bornOn: null,
    nationality: null,
    county: null,
  },
};
const account = { number: '33001', accountName: '样例公司', bankCode: '105335000018', bankName: '建行' };
const opened = (accountId: string, accountKind?: AccountKind, usableFrom?: string): PartyEvent[] => [
  {
    type: 'AccountProposed',
    data: { accountId, account, proposedBy: 'o', ...(accountKind && { accountKind }) },
  },
  {
    type: 'AccountConfirmed',
    data: { accountId, confirmedBy: 'v', replaces: null, ...(usableFrom && { usableFrom: day(usableFrom) }) },
  },
];
const payable = (events: readonly PartyEvent[], on: string, basicOnly = false) =>
  payableAccount(fold(partyDecider, [registered, ...events]), { on: day(on), basicOnly });

describe('the account that money may go to', () => {
  it('is the one in use', () => {
    expect(payable(opened('A'), '2024-03-01')).toMatchObject({ accountId: 'A' });
    expect(payable([], '2024-03-01')).toMatchObject({ code: 'payee.no-account' });
  });

  it.each([
    ['2024-03-05', { code: 'payee.account-cooling-off', facts: { usableFrom: '2024-03-06' } }],
    ['2024-03-06', { accountId: 'B' }],
  ])('after a change, only when it has cooled off: %s (practice 2.11)', (on, expected) => {
    expect(payable(opened('B', undefined, '2024-03-06'), on)).toMatchObject(expected);
  });

  it.each<[AccountKind | undefined, object]>([
    ['basic', { accountId: 'A' }],
    ['general', { code: 'payee.not-basic-account', facts: { accountKind: 'general' } }],
    [undefined, { code: 'payee.not-basic-account', facts: { accountKind: null } }],
  ])('is the basic one where the measure asks for that: %s (practice E25)', (kind, expected) => {
    expect(payable(opened('A', kind), '2024-03-01', true)).toMatchObject(expected);
    expect(payable(opened('A', kind), '2024-03-01')).toMatchObject({ accountId: 'A' });
  });
});

describe('the cooling-off of an account', () => {
  const v = { id: 'v', role: 'finance-checker' } as const;
  const proposed = (accountId: string): PartyEvent => ({
    type: 'AccountProposed',
    data: { accountId, account, proposedBy: 'o' },
  });
  const confirm = (accountId: string) =>
    ({ type: 'ConfirmAccount', accountId, actor: v, usableFrom: day('2024-03-06') }) as const;
  const blocked: PartyEvent = {
    type: 'AccountBlocked',
    data: { accountId: 'A', reasonCode: 'AC04', reason: '', cause: 'line-1' },
  };

  it('does not concern the first account of a payee', () => {
    given(partyDecider, [registered, proposed('A')])
      .when(confirm('A'))
      .then({ type: 'AccountConfirmed', data: { accountId: 'A', confirmedBy: 'v', replaces: null } });
  });

  it.each([
    ['replaces another', [], 'A'],
    ['comes after one that the bank refused', [blocked], null],
  ])('concerns one that %s', (_how, between, replaces) => {
    given(partyDecider, [registered, ...opened('A'), ...between, proposed('B')])
      .when(confirm('B'))
      .then({
        type: 'AccountConfirmed',
        data: { accountId: 'B', confirmedBy: 'v', replaces, usableFrom: day('2024-03-06') },
      });
  });
});

describe('the kind of an account', () => {
  const officer = { id: 'o', role: 'programme-officer' } as const;
  const propose = { type: 'ProposeAccount', accountId: 'A', actor: officer, accountKind: 'basic' } as const;

  it('is stated of units only (practice E25)', () => {
    const stated = {
      number: '33001000000009',
      accountName: '样例公司',
      bankCode: '105335000018',
      bankName: '建行',
    };
    given(partyDecider, [registered])
      .when({ ...propose, account: stated })
      .then({
        type: 'AccountProposed',
        data: { accountId: 'A', account: stated, accountKind: 'basic', proposedBy: 'o' },
      });
    const person = { ...registered, data: { ...registered.data, kind: 'person', name: '李' } } as PartyEvent;
    given(partyDecider, [person])
      .when({ ...propose, account: stated })
      .thenRefused('account.kind-of-person');
  });
});
