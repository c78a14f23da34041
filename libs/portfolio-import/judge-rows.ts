import { addDays, addYears, type BusinessDate } from '#kernel/business-date.js';
import { birthDateIn } from '#kernel/chinese-identifiers/resident-id.js';
import { type Fen, fenOf, sumFen, yuanOf } from '#kernel/money.js';
import { partySnapshot } from '#parties/party-state.js';
import { isGranted } from '#programmes/award/award.js';
import {
  awardIdOf,
  type AwardAct,
  inFuture,
  measureIn,
  partyIn,
  readAwardRow,
  type StatedParty,
} from './award-row.js';
import type { Books } from './books.js';
import { type PartyAct, readPartyRow, readTeamRow } from './party-row.js';
import { faultAt, type RowFault, rule, shown } from './row-fault.js';
import { remembered } from './remembered.js';
import type { StatedRow } from './stated-rows.js';

export interface PaymentAct {
  readonly act: 'payment';
  readonly award: string;
  readonly trancheNo: number;
  readonly amountFen: Fen;
  readonly paidOn: BusinessDate;
  readonly voucher: string;
}

export type Act = PartyAct | AwardAct | PaymentAct;

export interface Judged {
  readonly row: StatedRow;
  /** What to do, when nothing is wrong. */
  readonly act: Act | null;
  readonly faults: readonly RowFault[];
  /** What is taken over all the same and somebody should look at. */
  readonly warnings: readonly RowFault[];
}

/** Of an award, what its payments are checked against; small, because a file may have tens of thousands. */
interface Expected {
  readonly ceilings: readonly (Fen | null)[];
  readonly paid: Set<number>;
  readonly statedFen: Fen;
  listedFen: Fen;
}

/**
 * Judges the rows of one file in their order. What earlier rows said is remembered: who is registered, which award was named, what was
 * paid of it.
 */
export class RowJudge {
  readonly #parties = new Map<string, StatedParty>();
  readonly #awards = new Map<string, Expected>();

  private readonly books: Books;

  constructor(books: Books) {
    this.books = { ...books, policies: rememberedPolicies(books.policies) };
  }

  async judge(row: StatedRow): Promise<Judged> {
    if (row.faults.length > 0) return { row, act: null, faults: row.faults, warnings: [] };
    switch (row.kind) {
      case 'parties':
        return row.values.kind === 'team' ? this.#judgeTeam(row) : this.#judgeParty(row);
      case 'awards':
      case 'lists':
        return this.#judgeAward(row);
      case 'payments':
        return this.#judgePayment(row);
    }
  }

  #judgeParty(row: StatedRow): Judged {
    const read = readPartyRow(row, this.books.lookupKey);
    if (!('act' in read)) return refused(row, read);
    const { party, command, other } = read;
    if (command.type !== 'RegisterParty') return refused(row, []);
    for (const [id, field] of [
      [party, 'identifier'],
      [other?.alias, 'otherIdentifier'],
    ] as const)
      if (id !== undefined && this.#parties.has(id))
        return refused(row, [faultAt(row.source, row.columnOf(field), TWICE)]);
    const { kind, identifier, bornOn } = command;
    const born = identifier.kind === 'resident-id' ? birthDateIn(identifier.value) : undefined;
    const stated = { kind, bornOn: born ?? bornOn ?? null, ...standingIn(read) };
    this.#parties.set(party, stated);
    // Later rows may name the person by either document.
    if (other) this.#parties.set(other.alias, stated);
    return { row, act: read, faults: [], warnings: [] };
  }

  async #judgeTeam(row: StatedRow): Promise<Judged> {
    const people: Record<string, string> = {};
    const faults: RowFault[] = [];
    for (const [field, kinds] of TEAM_PEOPLE) {
      const text = row.values[field] ?? '';
      const found = await partyIn(text, kinds, this.books, (id) => this.#findParty(id));
      if ('code' in found) faults.push(faultAt(row.source, row.columnOf(field), found, shown(text, true)));
      else people[field] = found.party;
    }
    if (faults.length > 0) return refused(row, faults);
    const { leader = '', host = '' } = people;
    const read = readTeamRow(row, this.books.lookupKey, { leader, host });
    if (!('act' in read)) return refused(row, read);
    if (this.#parties.has(read.party))
      return refused(row, [faultAt(row.source, row.columnOf('identifier'), TWICE)]);
    this.#parties.set(read.party, { kind: 'team', bornOn: null, tiers: NONE, listings: NONE });
    return { row, act: read, faults: [], warnings: [] };
  }

  async #judgeAward(row: StatedRow): Promise<Judged> {
    const read = await readAwardRow(row, this.books, (id) => this.#findParty(id));
    if (!('act' in read)) return refused(row, read);
    const { award, earlier } = read.statement;
    if (this.#awards.has(award))
      return refused(row, [faultAt(row.source, row.columnOf('legacyNumber'), TWICE)]);
    this.#awards.set(award, {
      ceilings: read.tranches.map(({ ceilingFen }) => ceilingFen),
      paid: new Set(),
      statedFen: earlier.paidFen,
      listedFen: 0n,
    });
    const totalFen = sumFen(read.tranches.map(({ ceilingFen }) => ceilingFen ?? 0n));
    const bounded = read.tranches.every(({ ceilingFen }) => ceilingFen !== null);
    const warnings =
      bounded && earlier.paidFen > totalFen
        ? [faultAt(row.source, row.columnOf('paid'), abovePlan(totalFen), yuanOf(earlier.paidFen))]
        : [];
    return { row, act: read, faults: [], warnings };
  }

  async #judgePayment(row: StatedRow): Promise<Judged> {
    const { legacyNumber = '', amount = '', voucher = '', trancheNo: no } = row.values;
    const paidOn = row.values.paidOn as BusinessDate;
    const fault = (field: string, broken: ReturnType<typeof rule>): Judged =>
      refused(row, [faultAt(row.source, row.columnOf(field), broken, row.values[field] ?? null)]);
    if (paidOn > this.books.today) return fault('paidOn', inFuture(this.books.today));
    const measure = measureIn(row, this.books, this.books.today);
    if ('rule' in measure) return refused(row, [measure]);
    const award = awardIdOf(measure.programme, legacyNumber);
    const expected = await this.#expected(award);
    if (!expected) return fault('legacyNumber', UNKNOWN_AWARD);
    const trancheNo = Number(no);
    if (trancheNo > expected.ceilings.length) return fault('trancheNo', noTranche(expected.ceilings.length));
    if (expected.paid.has(trancheNo)) return fault('trancheNo', PAID_TWICE);
    const amountFen = fenOf(amount);
    const listedFen = expected.listedFen + amountFen;
    if (amountFen === 0n || listedFen > expected.statedFen) return fault('amount', moreThanStated(expected));
    expected.paid.add(trancheNo);
    expected.listedFen = listedFen;
    const ceilingFen = expected.ceilings[trancheNo - 1] ?? null;
    const above = ceilingFen !== null && amountFen > ceilingFen;
    return {
      row,
      act: { act: 'payment', award, trancheNo, amountFen, paidOn, voucher },
      faults: [],
      warnings: above ? [faultAt(row.source, row.columnOf('amount'), abovePlan(ceilingFen), amount)] : [],
    };
  }

  /** Awards of this file whose payments do not sum to what they say was paid; nothing more of them is paid until they do. */
  incompleteAwards(): number {
    return [...this.#awards.values()].filter(({ statedFen, listedFen }) => statedFen !== listedFen).length;
  }

  async #findParty(id: string): Promise<StatedParty | undefined> {
    const inFile = this.#parties.get(id);
    if (inFile) return inFile;
    const registered = await this.books.party(id);
    if (!registered) return undefined;
    const { profile, recognitions: tiers, listings } = registered;
    const { bannedUntil } = partySnapshot(registered);
    return {
      kind: profile.kind,
      bornOn: profile.bornOn,
      tiers,
      listings,
      ...(bannedUntil && { bannedUntil }),
    };
  }

  /**
   * An award that is in the service already is judged as if its payments were not yet: those that are there are the same again, and
   * others find their tranche paid when they are carried out.
   */
  async #expected(award: string): Promise<Expected | undefined> {
    const inFile = this.#awards.get(award);
    if (inFile) return inFile;
    const state = await this.books.award(award);
    if (!isGranted(state) || !state.takenOver) return undefined;
    const expected: Expected = {
      ceilings: state.tranches.map(({ plan }) => plan.ceilingFen),
      paid: new Set(),
      statedFen: state.takenOver.paidFen,
      listedFen: 0n,
    };
    this.#awards.set(award, expected);
    return expected;
  }
}

/** The same for everybody, because a file has tens of thousands who have nothing. */
const NONE: readonly never[] = [];
const TIER_YEARS = 5;

const standingIn = ({ standing }: PartyAct): Pick<StatedParty, 'tiers' | 'listings'> => {
  if (standing.length === 0) return { tiers: NONE, listings: NONE };
  return {
    tiers: standing.flatMap((one) =>
      one.type === 'RecogniseTier'
        ? [{ tier: one.tier, from: one.from, until: addDays(addYears(one.from, TIER_YEARS), -1) }]
        : [],
    ),
    listings: standing.flatMap((one) => (one.type === 'ListAgency' ? [{ from: one.from, until: null }] : [])),
  };
};

const TEAM_PEOPLE = [
  ['leader', ['person']],
  ['host', ['enterprise', 'institution']],
] as const;

/** Ten thousand rows are of a few measures and days. */
const rememberedPolicies = (policies: Books['policies']): Books['policies'] => {
  const versions = new Map<string, ReturnType<Books['policies']['version']>>();
  const inForce = new Map<string, ReturnType<Books['policies']['inForce']>>();
  return {
    version: (policyVersion, measure) =>
      remembered(versions, `${policyVersion} ${measure}`, () => policies.version(policyVersion, measure)),
    inForce: (measure, place, on) =>
      remembered(inForce, `${measure} ${place ?? ''} ${on}`, () => policies.inForce(measure, place, on)),
  };
};

const refused = (row: StatedRow, faults: readonly RowFault[]): Judged => ({
  row,
  act: null,
  faults,
  warnings: [],
});

const TWICE = rule('import-row.twice', '与前面的行重复', 'The same as in an earlier row');
const PAID_TWICE = rule(
  'import-row.paid-twice',
  '该期在前面的行中已付款',
  'An earlier row pays this tranche',
);
const UNKNOWN_AWARD = rule(
  'import-row.unknown-award',
  '“在执行资助”表中没有该编号，此前也未接收',
  'Not on the sheet of running awards, and not taken over before',
);
const noTranche = (count: number) =>
  rule('import-row.no-tranche', `该资助只有 ${count} 期`, `The award has ${count} tranches`);
const moreThanStated = ({ statedFen }: Expected) =>
  rule(
    'import-row.more-than-stated',
    `付款合计超过“已付总额” ${yuanOf(statedFen)} 元，或为零`,
    `The payments come to more than the total paid, ${yuanOf(statedFen)} yuan, or to nothing`,
  );
const abovePlan = (plannedFen: Fen) =>
  rule(
    'import-row.above-plan',
    `已付超过政策计算的 ${yuanOf(plannedFen)} 元；按事实接收，余额相应减少`,
    `More was paid than the ${yuanOf(plannedFen)} yuan of the measure; taken as a fact, and the rest is less by it`,
  );
