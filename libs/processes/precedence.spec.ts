import type { StoredEvent } from '#event-store/envelope.js';
import { sampleEvent } from '#event-store/sample-events.js';
import type { JsonObject } from '#kernel/fen-json.js';
import { PAYEES, precedenceOf } from './precedence.js';

const event = (type: string, stream: string, data: JsonObject): StoredEvent => ({
  ...sampleEvent(type, data),
  type,
  stream,
  revision: 0,
  position: '0000000000000001',
  contentHash: '',
  streamHash: '',
});

const TRANCHE = { award: 'A', trancheNo: 1, attempt: 1 };
const OTHER = { award: 'B', trancheNo: 2, attempt: 1 };
const EVENTS = {
  released: event('TrancheReleased', 'A', TRANCHE),
  paid: event('TranchePaid', 'A', TRANCHE),
  committed: event('BudgetCommitted', 'budget-line-2024', TRANCHE),
  demanded: event('RecoveryDemanded', 'recovery-C', { debtor: 'P' }),
  repaid: event('RepaymentReceived', 'recovery-C', {}),
  drafted: event('BatchDrafted', 'batch-1', { candidates: [TRANCHE, OTHER] }),
  draftedWithout: event('BatchDrafted', 'batch-2', { candidates: [OTHER] }),
  rejected: event('BatchRejected', 'batch-1', { lines: [TRANCHE] }),
  settled: event('LineSettled', 'batch-1', TRANCHE),
  returned: event('LineReturned', 'batch-1', TRANCHE),
  otherPaid: event('TranchePaid', 'B', OTHER),
  bankFile: event('BankAnswerImported', 'bankfile-1', {}),
} as const;
type Name = keyof typeof EVENTS;

/** Whether `later` is held back while `parked` is parked. */
const waits = (later: Name, parked: Name): boolean => {
  const { holds } = precedenceOf(EVENTS[parked]);
  return precedenceOf(EVENTS[later]).waitsFor.some((key) => holds.includes(key));
};

describe('what may overtake a parked event', () => {
  it.each<[Name, Name]>([
    ['released', 'committed'],
    ['released', 'settled'],
    ['committed', 'released'],
    ['drafted', 'released'],
    ['drafted', 'paid'],
    ['rejected', 'drafted'],
    ['repaid', 'demanded'],
  ])('%s does not overtake an earlier %s: same award, batch or case', (later, parked) => {
    expect(waits(later, parked)).toBe(true);
  });

  it.each<[Name]>([['demanded'], ['returned']])(
    'no batch, whatever it is about, overtakes %s: the payee may be in it, with less to get or with an account that failed',
    (parked) => {
      expect(waits('draftedWithout', parked)).toBe(true);
    },
  );

  it.each<[Name, Name]>([
    ['draftedWithout', 'released'],
    ['otherPaid', 'released'],
    ['otherPaid', 'drafted'],
    ['released', 'demanded'],
    ['demanded', 'released'],
    ['bankFile', 'settled'],
  ])('%s flows past %s', (later, parked) => {
    expect(waits(later, parked)).toBe(false);
  });

  it('two demands do not wait for each other', () => {
    expect(precedenceOf(event('RecoveryDemanded', 'recovery-D', {})).waitsFor).not.toContain(PAYEES);
  });
});
