import type { Actor } from '#kernel/actor.js';
import { businessDate } from '#kernel/business-date.js';
import { fictitiousCreditCode, fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import { fold } from '#kernel/decider.js';
import { given } from '#kernel/decider-spec.js';
import { partyDecider } from './parties.js';
import type { BankAccountDetails, PartyEvent } from './parties.events.js';
import { partyId } from './party-id.js';
import { accountInUse, partySnapshot, type RegisteredParty, tierOn } from './party-state.js';
import type { RegisterParty } from './register-party.js';

const bornOn = businessDate('1990-03-07');
const residentId = fictitiousResidentId(bornOn, 1);
const person: PartyEvent = {
  type: 'PartyRegistered',
  data: {
    party: 'party-1',
    kind: 'person',
    name: '李明',
    identifier: { kind: 'resident-id', value: residentId },
    bornOn,
    nationality: 'CHN',
    county: null,
  },
};
const enterprise: PartyEvent = {
  type: 'PartyRegistered',
  data: {
    party: 'party-2',
    kind: 'enterprise',
    name: '嘉兴（甲）科技有限公司',
    identifier: { kind: 'unified-social-credit-code', value: fictitiousCreditCode(1) },
    bornOn: null,
    nationality: null,
    county: '南湖区',
  },
};

const register = (changes: Partial<RegisterParty> = {}): RegisterParty => ({
  type: 'RegisterParty',
  party: 'party-1',
  kind: 'person',
  name: '李明',
  identifier: { kind: 'resident-id', value: residentId },
  nationality: 'CHN',
  ...changes,
});

const wang: Actor = { id: 'wang', role: 'finance-maker' };
const li: Actor = { id: 'li', role: 'finance-checker' };
const account: BankAccountDetails = {
  number: '6222021234567890123',
  accountName: '嘉兴（甲）科技有限公司',
  bankCode: '102335000015',
  bankName: '工商银行嘉兴分行',
};
const proposed = (accountId: string, number = account.number): PartyEvent => ({
  type: 'AccountProposed',
  data: { accountId, account: { ...account, number }, proposedBy: 'wang' },
});
const confirmed = (accountId: string, replaces: string | null = null): PartyEvent => ({
  type: 'AccountConfirmed',
  data: { accountId, confirmedBy: 'li', replaces },
});
const closed = { reasonCode: 'AC04', reason: 'closed account', cause: 'batch-1/line-1' };
const blocked: PartyEvent = { type: 'AccountBlocked', data: { accountId: 'first', ...closed } };
const stateOf = (...events: PartyEvent[]) => fold(partyDecider, events) as RegisteredParty;

describe('the id of a party', () => {
  const key = new Uint8Array(32).fill(7);

  it('is the same for the same identifier, so nobody is registered twice', () => {
    const id = partyId('person', 'resident-id', residentId, key);
    expect(id).toMatch(/^party-[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(partyId('person', 'resident-id', residentId, key)).toBe(id);
    const code = fictitiousCreditCode(1);
    expect(partyId('enterprise', 'unified-social-credit-code', code, key)).toBe(
      partyId('institution', 'unified-social-credit-code', code, key),
    );
  });

  it('differs for another person, and cannot be computed with another key', () => {
    const ids = [
      partyId('person', 'resident-id', residentId, key),
      partyId('person', 'resident-id', fictitiousResidentId(bornOn, 2), key),
      partyId('person', 'resident-id', residentId, new Uint8Array(32).fill(8)),
    ];
    expect(new Set(ids).size).toBe(3);
    expect(() => partyId('person', 'resident-id', residentId, new Uint8Array(31))).toThrow('32 bytes');
  });
});

describe('registering a party', () => {
  it('takes the birthday from the resident identity number and keeps the number in its normal form', () => {
    given(partyDecider)
      .when(register({ identifier: { kind: 'resident-id', value: residentId.toLowerCase() } }))
      .then(person);
  });

  it('answers a second registration with the id of the first', () => {
    const refusal = given(partyDecider, [person]).when(register()).thenRefused('party.already-registered');
    expect(refusal.facts).toEqual({ party: 'party-1' });
  });

  it('names the fields, never their content, when the second registration says something else', () => {
    const refusal = given(partyDecider, [person])
      .when(register({ name: '黎明', county: '秀洲区' }))
      .thenRefused('party.registered-otherwise');
    expect(refusal.facts).toEqual({ party: 'party-1', fields: 'name,county' });
    expect(JSON.stringify(refusal)).not.toContain('黎明');
  });

  const code = { kind: 'unified-social-credit-code', value: fictitiousCreditCode(1) } as const;
  it.each([
    [
      'a birthday other than the one in the identifier (GB 11643)',
      { bornOn: businessDate('1990-03-08') },
      'party.birthday-differs',
    ],
    ['a person with a credit code', { identifier: code }, 'party.identifier-kind'],
    ['an enterprise with an identity number', { kind: 'enterprise' }, 'party.identifier-kind'],
    [
      'an enterprise with a birthday',
      { kind: 'enterprise', identifier: code, bornOn },
      'party.birthday-of-organisation',
    ],
    ['an empty name', { name: ' ' }, 'party.no-name'],
    [
      'a wrong identifier',
      { identifier: { kind: 'resident-id', value: '1' } },
      'identifier.resident-id-format',
    ],
  ] as const)('refuses %s', (_, changes, code) => {
    given(partyDecider).when(register(changes)).thenRefused(code);
  });

  it('comes before everything else', () => {
    given(partyDecider)
      .when({ type: 'ConfirmAccount', accountId: 'first', actor: li })
      .thenRefused('party.unknown');
  });
});

describe('a payee account', () => {
  it('is proposed by one person and put in use by another (promise 4)', () => {
    given(partyDecider, [enterprise])
      .when({ type: 'ProposeAccount', accountId: 'first', account, actor: wang })
      .then(proposed('first'));
    given(partyDecider, [enterprise, proposed('first')])
      .when({ type: 'ConfirmAccount', accountId: 'first', actor: li })
      .then(confirmed('first'));
    expect(accountInUse(stateOf(enterprise, proposed('first')))).toBeUndefined();
    expect(accountInUse(stateOf(enterprise, proposed('first'), confirmed('first')))).toMatchObject({
      accountId: 'first',
      proposedBy: 'wang',
      confirmedBy: 'li',
    });
  });

  it('is not confirmed by its editor in another role, and the attempt is on record (promise 4)', () => {
    given(partyDecider, [enterprise, proposed('first')])
      .when({ type: 'ConfirmAccount', accountId: 'first', actor: { id: 'wang', role: 'finance-checker' } })
      .thenRefused('duty.same-person', {
        type: 'AccountConfirmationRefused',
        data: { accountId: 'first', by: 'wang', reasonCode: 'duty.same-person' },
      });
  });

  const two = [enterprise, proposed('first'), confirmed('first'), proposed('second', '12345678')];

  it('replaces the one in use when it is confirmed, not when it is proposed', () => {
    expect(accountInUse(stateOf(...two))?.accountId).toBe('first');
    given(partyDecider, two)
      .when({ type: 'ConfirmAccount', accountId: 'second', actor: li })
      .then(confirmed('second', 'first'));
    const state = stateOf(...two, confirmed('second', 'first'));
    expect(state.accounts.map(({ accountId, status }) => [accountId, status])).toEqual([
      ['first', 'replaced'],
      ['second', 'in-use'],
    ]);
  });

  it('belongs to the organisation itself, whatever the width of its brackets (practice 2.11)', () => {
    given(partyDecider, [enterprise])
      .when({
        type: 'ProposeAccount',
        accountId: 'first',
        account: { ...account, accountName: '嘉兴(甲)科技有限公司' },
        actor: wang,
      })
      .then({
        type: 'AccountProposed',
        data: {
          accountId: 'first',
          account: { ...account, accountName: '嘉兴(甲)科技有限公司' },
          proposedBy: 'wang',
        },
      });
    given(partyDecider, [enterprise])
      .when({
        type: 'ProposeAccount',
        accountId: 'first',
        account: { ...account, accountName: '嘉兴（乙）科技有限公司' },
        actor: wang,
      })
      .thenRefused('account.owner-differs');
  });

  it('of a person may be spelt as the bank spells it', () => {
    given(partyDecider, [person])
      .when({
        type: 'ProposeAccount',
        accountId: 'first',
        account: { ...account, accountName: 'LI MING' },
        actor: wang,
      })
      .then({
        type: 'AccountProposed',
        data: { accountId: 'first', account: { ...account, accountName: 'LI MING' }, proposedBy: 'wang' },
      });
  });

  it.each([
    ['with an id that is taken', two, { accountId: 'first' }, 'account.id-taken'],
    ['with a number that is in use', two, { accountId: 'third' }, 'account.already-known'],
    [
      'with a number that waits for confirmation',
      two.slice(0, 2),
      { accountId: 'third' },
      'account.already-known',
    ],
    [
      'with a short number',
      [enterprise],
      { account: { ...account, number: '123' } },
      'identifier.bank-account-format',
    ],
    [
      'with a short bank code',
      [enterprise],
      { account: { ...account, bankCode: '1' } },
      'identifier.bank-code-format',
    ],
  ])('is refused %s', (_, history, changes, code) => {
    given(partyDecider, history)
      .when({ type: 'ProposeAccount', accountId: 'new', account, actor: wang, ...changes })
      .thenRefused(code);
  });

  it('that was rejected is never confirmed', () => {
    const rejected: PartyEvent = {
      type: 'AccountRejected',
      data: { accountId: 'first', rejectedBy: 'li', reason: 'wrong branch' },
    };
    given(partyDecider, [enterprise, proposed('first')])
      .when({ type: 'RejectAccount', accountId: 'first', actor: li, reason: 'wrong branch' })
      .then(rejected);
    given(partyDecider, [enterprise, proposed('first'), rejected])
      .when({ type: 'ConfirmAccount', accountId: 'first', actor: li })
      .thenRefused('account.not-proposed');
  });

  it('E24 receives no money once the bank has closed it, and is blocked once', () => {
    const history = [enterprise, proposed('first'), confirmed('first')];
    const block = { type: 'BlockAccount', accountId: 'first', ...closed } as const;
    given(partyDecider, history).when(block).then(blocked);
    expect(accountInUse(stateOf(...history, blocked))).toBeUndefined();
    given(partyDecider, [...history, blocked])
      .when(block)
      .then();
    given(partyDecider, [enterprise, proposed('first')])
      .when(block)
      .thenRefused('account.never-in-use');
  });

  it('takes over from a blocked one without replacing it', () => {
    given(partyDecider, [...two, blocked])
      .when({ type: 'ConfirmAccount', accountId: 'second', actor: li })
      .then(confirmed('second'));
  });
});

describe('a talent tier', () => {
  const from = businessDate('2024-02-29');
  const recognise = { type: 'RecogniseTier', tier: 'senior', from, basis: '嘉人才〔2024〕3号' } as const;
  // Five years after 29 February 2024 is 28 February 2029; the day before is the last.
  const until = businessDate('2029-02-27');
  const recognised: PartyEvent = {
    type: 'TierRecognised',
    data: { tier: 'senior', from, until, basis: '嘉人才〔2024〕3号' },
  };

  it('counts for five years', () => {
    given(partyDecider, [person]).when(recognise).then(recognised);
  });

  it.each([
    ['2024-02-28', undefined],
    ['2024-02-29', 'senior'],
    ['2029-02-27', 'senior'],
    ['2029-02-28', undefined],
  ])('is on %s: %s', (day, tier) => {
    expect(tierOn(stateOf(person, recognised), businessDate(day))?.tier).toBe(tier);
  });

  it('is recognised once for the same day, and for persons only (JX24-7.1)', () => {
    given(partyDecider, [person, recognised]).when(recognise).thenRefused('tier.already-recognised');
    given(partyDecider, [enterprise]).when(recognise).thenRefused('tier.not-a-person');
  });

  it('is gone once revoked', () => {
    const revokedOn = businessDate('2025-01-01');
    const revoked: PartyEvent = {
      type: 'TierRevoked',
      data: { tier: 'senior', revokedOn, reason: 'false papers' },
    };
    const revoke = { type: 'RevokeTier', revokedOn, reason: 'false papers' } as const;
    given(partyDecider, [person, recognised]).when(revoke).then(revoked);
    expect(tierOn(stateOf(person, recognised, revoked), revokedOn)).toBeUndefined();
    given(partyDecider, [person, recognised, revoked]).when(revoke).thenRefused('tier.not-recognised');
  });

  describe('expires', () => {
    const expired: PartyEvent = { type: 'TierExpired', data: { tier: 'senior', until } };
    const expire = { type: 'ExpireTier', until, on: businessDate('2029-02-28') } as const;

    it('once, after its last day', () => {
      given(partyDecider, [person, recognised]).when(expire).then(expired);
      given(partyDecider, [person, recognised])
        .when({ ...expire, on: until })
        .then();
      given(partyDecider, [person, recognised, expired]).when(expire).then();
    });

    it('and still counts for the days before', () => {
      expect(tierOn(stateOf(person, recognised, expired), until)?.tier).toBe('senior');
    });

    it('not when a later recognition took its place or it was revoked', () => {
      const later = businessDate('2026-01-01');
      const upgraded: PartyEvent = {
        type: 'TierRecognised',
        data: {
          tier: 'high-end',
          from: later,
          until: businessDate('2030-12-31'),
          basis: '嘉人才〔2026〕1号',
        },
      };
      const revoked: PartyEvent = {
        type: 'TierRevoked',
        data: { tier: 'senior', revokedOn: later, reason: 'false papers' },
      };
      given(partyDecider, [person, recognised, upgraded]).when(expire).then();
      given(partyDecider, [person, recognised, revoked]).when(expire).then();
    });
  });
});

describe('a ban (decision 27)', () => {
  const ban = (cause: string, until: string) => ({
    from: businessDate('2024-05-01'),
    until: businessDate(until),
    reason: 'false evidence',
    cause,
  });
  const banned = (cause: string, until: string): PartyEvent => ({
    type: 'PartyBanned',
    data: ban(cause, until),
  });

  it('lasts until the last day of the longest', () => {
    const state = stateOf(person, banned('recovery-1', '2027-04-30'), banned('recovery-2', '2026-12-31'));
    expect(partySnapshot(state)).toEqual({ party: 'party-1', kind: 'person', bannedUntil: '2027-04-30' });
  });

  it('is imposed once per cause', () => {
    const history = [person, banned('recovery-1', '2027-04-30')];
    given(partyDecider, [person])
      .when({ type: 'ImposeBan', ...ban('recovery-1', '2027-04-30') })
      .then(history[1]!);
    given(partyDecider, history)
      .when({ type: 'ImposeBan', ...ban('recovery-1', '2027-04-30') })
      .then();
    given(partyDecider, history)
      .when({ type: 'ImposeBan', ...ban('recovery-1', '2029-04-30') })
      .thenRefused('ban.imposed-otherwise');
    given(partyDecider, history)
      .when({ type: 'ImposeBan', ...ban('recovery-2', '2024-04-30') })
      .thenRefused('ban.ends-before-it-begins');
  });
});

describe('the snapshot an application keeps', () => {
  it.each([
    ['2025-03-06', 34],
    ['2025-03-07', 35],
  ])('states the age on the selection day %s: %d (decision 6)', (day, age) => {
    expect(partySnapshot(stateOf(person), businessDate(day)).ageOnSelection).toBe(age);
  });

  it('has nothing personal in it', () => {
    expect(partySnapshot(stateOf(enterprise), bornOn)).toEqual({ party: 'party-2', kind: 'enterprise' });
  });
});
