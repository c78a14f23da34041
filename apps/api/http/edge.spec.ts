import { AmbiguousWrite } from '#event-store/event-store.js';
import { RefusalError, refuse } from '#kernel/refusal.js';
import { publicData } from '../audit/public-data.js';
import { faultOfBody } from './body-parsers.js';
import { revisionIn, waitMsIn } from './caller.js';
import { failOfError } from './fail-of-error.js';
import { InvalidRequest, languageOf, statusOf } from './problem.js';

describe('Prefer: wait', () => {
  it.each([
    [undefined, 10_000],
    ['wait=0', 0],
    ['respond-async, wait=5', 5_000],
    ['wait=31', 30_000],
    ['wait="7"', 7_000],
    ['wait=soon', 10_000],
    ['await=3', 10_000],
  ])('%s waits %d ms: ten seconds by default, thirty at most', (prefer, ms) => {
    expect(waitMsIn(prefer)).toBe(ms);
  });
});

describe('If-Match', () => {
  it.each([
    [undefined, undefined],
    ['*', undefined],
    ['"0"', 0],
    ['"12"', 12],
  ])('%s is revision %s', (header, revision) => {
    expect(revisionIn(header)).toBe(revision);
  });

  it.each(['12', 'W/"12"', '"-1"', '"1", "2"', ''])('%j is no revision', (header) => {
    expect(() => revisionIn(header)).toThrow(InvalidRequest);
  });
});

describe('the status of a refusal', () => {
  it.each([
    ['award.not-found', 404],
    ['command.stale-revision', 412],
    ['idempotency.in-flight', 409],
    ['access.role', 403],
    ['token.expired', 401],
    ['view.behind', 503],
    ['cap.years-used-up', 422],
  ])('%s is %d', (code, status) => {
    expect(statusOf(code)).toBe(status);
  });
});

describe('an error', () => {
  it('that nobody expected says nothing about itself', () => {
    const fail = failOfError(new Error('password of the database: hunter2'));
    expect(fail).toMatchObject({ status: 500, code: 'service.failed' });
    expect(JSON.stringify(fail)).not.toContain('hunter2');
  });

  it('of a write whose outcome is unknown asks for the same key again (promise 6)', () => {
    expect(failOfError(new AmbiguousWrite('award', new Error('gone')))).toMatchObject({
      status: 503,
      code: 'command.outcome-unknown',
    });
  });

  it('that is a refusal keeps code, clause, figures and field', () => {
    const refusal = refuse('cap.exhausted', '额度已用完', 'Used up', {
      clause: 'JX24-4.1',
      pointer: '/amount',
      facts: { leftYuan: '0.00' },
    });
    expect(failOfError(new RefusalError(refusal))).toMatchObject({
      status: 422,
      code: 'cap.exhausted',
      clause: 'JX24-4.1',
      facts: { leftYuan: '0.00' },
      errors: [{ pointer: '/amount', code: 'cap.exhausted' }],
    });
  });
});

describe('the language of an answer', () => {
  it.each([
    [undefined, 'zh'],
    ['zh-TW', 'zh'],
    ['fr', 'zh'],
    ['en', 'en'],
    ['EN-us;q=0.8, zh', 'en'],
  ])('for %s is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('a body', () => {
  const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);

  it.each([
    ['sixteen levels deep', nested(16), undefined],
    ['seventeen levels deep', nested(17), 'body.too-deep'],
    ['with a NUL in a text', { a: ['b\u0000'] }, 'body.unusable-text'],
    ['with a NUL in a name', { 'a\u0000': 1 }, 'body.unusable-text'],
    ['with half a character', { a: '\ud800' }, 'body.unusable-text'],
    ['with a whole character of two halves', { a: '😀' }, undefined],
    ['with an endless number', { a: JSON.parse('1e999') as number }, 'body.unusable-number'],
  ])('%s is answered with %s', (_what, body, code) => {
    expect(faultOfBody(body)?.code).toBe(code);
  });
});

describe('what the log shows of people (promise 10)', () => {
  it('hides numbers, birthdays and passwords at any depth, and nothing else', () => {
    const data = {
      name: '张三',
      bornOn: '1990-05-01',
      identifier: { kind: 'resident-id', value: '330402199005011234' },
      lines: [{ account: { number: '6217001234567890128', bankCode: '105335000018' }, netFen: '100' }],
      passwordHash: '$argon2id$…',
    };
    expect(publicData(data)).toEqual({
      name: '张三',
      bornOn: '1990-**-**',
      identifier: { kind: 'resident-id', value: '330402********1234' },
      lines: [{ account: { number: '621700*********0128', bankCode: '105335000018' }, netFen: '100' }],
      passwordHash: '***',
    });
  });
});
