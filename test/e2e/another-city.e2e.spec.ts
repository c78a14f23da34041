import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { granting } from '../support/granting.js';
import { type Answer, type Json, type RunningService, startService } from '../support/running-service.js';

type Book = Json & { measures: Json[] };

const fileOf = (name: string): string => path.join('test', 'e2e', 'books', `${name}.json`);
const bookOf = async (name: string): Promise<Book> =>
  JSON.parse(await readFile(fileOf(name), 'utf8')) as Book;

/** The business clock of a fresh service stands at Tuesday 2 January 2024, the first day of these books. */
describe('Books that nobody shipped', () => {
  let service: RunningService;
  let home: string;
  beforeAll(async () => {
    service = await startService();
    home = await mkdtemp(path.join(tmpdir(), 'tranche-books-'));
  });
  afterAll(async () => {
    await service?.stop();
    await rm(home, { recursive: true, force: true });
  });

  const { done, person, enterprise, money, lineOf, dayOf, approved, released, pay } = granting(() => service);

  const quoteOf = (body: Json): Promise<Json> => done('auditor', '/v1/quotes', body);

  /** `tranche policy …` against this service. */
  const cli = async (...words: string[]): Promise<string> => {
    const script = path.join(process.cwd(), 'dist', 'apps', 'cli', 'main.js');
    const options = { env: { PATH: process.env.PATH, TRANCHE_HOME: home, TRANCHE_URL: service.url } };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [script, ...words, '--lang', 'en'],
      options,
    );
    return stdout;
  };

  const publish = async (name: string): Promise<void> => {
    const book = await bookOf(name);
    const route = `/v1/policy-books/${String(book.book)}/drafts`;
    await done('officer', route, book);
    await done('admin', `${route}/1/publish`, { retroactive: true });
  };

  describe('of another city', () => {
    const CHIEF = { grade: 'chief', recognisedOn: '2024-01-01' };
    const draft = (book: Json, as = 'officer'): Promise<Answer> =>
      service.post('/v1/policy-books/XG01/drafts', { as, body: book });

    it('are refused with field and rule in both languages, and nothing of them is kept', async () => {
      const book = await bookOf('xinggang');
      const [first, ...others] = book.measures;
      const { programme: _none, ...short } = first ?? {};
      const { status, body } = await draft({ ...book, measures: [{ ...short, colour: 'red' }, ...others] });
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([
        {
          pointer: '/measures/0/programme',
          code: 'policy.malformed',
          zh: expect.stringContaining('缺少此项') as string,
        },
        { pointer: '/measures/0', en: expect.stringContaining('there is no such field: colour') as string },
      ]);
      const strange = await draft({ ...book, measures: [{ ...first, programme: 'moon' }, ...others] });
      expect(strange.body.errors).toMatchObject([
        { pointer: '/measures/0/programme', code: 'policy.unknown-programme' },
      ]);
      const kept = await service.get('/v1/policy-books/XG01/drafts', { as: 'auditor' });
      expect([kept.status, kept.body.code]).toEqual([404, 'policy-book.not-found']);
    });

    it('are drafted, compared and published from the command line', async () => {
      expect(await cli('policy', 'check', fileOf('xinggang'))).toContain('XG01-1: added');
      await cli('policy', 'draft', fileOf('xinggang'), '--as', 'officer');
      expect(await cli('policy', 'compare', 'XG01@1')).toContain('XG01-2.1: added');
      expect(await cli('policy', 'what-if', 'XG01@1')).not.toContain('XG01');
      expect(await cli('policy', 'publish', 'XG01@1', '--as', 'admin')).toContain('XG01@1: published');
      const { items } = await service.view('/v1/measures?jurisdiction=xinggang');
      expect((items as Json[]).map(({ id }) => id)).toEqual(['XG01-1', 'XG01-2.1', 'XG01-3']);
    }, 240_000);

    it('quote by their own figures: 888,888.88 in 60 and 40 %, 12.5 % above 200,000', async () => {
      const lab = { kind: 'enterprise' };
      const asked = { measure: 'XG01-1', facts: CHIEF };
      expect(await quoteOf({ ...asked, standing: { person: { age: 31 }, lab } })).toMatchObject({
        totalYuan: '888888.88',
        tranches: [{ amountYuan: '533333.32' }, { amountYuan: '355555.56' }],
      });
      // 888,888.88 × 1.075 = 955,555.546
      expect(await quoteOf({ ...asked, standing: { person: { age: 30 }, lab } })).toMatchObject({
        totalYuan: '955555.55',
      });
      const claims = [{ trancheNo: 1, facts: { payYear: 2024, paidYuan: '520000.00' } }];
      const pay = { measure: 'XG01-2.1', facts: { hiredOn: '2024-01-01' }, claims };
      expect(await quoteOf({ ...pay, standing: { scholar: {}, lab } })).toMatchObject({
        tranches: [{ amountYuan: '40000.00' }, { amountYuan: '80000.00' }],
      });
      expect(
        await quoteOf({ ...pay, standing: { scholar: {}, lab }, jurisdiction: 'jiaxing' }),
      ).toMatchObject({
        eligible: false,
        reasons: [{ code: 'application.jurisdiction' }],
      });
    });

    it('are awarded and paid, the district paying its 30 %', async () => {
      await money('XG-SCHOLARS', 2024, '1000000.00');
      await money('HB-XG-SCHOLARS', 2024, '1000000.00');
      const parties = { person: await person(), lab: await enterprise() };
      const award = await approved({ measure: 'XG01-1', jurisdiction: 'harbour', parties, facts: CHIEF });
      expect(award).toMatchObject({ policyVersion: 'XG01@1', totalYuan: '888888.88' });
      const id = String(award.id);
      const evidence = [{ name: 'contract', document: 'C-1', issuedOn: '2024-01-02' }];
      expect(await released(id, 1, { evidence })).toMatchObject({
        status: 'released',
        grantedYuan: '533333.32',
      });
      await pay(id, 1);
      const { trancheList } = await service.view(`/v1/awards/${id}`);
      expect(trancheList).toMatchObject([{ status: 'paid' }, {}]);
      // 533,333.32 × 70 % = 373,333.324, and the rest
      expect(await lineOf('XG-SCHOLARS', 2024)).toMatchObject({ disbursedYuan: '373333.32' });
      expect(await lineOf('HB-XG-SCHOLARS', 2024)).toMatchObject({ disbursedYuan: '160000.00' });
    });

    it('count in another process of the service, and after a start', async () => {
      await service.kill();
      await service.restart();
      const { items } = await service.view('/v1/policy-books');
      expect((items as Json[]).map(({ policyVersion }) => policyVersion)).toContain('XG01@1');
    });
  });

  describe('of a county', () => {
    const CLASS_A = { class: 'A', selectedOn: '2024-01-01' };
    const STANDING = { person: { age: 50 }, enterprise: {} };
    const inPlace = (jurisdiction: string, facts: Json = CLASS_A): Promise<Json> =>
      quoteOf({ measure: 'JX24-1.2', jurisdiction, facts, standing: STANDING });

    it('do not fit a city that has no such measure', async () => {
      const book = await bookOf('haining');
      const [measure] = book.measures;
      const check = (changed: Json): Promise<Answer> =>
        service.post('/v1/policy-books/HN01/drafts/check', {
          as: 'officer',
          body: { ...book, measures: [{ ...measure, ...changed }] },
        });
      expect((await check({ overrides: 'JX24-99' })).body.errors).toMatchObject([
        { pointer: '/measures/0/overrides' },
      ]);
      expect((await check({ caps: [] })).body.errors).toMatchObject([
        { pointer: '/measures/0/overrides', en: expect.stringContaining('elite-leader.start-up') as string },
      ]);
      expect((await check({})).status).toBe(200);
    });

    it('replace the measure of the city inside the county only', async () => {
      await publish('haining');
      expect(await inPlace('haining')).toMatchObject({
        measure: 'HN01-1',
        totalYuan: '6000000.00',
        overrides: 'JX24-1.2',
      });
      expect(await inPlace('tongxiang')).toMatchObject({ measure: 'JX24-1.2', totalYuan: '5000000.00' });
      expect(await service.view('/v1/measures/JX24-1.2?jurisdiction=haining')).toMatchObject({
        id: 'HN01-1',
      });
    });

    it('add to the award of the city, and name it (class A: 1,500,000 on top of 5,000,000)', async () => {
      await publish('economic-development-zone');
      const zone = 'economic-development-zone';
      expect(await inPlace(zone)).toMatchObject({ totalYuan: '5000000.00', toppedUpBy: ['ED01-1'] });
      expect(await inPlace('nanhu')).toMatchObject({ toppedUpBy: [] });
      const parties = { person: await person(), enterprise: await enterprise() };
      const topUp = { measure: 'ED01-1', parties, facts: CLASS_A };
      expect((await service.post('/v1/awards', { as: 'officer', body: topUp })).body.errors).toMatchObject([
        { pointer: '/baseAward', code: 'application.base-award' },
      ]);
      const base = String(
        (await approved({ measure: 'JX24-1.2', jurisdiction: zone, parties, facts: CLASS_A })).id,
      );
      const other = { ...topUp, baseAward: base, facts: { ...CLASS_A, class: 'B' } };
      expect((await service.post('/v1/awards', { as: 'officer', body: other })).body).toMatchObject({
        code: 'application.differs-from-base',
        errors: [{ pointer: '/facts/class' }],
      });
      const added = await approved({ ...topUp, baseAward: base });
      expect(added).toMatchObject({ totalYuan: '1500000.00', policyVersion: 'ED01@1' });
      await money('EDZ-TOP-UP', 2024, '2000000.00');
      await done('verifier', `/v1/awards/${base}/move`, {
        to: 'nanhu',
        movedOn: await dayOf(),
        document: 'M-1',
      });
      const claim = { as: 'officer', body: { evidence: [] } };
      expect((await service.post(`/v1/awards/${String(added.id)}/tranches/1/claim`, claim)).body.code).toBe(
        'application.base-elsewhere',
      );
      await done('verifier', `/v1/awards/${base}/move`, {
        to: zone,
        movedOn: await dayOf(),
        document: 'M-2',
      });
      expect(await released(String(added.id), 1, {})).toMatchObject({ grantedYuan: '1500000.00' });
      expect(await lineOf('EDZ-TOP-UP', 2024)).toMatchObject({ committedYuan: '1500000.00' });
    });

    it('count from a move in mid-term on: what the city paid counts against the total of the county', async () => {
      await money('JX-ELITE-LEADER', 2024, '20000000.00');
      await money('HN-ELITE-LEADER', 2024, '20000000.00');
      const parties = { person: await person(), enterprise: await enterprise() };
      const application = { measure: 'JX24-1.2', parties, facts: CLASS_A };
      const city = String((await approved({ ...application, jurisdiction: 'tongxiang' })).id);
      const issuedOn = await dayOf();
      const evidence = ['business-registration', 'capital-report'].map((name) => ({
        name,
        document: name,
        issuedOn,
      }));
      expect(await released(city, 1, { evidence })).toMatchObject({ grantedYuan: '2000000.00' });
      await pay(city, 1);
      const moved = await done('verifier', `/v1/awards/${city}/move`, {
        to: 'haining',
        movedOn: await dayOf(),
        document: 'M-3',
      });
      expect(moved).toMatchObject({
        status: 'terminated',
        trancheList: [{ status: 'paid' }, { status: 'cancelled' }, { status: 'cancelled' }],
      });
      const county = await approved({ ...application, jurisdiction: 'haining' });
      expect(county).toMatchObject({ policyVersion: 'HN01@1', totalYuan: '6000000.00' });
      const id = String(county.id);
      expect(await released(id, 1, {})).toMatchObject({ grantedYuan: '3000000.00' });
      // 20 % city, 80 % county of 3,000,000
      expect(await lineOf('HN-ELITE-LEADER', 2024)).toMatchObject({ committedYuan: '2400000.00' });
      await pay(id, 1);
      await done('officer', `/v1/awards/${id}/assessments`, {
        gate: 'final-acceptance',
        outcome: 'passed',
        assessedOn: await dayOf(),
        document: 'A-1',
      });
      // 6,000,000 less the 2,000,000 of the city and the 3,000,000 of the first part
      expect(await released(id, 2, {})).toMatchObject({
        requestedYuan: '3000000.00',
        grantedYuan: '1000000.00',
      });
    });
  });

  it('are refused as JSON that is no book', async () => {
    const broken = path.join(home, 'broken.json');
    await writeFile(broken, JSON.stringify({ book: 'ZZ01' }));
    await expect(cli('policy', 'check', broken)).rejects.toThrow(/\/measures/);
  });
});
