import { pino } from 'pino';
import { redaction } from './logging.js';

const logged = (entry: object): string => {
  const lines: string[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  pino({ redact: redaction }, stream).error(entry);
  return lines.join('');
};

describe('the log of the service', () => {
  it.each([
    ['a bearer token', { req: { headers: { authorization: 'Bearer SECRET' } } }],
    ['the number of an account', { account: { number: 'SECRET' } }],
    ['the number of a document', { identifier: { kind: 'passport', value: 'SECRET' } }],
    ['a birthday', { party: { bornOn: 'SECRET' } }],
    ['a password', { password: 'SECRET' }],
    [
      'what a failed statement was given',
      {
        err: Object.assign(new Error('failed'), { parameters: ['SECRET'], driverError: { where: 'SECRET' } }),
      },
    ],
  ])('never shows %s', (_what, entry) => {
    expect(logged(entry)).not.toContain('SECRET');
  });

  it('shows what went wrong and where', () => {
    expect(logged({ err: new Error('no such table'), requestId: 'r-1' })).toMatch(/no such table.*r-1/s);
  });
});
