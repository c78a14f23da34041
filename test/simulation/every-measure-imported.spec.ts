import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { businessDate } from '#kernel/business-date.js';
import { fictitiousCreditCode, fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import { yuanOf } from '#kernel/money.js';
import { seededBy } from '#kernel/seeded.js';
import { survivingId } from '#parties/one-person.js';
import { TALENT_TIERS, type TalentTier } from '#parties/talent.events.js';
import type { Measure } from '#policy/measure.js';
import { checkPortfolio } from '#portfolio-import/check-portfolio.js';
import { openTable } from '#portfolio-import/tables/open-table.js';
import { takeOverPortfolio } from '#portfolio-import/take-over-portfolio.js';
import { memoryOffice } from '#portfolio-import/testing/memory-office.js';
import { asWorkbook } from '#portfolio-import/testing/portfolio.js';
import type { Facts } from '#programmes/award/application.js';
import { statedApplication } from '../../apps/platform/city/papers.js';

const DAY = businessDate('2024-02-20');
const BORN = businessDate('1980-04-05');
const TEAM = 'TD-2024-1';
const SINCE = businessDate('2023-01-01');
const [ENTERPRISE, INSTITUTION, AGENCY] = [1, 2, 3].map(fictitiousCreditCode);
const personOf = (tier: TalentTier): string => fictitiousResidentId(BORN, 7 + TALENT_TIERS.indexOf(tier));
const PASSPORT = 'DEU-X7654321';
const PARTY_COLUMNS =
  '类型,姓名或名称,证件号码,另一证件号码,人才层次,层次认定日期,层次认定文号,列入中介目录日期,中介目录文号,团队带头人证件号码,团队依托单位证件号码,团队组建日期';
const PARTIES = [
  PARTY_COLUMNS.split(','),
  ...TALENT_TIERS.map((tier) => {
    const other = tier === 'top' ? PASSPORT : '';
    return ['个人', `人才 ${tier}`, personOf(tier), other, tier, SINCE, '嘉人才〔2023〕1号'];
  }),
  ['企业', '嘉兴示例科技有限公司', ENTERPRISE ?? ''],
  ['事业单位', '嘉兴示例研究院', INSTITUTION ?? ''],
  ['中介机构', '嘉兴示例人才服务有限公司', AGENCY ?? '', '', '', '', '', SINCE, '嘉人才〔2023〕2号'],
  ['团队', '示例创新团队', TEAM, '', '', '', '', '', '', PASSPORT, ENTERPRISE ?? '', '2020-01-01'],
];

/** The tier that the measure asks for; the top one where it asks for none. */
const tierFor = ({ conditions }: Measure): TalentTier => {
  const asked = conditions.find((one) => one.rule === 'party-tier-in');
  return (asked?.rule === 'party-tier-in' ? asked.tiers[0] : undefined) ?? 'top';
};

const identifierOf = (measure: Measure, kind: string): string =>
  ({ person: personOf(tierFor(measure)), institution: INSTITUTION, agency: AGENCY, team: TEAM })[kind] ??
  ENTERPRISE ??
  '';

/** What the register says of them on the day. */
const standingOf = (measure: Measure, kind: string) =>
  kind === 'person'
    ? { tier: tierFor(measure) }
    : kind === 'agency'
      ? { listings: [{ from: SINCE, until: null }] }
      : {};

const wordOf = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? '是' : '否';
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
};

/** Facts as people fill them in: yuan, yes and no. */
const cellsOf = (area: string, facts: Facts): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const text = typeof value === 'bigint' ? yuanOf(value) : wordOf(value);
      return [`${area}:${name.replace(/Fen$/, 'Yuan')}`, text];
    }),
  );

type Office = Awaited<ReturnType<typeof memoryOffice>>;

/** One row that the rules would grant, with its columns. */
const rowOf = (
  { books: { rulebook } }: Office,
  measure: Measure,
  no: number,
): Readonly<Record<string, string>> => {
  const parties = measure.parties.map(({ role, kinds }) => [role, kinds[0] ?? 'person'] as const);
  const stated = statedApplication(
    rulebook.rulesOf(measure.programme),
    measure,
    {
      programme: measure.programme,
      measure: measure.id,
      jurisdiction: measure.jurisdiction,
      parties: Object.fromEntries(
        parties.map(([role, kind]) => [role, { party: `party-${kind}`, kind, ...standingOf(measure, kind) }]),
      ),
      appliedOn: DAY,
    },
    seededBy('import', measure.id),
  );
  return {
    原项目编号: `旧-${no}`,
    事项: measure.id,
    政策版本: measure.policyVersion,
    辖区: measure.jurisdiction,
    批准日期: DAY,
    批准文号: '嘉人才〔2024〕7号',
    决定机构: '嘉兴市人才工作领导小组',
    已付总额: '0',
    ...Object.fromEntries(parties.map(([role, kind]) => [`role:${role}`, identifierOf(measure, kind)])),
    ...cellsOf('fact', stated?.application.facts ?? {}),
    ...cellsOf('decided', stated?.caseDecision?.amounts ?? {}),
  };
};

describe('A portfolio with every measure of the books', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tranche-every-measure-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is taken over, agency and team included; a person is meant by either document', async () => {
    const office = await memoryOffice();
    const measures = office.policies.list().flatMap(({ book }) => book.measures);
    const rows = measures.map((measure, index) => rowOf(office, measure, index));
    // One of them names the person by the other document.
    const named = rows.map((row, index) => (index === 0 ? swapped(row) : row));
    const columns = [...new Set(named.flatMap((row) => Object.keys(row)))];
    const awards = [columns, ...named.map((row) => columns.map((column) => row[column] ?? ''))];
    const path = join(folder, 'all.xlsx');
    await writeFile(path, asWorkbook({ parties: PARTIES, awards }));
    const table = await openTable(path, 'all.xlsx');

    const { faults, badRows } = await checkPortfolio(table, office.books);
    expect({ faults, badRows }).toEqual({ faults: [], badRows: 0 });
    const run = { order: office.order('all.xlsx', table.sha256), tools: office.tools };
    const all = PARTIES.length - 1 + measures.length;
    expect(await takeOverPortfolio(table, office.books, run)).toMatchObject({ taken: all, refused: 0 });
    expect(await takeOverPortfolio(table, office.books, run)).toMatchObject({ unchanged: all, refused: 0 });

    const log = await office.log();
    const claim = log.find(({ type }) => type === 'IdentifierClaimed');
    const persons = log.filter(({ type }) => type === 'PartyRegistered').map(({ stream }) => stream);
    expect(persons).toContain(claim?.data.party);
    const team = log.find(({ type }) => type === 'TeamRegistered');
    expect(team?.data).toMatchObject({ leader: claim?.data.party, registryNumber: TEAM });
    expect(await survivingId(office.tools.executor, claim?.stream ?? '')).toBe(claim?.data.party);
    const approved = log.filter(({ type }) => type === 'AwardApproved');
    expect(approved).toHaveLength(measures.length);
    expect(JSON.stringify(approved)).not.toContain(claim?.stream);
  }, 120_000);
});

const swapped = (row: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value === personOf('top') ? PASSPORT : value]),
  );
