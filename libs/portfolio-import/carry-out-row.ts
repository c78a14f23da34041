import type { CommandContext } from '#event-store/command-context.js';
import type { CommandExecutor, Outcome } from '#event-store/execute.js';
import type { Actor } from '#kernel/actor.js';
import type { Instant } from '#kernel/business-date.js';
import { contentHash } from '#kernel/content-hash.js';
import type { Decider } from '#kernel/decider.js';
import { derivedUuid } from '#kernel/ids.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import { survivorIn } from '#parties/identities.js';
import { survivingId } from '#parties/one-person.js';
import { partyDecider } from '#parties/parties.js';
import type { RegisterTeam } from '#parties/team.js';
import type { PartySnapshot } from '#programmes/award/application.js';
import { type Award, awardFacts, isGranted, trancheOf } from '#programmes/award/award.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import { noSuchAward, noSuchTranche } from '#programmes/award/missing.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import type { FileSource } from '#programmes/award/take-over.events.js';
import { capsOfPaid } from '#programmes/kinds/caps-of-paid.js';
import type { AwardAct } from './award-row.js';
import type { Act, PaymentAct } from './judge-rows.js';
import type { PartyAct } from './party-row.js';
import type { StatedRow } from './stated-rows.js';

/** On whose order rows are taken over: one person gave the file, another confirmed it. */
export interface Order {
  readonly importId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly by: Actor;
  readonly confirmedBy: Actor;
  readonly now: () => Instant;
}

export interface Tools {
  readonly executor: CommandExecutor;
  readonly awards: Decider<AwardCommand, Award, AwardEvent>;
  readonly rulebook: Rulebook;
}

interface RunTools extends Tools {
  /** Parties that this run registered: nobody need look whether they became somebody else. */
  readonly fresh: Set<string>;
}

/** `unchanged`: the row was taken over before, from this file or another. */
export type RowOutcome = 'taken' | 'unchanged' | Refusal;

/**
 * Gives the commands of one row. Their ids come from what the row is about and their hash from what it says, never from the file, so the
 * same row is the same command wherever it stands.
 */
export const carryOutRow = (act: Act, row: StatedRow, order: Order, tools: RunTools): Promise<RowOutcome> => {
  switch (act.act) {
    case 'party':
      return carryOutParty(act, order, tools);
    case 'award':
      return carryOutAward(act, row, order, tools);
    case 'payment':
      return carryOutPayment(act, row, order, tools);
  }
};

const contextOf = (
  order: Order,
  key: readonly (string | number)[],
  commandHash: string,
  more: Partial<CommandContext> = {},
): CommandContext => ({
  commandId: derivedUuid('take-over', ...key),
  commandHash,
  actor: order.by,
  now: order.now(),
  correlationId: derivedUuid('import', order.importId),
  causationId: null,
  ...more,
});

/** What a command answers that finds its work done. */
const DONE_BEFORE = new Set([
  'party.already-registered',
  'account.already-known',
  'account.id-taken',
  'account.not-proposed',
  'identifier.already-added',
  'tier.already-recognised',
  'listing.overlaps',
]);

const outcomeOf = ({
  refusal,
  repeated,
}: Pick<Outcome<unknown, unknown>, 'refusal' | 'repeated'>): RowOutcome => {
  if (refusal?.code === 'command.id-reused') return otherContent();
  if (refusal) return DONE_BEFORE.has(refusal.code) ? 'unchanged' : refusal;
  return repeated ? 'unchanged' : 'taken';
};

const otherContent = (): Refusal =>
  refuse(
    'import-row.other-content',
    '此前已接收，但内容不同；请在系统中更正，不能以导入覆盖',
    'Taken over before with other content; correct it in the service, an import does not overwrite',
  );

const carryOutParty = async (act: PartyAct, order: Order, tools: RunTools): Promise<RowOutcome> => {
  const registered = await register(act, order, tools);
  if (isRefusal(registered)) return registered;
  const claimed = await claimOther(act, order, tools);
  if (isRefusal(claimed)) return claimed;
  const stood = await recordStanding(act, order, tools);
  if (isRefusal(stood)) return stood;
  const known = await proposeAndConfirm(act, order, tools);
  if (isRefusal(known)) return known;
  return [registered, claimed, stood, known].includes('taken') ? 'taken' : 'unchanged';
};

const register = async (
  { party, command: stated }: PartyAct,
  order: Order,
  { executor, fresh }: RunTools,
): Promise<RowOutcome> => {
  // What the row says, and not what has become of the people since, makes it the same row again.
  const hash = contentHash(stated);
  const command = stated.type === 'RegisterTeam' ? await withPeople(stated, { executor, fresh }) : stated;
  const context = contextOf(order, [party, hash], hash);
  const registered = outcomeOf(await executor.begin(partyDecider, party, command, context));
  if (registered === 'taken') fresh.add(party);
  return registered;
};

type Register = Pick<RunTools, 'executor' | 'fresh'>;

/** The id somebody goes on under; whoever was registered a moment ago goes on under its own. */
const goesOnAs = async ({ executor, fresh }: Register, party: string): Promise<string> =>
  fresh.has(party) ? party : survivingId(executor, party);

const withPeople = async (team: RegisterTeam, tools: Register): Promise<RegisterTeam> => ({
  ...team,
  leader: await goesOnAs(tools, team.leader),
  host: await goesOnAs(tools, team.host),
});

/** A second document of the person (practice E55). */
const claimOther = async (
  { party, command, other }: PartyAct,
  order: Order,
  { executor }: Tools,
): Promise<RowOutcome> => {
  if (!other || command.type !== 'RegisterParty') return 'unchanged';
  const { alias, identifier } = other;
  const { state } = await executor.load(partyDecider, await survivingId(executor, party));
  if (state.status !== 'registered') return 'unchanged';
  const owner = survivorIn(state);
  const basis = `${order.fileName} ${order.sha256.slice(0, 12)}`;
  const claim = { type: 'ClaimIdentifier', alias, owner, identifier, basis, actor: order.by } as const;
  const context = contextOf(order, [alias, 'claim'], contentHash({ party, identifier }));
  return outcomeOf(await executor.begin(partyDecider, alias, claim, context));
};

const recordStanding = async (
  { party, standing }: PartyAct,
  order: Order,
  tools: RunTools,
): Promise<RowOutcome> => {
  const outcomes: RowOutcome[] = [];
  for (const command of standing) {
    const actor = order.confirmedBy;
    const person = await goesOnAs(tools, party);
    const hash = contentHash(command);
    const context = contextOf(order, [party, command.type, hash], hash, { actor });
    const outcome = outcomeOf(await tools.executor.execute(partyDecider, person, command, context));
    if (isRefusal(outcome)) return outcome;
    outcomes.push(outcome);
  }
  return outcomes.includes('taken') ? 'taken' : 'unchanged';
};

const proposeAndConfirm = async (
  { party, account }: PartyAct,
  order: Order,
  { executor }: Tools,
): Promise<RowOutcome> => {
  if (!account) return 'unchanged';
  const { accountId, details } = account;
  const propose = { type: 'ProposeAccount', accountId, account: details, actor: order.by } as const;
  const proposal = contextOf(order, [party, accountId, 'propose'], contentHash(details));
  const proposed = outcomeOf(await executor.execute(partyDecider, party, propose, proposal));
  if (isRefusal(proposed)) return proposed;
  const confirm = { type: 'ConfirmAccount', accountId, actor: order.confirmedBy } as const;
  const confirmation = contextOf(order, [party, accountId, 'confirm'], accountId, {
    actor: order.confirmedBy,
  });
  const confirmed = outcomeOf(await executor.execute(partyDecider, party, confirm, confirmation));
  if (isRefusal(confirmed)) return confirmed;
  return [proposed, confirmed].includes('taken') ? 'taken' : 'unchanged';
};

const sourceOf = ({ fileName, sha256 }: Order, { source: { sheet, row } }: StatedRow): FileSource => ({
  fileName,
  sha256,
  sheet,
  row,
});

const carryOutAward = async (
  { statement }: AwardAct,
  row: StatedRow,
  order: Order,
  tools: RunTools,
): Promise<RowOutcome> => {
  const { executor, awards } = tools;
  const { award, application, caseDecision, policyVersion, approvedOn } = statement;
  const { facts, parties } = application;
  const ids = Object.entries(parties).map(([role, { party }]) => [role, party]);
  const hash = contentHash({ values: row.values, facts, decided: caseDecision?.amounts ?? {}, parties: ids });
  const survivors: Record<string, PartySnapshot> = {};
  for (const [role, snapshot] of Object.entries(parties))
    survivors[role] = { ...snapshot, party: await goesOnAs(tools, snapshot.party) };
  const command = {
    type: 'TakeOverAward',
    ...statement,
    application: { ...application, parties: survivors },
    source: sourceOf(order, row),
    by: order.by.id,
    confirmedBy: order.confirmedBy.id,
  } as const;
  const context = contextOf(order, [award], hash, { policyVersion, effectiveOn: approvedOn });
  return outcomeOf(await executor.begin(awards, award, command, context));
};

const carryOutPayment = async (
  act: PaymentAct,
  row: StatedRow,
  order: Order,
  { executor, awards, rulebook }: Tools,
): Promise<RowOutcome> => {
  const { award, trancheNo, amountFen, paidOn, voucher } = act;
  const { state } = await executor.load(awards, award);
  if (!isGranted(state)) return noSuchAward();
  const tranche = trancheOf(state, trancheNo);
  if (!tranche) return noSuchTranche(trancheNo);
  const measure = rulebook.measure(state.policyVersion, state.application.measure);
  if (isRefusal(measure)) return measure;
  const command = {
    type: 'TakeOverPayment',
    trancheNo,
    amountFen,
    paidOn,
    voucher,
    capClaims: capsOfPaid(awardFacts(state), tranche.plan, amountFen, measure),
    source: sourceOf(order, row),
    by: order.by.id,
    confirmedBy: order.confirmedBy.id,
  } as const;
  const hash = contentHash({ amountFen, paidOn, voucher });
  const { policyVersion } = state;
  const context = contextOf(order, [award, trancheNo], hash, { policyVersion, effectiveOn: paidOn });
  return outcomeOf(await executor.execute(awards, award, command, context));
};
