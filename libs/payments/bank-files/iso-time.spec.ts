import { momentIn } from './iso-time.js';

describe('An ISO 20022 date-time', () => {
  it.each([
    ['2026-11-23T09:15:00', '2026-11-23T01:15:00.000Z', 'local time in China when it has no offset'],
    ['2026-11-23T09:15:00+08:00', '2026-11-23T01:15:00.000Z', 'the same moment with its offset'],
    ['2026-11-23T01:15:00.5Z', '2026-11-23T01:15:00.500Z', 'a moment in UTC with half a second'],
  ])('%s is %s: %s', (text, moment) => {
    expect(momentIn(text)).toBe(moment);
  });

  it.each(['2026-02-30T00:00:00Z', '2026-11-23T25:00:00Z', '2026-11-23', '2026-11-23 09:15:00', 'now', ''])(
    '%p is none',
    (text) => {
      expect(momentIn(text)).toBeUndefined();
    },
  );
});
