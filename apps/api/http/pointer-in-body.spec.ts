import { RefusalError, refuse } from '#kernel/refusal.js';
import { failOfError } from './fail-of-error.js';

const pointed = (code: string, pointer: string): string | undefined =>
  failOfError(new RefusalError(refuse(code, '不行', 'No', { pointer }))).errors?.[0]?.pointer;

describe('the pointer of a problem names the field that was sent', () => {
  it.each([
    ['account.name-differs', '/account/accountName', '/accountName'],
    ['account.number-in-use', '/account/number', '/number'],
    ['salary.below-minimum', '/claim/facts/agreedSalaryYuan', '/facts/agreedSalaryYuan'],
    ['budget.nothing', '/amountFen', '/amountYuan'],
    ['budget.below-committed', '/deltaFen', '/deltaYuan'],
    ['batch.candidate-repeated', '/candidates/0', '/tranches/0'],
    ['batch.empty', '/candidates', '/tranches'],
    ['user.name-taken', '/name', '/user'],
    ['paging.bad-cursor', '/after', '/query/cursor'],
  ])('%s: %s is %s', (code, pointer, inBody) => {
    expect(pointed(code, pointer)).toBe(inBody);
  });

  it.each([
    ['party.no-name', '/name'],
    ['identifier.resident-id-check', '/identifier/value'],
    ['account.id-taken', '/accountId'],
    ['request.facts', '/facts/amountFen'],
    ['fact.missing', '/facts/account'],
  ])('%s: %s stays as it is', (code, pointer) => {
    expect(pointed(code, pointer)).toBe(pointer);
  });
});
