import type { BusinessDate } from '#kernel/business-date.js';
import { ageOn } from '#kernel/business-date.js';
import { shortId } from '#kernel/ids.js';
import { fenOf, type Fen } from '#kernel/money.js';
import { isRefusal, type Refusal } from '#kernel/refusal.js';
import type { PartyKind } from '#parties/parties.events.js';
import type { ListingPeriod } from '#parties/party-state.js';
import type { TalentTier } from '#parties/talent.events.js';
import type { FactDefinition } from '#policy/fact-definition.js';
import { checkFacts } from '#policy/facts.js';
import { refuseOtherPlace } from '#policy/cost-sharing.js';
import type { Measure } from '#policy/measure.js';
import type { Application, CaseDecision, Facts, PartySnapshot } from '#programmes/award/application.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { PlannedTranche } from '#programmes/award/programme-rules.js';
import { takeOverAward } from '#programmes/award/take-over.js';
import type { TakeOverAward } from '#programmes/award/take-over.commands.js';
import type { Books } from './books.js';
import { readChoice } from './cell-values.js';
import { readItems } from './item-cells.js';
import { identifierIn, partyIdOf, teamIdOf } from './party-row.js';
import { faultAt, type RowFault, rule, shown } from './row-fault.js';
import type { StatedRow } from './stated-rows.js';

/** What a file says of a party, as far as an award asks for it. */
export interface StatedParty {
  readonly kind: PartySnapshot['kind'];
  readonly bornOn: BusinessDate | null;
  /** Tiers by the days on which they count. */
  readonly tiers: readonly StatedTier[];
  readonly listings: readonly ListingPeriod[];
  readonly bannedUntil?: BusinessDate;
}

interface StatedTier {
  readonly tier: TalentTier;
  readonly from: BusinessDate;
  readonly until: BusinessDate;
  readonly revokedOn?: BusinessDate;
}

export type Statement = Omit<TakeOverAward, 'type' | 'source' | 'by' | 'confirmedBy'>;

export interface AwardAct {
  readonly act: 'award';
  readonly statement: Statement;
  readonly tranches: readonly PlannedTranche[];
}

type FindParty = (id: string) => Promise<StatedParty | undefined>;

/** The number of the earlier books makes the id, so the same award is the same in every file. */
export const awardIdOf = (programme: string, legacyNumber: string): string =>
  `${programme}-${shortId('taken-over', legacyNumber.normalize('NFKC'))}`;

export const measureIn = (row: StatedRow, books: Books, on: BusinessDate): Measure | RowFault => {
  const { measure: id = '', policyVersion } = row.values;
  const found =
    policyVersion === undefined
      ? books.policies.inForce(id, undefined, on)
      : books.policies.version(policyVersion, id);
  if (isRefusal(found)) return faultAt(row.source, row.columnOf('measure'), found, id);
  return 'policyVersion' in found && 'measure' in found ? found.measure : found;
};

/** @returns the award to take over with its plan, or everything that is wrong with the row. */
export const readAwardRow = async (
  row: StatedRow,
  books: Books,
  findParty: FindParty,
): Promise<AwardAct | readonly RowFault[]> => {
  const { values } = row;
  const approvedOn = values.approvedOn as BusinessDate;
  const late = laterThan(row, books.today);
  if (late) return [late];
  const measure = measureIn(row, books, approvedOn);
  if ('rule' in measure) return [measure];
  const jurisdiction = (values.jurisdiction as string | undefined) ?? measure.jurisdiction;
  const elsewhere = refuseOtherPlace(measure, jurisdiction);
  if (elsewhere) return [faultAt(row.source, row.columnOf('jurisdiction'), elsewhere, jurisdiction)];
  const facts = readFacts(row, 'fact', measure.facts);
  const decided = readFacts(row, 'decided', measure.decisionFacts);
  const appliedOn = (values.appliedOn as BusinessDate | undefined) ?? approvedOn;
  const parties = await readParties(row, measure, books, findParty, { facts, appliedOn });
  const faults = [facts, decided, parties].flatMap((read) =>
    Array.isArray(read) ? (read as RowFault[]) : [],
  );
  if (faults.length > 0) return faults;
  const application: Application = {
    programme: measure.programme,
    measure: measure.id,
    jurisdiction,
    parties: parties as Record<string, PartySnapshot>,
    facts: facts as Facts,
    appliedOn,
  };
  const statement = statementOf(row, measure, application, decided as Facts);
  return planned(row, statement, books);
};

const laterThan = (row: StatedRow, today: BusinessDate): RowFault | undefined => {
  const field = ['approvedOn', 'appliedOn', 'decidedOn'].find((name) => (row.values[name] ?? '') > today);
  return field === undefined
    ? undefined
    : faultAt(row.source, row.columnOf(field), inFuture(today), row.values[field] ?? null);
};

export const inFuture = (today: BusinessDate) =>
  rule('import-row.in-future', `晚于当前业务日期 ${today}`, `Later than today, ${today}`);

const statementOf = (
  row: StatedRow,
  measure: Measure,
  application: Application,
  decided: Facts,
): Statement => {
  const { legacyNumber = '', document = '', list = null, paid, total, decisionBody, decidedOn } = row.values;
  const caseDecision: CaseDecision | null =
    measure.decisionFacts.length === 0
      ? null
      : {
          body: decisionBody ?? '',
          documentNumber: document,
          decidedOn: (decidedOn as BusinessDate | undefined) ?? (row.values.approvedOn as BusinessDate),
          amounts: decided,
        };
  const paidFen: Fen = paid === undefined ? 0n : fenOf(paid);
  return {
    award: awardIdOf(measure.programme, legacyNumber),
    application,
    policyVersion: measure.policyVersion,
    caseDecision,
    approvedOn: row.values.approvedOn as BusinessDate,
    statedTotalFen: total === undefined ? null : fenOf(total),
    earlier: { legacyNumber, document, list, paidFen },
  };
};

/** The decider itself is asked, so that what passes here is not refused later. */
const planned = (row: StatedRow, statement: Statement, books: Books): AwardAct | readonly RowFault[] => {
  const nobody = { source: { fileName: '', sha256: '', sheet: '', row: 1 }, by: '', confirmedBy: '' };
  const { events, refusal } = takeOverAward(
    { type: 'TakeOverAward', ...statement, ...nobody },
    books.rulebook,
  );
  if (refusal) return [faultAt(row.source, columnOfRefusal(row, refusal), refusal, null)];
  const approval = events.find((event: AwardEvent) => event.type === 'AwardApproved');
  return { act: 'award', statement, tranches: approval?.data.tranches ?? [] };
};

const columnOfRefusal = (row: StatedRow, { code, pointer = '' }: Refusal): number | null => {
  if (code === 'take-over.total-differs') return row.columnOf('total');
  const [, area, name = ''] = pointer.split('/');
  const wire = name.replace(/Fen$/, 'Yuan');
  return area === 'facts' ? row.columnOf(`fact:${wire}`) : row.columnOf('measure');
};

const TRUE = [{ value: 'true', zh: '是', en: 'yes' }];
const FALSE = [{ value: 'false', zh: '否', en: 'no' }];

/** A cell as the wire has the fact; what does not fit is left as it is, and the check of the facts says so. */
const onWire = (definition: FactDefinition, text: string): unknown => {
  const value = text.normalize('NFKC').trim();
  switch (definition.type) {
    case 'year':
    case 'integer':
      return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    case 'boolean':
      return isRefusal(readChoice(TRUE, value))
        ? isRefusal(readChoice(FALSE, value))
          ? value
          : false
        : true;
    case 'choice': {
      const choice = readChoice(definition.choices, value);
      return isRefusal(choice) ? value : choice;
    }
    case 'items':
      return readItems(definition.columns, value, onWire);
    default:
      return value;
  }
};

const readFacts = (
  row: StatedRow,
  area: 'fact' | 'decided',
  definitions: readonly FactDefinition[],
): Facts | readonly RowFault[] => {
  const stated: Record<string, unknown> = {};
  for (const [column, cell] of Object.entries(row.ofMeasure)) {
    const [of, name = ''] = column.split(':');
    if (of !== area) continue;
    const definition = definitions.find((one) => one.name === name);
    stated[name] = definition ? onWire(definition, cell.text) : cell.text;
  }
  const checked = checkFacts(definitions, stated, '');
  if (!Array.isArray(checked)) return checked as Facts;
  return (checked as readonly Refusal[]).map((refusal) => {
    const column = `${area}:${refusal.pointer?.split('/')[1] ?? ''}`;
    const value = row.ofMeasure[column]?.text;
    return faultAt(
      row.source,
      row.columnOf(column),
      refusal,
      value === undefined ? null : shown(value, false),
    );
  });
};

const readParties = async (
  row: StatedRow,
  measure: Measure,
  books: Books,
  findParty: FindParty,
  { facts, appliedOn }: { readonly facts: Facts | readonly RowFault[]; readonly appliedOn: BusinessDate },
): Promise<Record<string, PartySnapshot> | readonly RowFault[]> => {
  const snapshots: Record<string, PartySnapshot> = {};
  const faults: RowFault[] = [];
  const selectedOn = Array.isArray(facts) ? undefined : selectionDay(measure, facts as Facts);
  const known = new Set(measure.parties.map(({ role }) => `role:${role}`));
  for (const column of Object.keys(row.ofMeasure)) {
    if (column.startsWith('role:') && !known.has(column))
      faults.push(faultAt(row.source, row.columnOf(column), unknownRole(measure)));
  }
  for (const role of measure.parties) {
    const column = `role:${role.role}`;
    const text = row.ofMeasure[column]?.text;
    if (text === undefined) {
      if (role.required) faults.push(faultAt(row.source, row.columnOf(column), missingRole(role)));
      continue;
    }
    const found = await partyIn(text, role.kinds, books, findParty);
    if ('code' in found) faults.push(faultAt(row.source, row.columnOf(column), found, shown(text, true)));
    else snapshots[role.role] = snapshotOf(found.party, found.stated, appliedOn, selectedOn);
  }
  return faults.length > 0 ? faults : snapshots;
};

type Found = { readonly party: string; readonly stated: StatedParty };

export const partyIn = async (
  text: string,
  kinds: readonly PartySnapshot['kind'][],
  books: Books,
  findParty: FindParty,
): Promise<Found | Refusal | ReturnType<typeof rule>> => {
  let refusal: Refusal | undefined;
  for (const kind of kinds) {
    const identified = kind === 'team' ? null : identifierIn(kind, text);
    if (isRefusal(identified)) {
      refusal ??= identified;
      continue;
    }
    const party = identified
      ? partyIdOf(kind as PartyKind, identified, books.lookupKey)
      : teamIdOf(text, books.lookupKey);
    const stated = await findParty(party);
    if (stated && kinds.includes(stated.kind)) return { party, stated };
    refusal = undefined;
  }
  return refusal ?? UNKNOWN_PARTY;
};

const UNKNOWN_PARTY = rule(
  'import-row.unknown-party',
  '既不在“受益人”表中，也未登记，或类型不符',
  'Neither on the sheet of parties nor registered, or of another kind',
);
const unknownRole = ({ id, parties }: Measure) =>
  rule(
    'import-row.unknown-role',
    `${id} 没有该角色；角色有：${parties.map(({ role }) => role).join('、')}`,
    `${id} has no such role; its roles are: ${parties.map(({ role }) => role).join(', ')}`,
  );
const missingRole = ({ zh, en }: Measure['parties'][number]) =>
  rule('import-row.party-missing', `缺少：${zh}`, `Missing: ${en}`);

const snapshotOf = (
  party: string,
  { kind, bornOn, tiers, listings, bannedUntil }: StatedParty,
  on: BusinessDate,
  selectedOn?: BusinessDate,
): PartySnapshot => {
  const tier = tiers.findLast(
    ({ from, until, revokedOn }) => from <= on && on <= until && (revokedOn === undefined || on < revokedOn),
  )?.tier;
  return {
    party,
    kind,
    ...(tier && { tier }),
    ...(listings.length > 0 && { listings }),
    ...(bannedUntil && { bannedUntil }),
    ...(bornOn && selectedOn && { ageOnSelection: ageOn(bornOn, selectedOn) }),
  };
};

const selectionDay = ({ entitlement, youthUplift }: Measure, facts: Facts): BusinessDate | undefined => {
  const name = entitlement.kind === 'route' ? entitlement.selectedOnFact : youthUplift?.selectedOnFact;
  const value = name === undefined ? undefined : facts[name];
  return typeof value === 'string' ? (value as BusinessDate) : undefined;
};
