import { playDemo } from '../../apps/cli/demo/demo.js';
import { STATEMENT, statementIn } from './demo-statement.js';
import { type RunningService, startService } from '../support/running-service.js';

describe('the demo on real figures, through the public API', () => {
  let service: RunningService;

  const play = async (language: 'zh' | 'en') => {
    const lines: string[] = [];
    const { carriedOut } = await playDemo({
      url: service.url,
      language,
      print: (line) => lines.push(...line.split('\n')),
    });
    const { asOfPosition, totals } = await service.view('/v1/statement');
    return { lines, carriedOut, asOfPosition, totals };
  };
  let first: Awaited<ReturnType<typeof play>>;

  beforeAll(async () => {
    service = await startService();
    first = await play('en');
  }, 600_000);
  afterAll(() => service?.stop());

  it('closes three fiscal years to the fen', () => {
    expect(statementIn(first.lines)).toEqual(STATEMENT);
  });

  it.each(['①', '②', '③', '④', '⑤', '⑥', '⑦'])('plays scenario %s', (number) => {
    expect(first.lines.some((line) => line.startsWith(number))).toBe(true);
  });

  it.each([
    ['the fourth year of an overseas engineer', 'cap.years-used-up'],
    ['a place outside the top fifth', 'grade.outside-top-share'],
    ['a release to a closed account', 'payee.no-account'],
    ['approving one’s own batch', 'duty.same-person'],
  ])('shows that %s is refused', (_, code) => {
    expect(first.lines.some((line) => line.endsWith(`✘ ${code}`))).toBe(true);
  });

  it('changes nothing when it is played again, in either language, and prints the same statement', async () => {
    const again = await play('en');
    expect(again).toMatchObject({ carriedOut: 0, asOfPosition: first.asOfPosition, totals: first.totals });
    expect(statementIn(again.lines)).toEqual(statementIn(first.lines));
    expect(again.lines.at(-1)).toContain('Idempotent replay');
    expect(await play('zh')).toMatchObject({ carriedOut: 0, asOfPosition: first.asOfPosition });
  }, 600_000);
});
