import { budgetDecider, budgetStream } from '#budgets/budgets.js';
import { yearOf } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import { partyDecider } from '#parties/parties.js';
import { fictitiousCreditCode } from '#kernel/chinese-identifiers/fictitious.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import { type GrantedAward, isGranted, type Tranche, type TrancheStatus } from '#programmes/award/award.js';
import { sampleApplication, sampleDecider } from '#programmes/award/sample-award.js';
import type { Office } from './office.js';
import { ANNA, MAX, OLGA, oneOf, VERA } from './people.js';

/** What a person does, chosen by three numbers among what is there to do. */
export type Move = (office: Office, pick: number, other: number) => Promise<void>;

const AWARDS_MAX = 9;
const PARTY = 'party-ENTERPRISE';

const awardsOf = async (office: Office): Promise<readonly GrantedAward[]> => {
  const streams = new Set(
    office.log.filter(({ type }) => type === 'AwardApproved').map(({ stream }) => stream),
  );
  const states = await Promise.all(
    [...streams].map(async (stream) => (await office.people.load(sampleDecider, stream)).state),
  );
  return states.filter(isGranted);
};

export interface Spot {
  readonly award: GrantedAward;
  readonly tranche: Tranche;
}

export const tranchesIn = async (
  office: Office,
  ...statuses: readonly TrancheStatus[]
): Promise<readonly Spot[]> =>
  (await awardsOf(office)).flatMap((award) =>
    award.tranches.filter(({ status }) => statuses.includes(status)).map((tranche) => ({ award, tranche })),
  );

export const chosen = <T>(among: readonly T[], pick: number): T | undefined => among[pick % among.length];

const giveAward = async (office: Office, award: string, command: AwardCommand, actor = OLGA): Promise<void> =>
  void (await office.give(sampleDecider, award, command, actor));

/** An application of a place that nobody objected to. */
const grantIn = async (office: Office, jurisdiction: string): Promise<void> => {
  const number =
    new Set(office.log.filter(({ type }) => type === 'AwardApproved').map(({ stream }) => stream)).size + 1;
  if (number > AWARDS_MAX) return;
  const award = `sample-${String(number).padStart(12, '0')}`;
  const [on, later] = [office.today(), 12];
  const application = { ...sampleApplication(), appliedOn: on, jurisdiction };
  await giveAward(office, award, {
    type: 'SubmitApplication',
    award,
    application,
    policyVersion: 'S@1',
    by: OLGA.id,
  });
  await giveAward(office, award, { type: 'AcceptApplication', by: OLGA.id, on });
  await giveAward(office, award, { type: 'VerifyApplication', by: VERA.id }, VERA);
  await giveAward(office, award, { type: 'StartPublicity', by: OLGA.id, startsOn: on });
  await office.sleep(later);
  const approve = {
    type: 'ApproveAward',
    by: ANNA.id,
    on: office.today(),
    policyVersion: 'S@1',
    caseDecision: null,
  } as const;
  await giveAward(office, award, approve, ANNA);
};

export const grant: Move = (office) => grantIn(office, 'jiaxing');
/** City and district pay half each. */
export const grantShared: Move = (office) => grantIn(office, 'nanhu');

/** Evidence entered and verified, now and then rejected, or proving that nothing is due; the second tranche passes its review first. */
export const prepare: Move = async (office, pick, other) => {
  const spot = chosen(await tranchesIn(office, 'planned', 'refused'), pick);
  if (!spot) return;
  const { award } = spot.award;
  const { trancheNo, gates } = spot.tranche.plan;
  const on = office.today();
  for (const gate of gates) {
    const assessment = {
      gate,
      outcome: 'passed',
      score: null,
      assessedOn: on,
      document: 'A-1',
      rectifyBy: null,
    } as const;
    await giveAward(office, award, { type: 'RecordAssessment', by: OLGA.id, ...assessment });
  }
  const evidence = [{ name: 'report', document: 'DOC-1', issuedOn: on }];
  const facts = { capped: other % 2 === 0, worthless: other % 11 === 10 };
  const claim = { evidence, facts, claimedOn: on };
  await giveAward(office, award, { type: 'ClaimTranche', by: OLGA.id, trancheNo, claim });
  const verifier = oneOf(VERA, other);
  if (other % 9 === 8) {
    const reject = { type: 'RejectEvidence', by: verifier.id, trancheNo, reason: 'r' } as const;
    return giveAward(office, award, reject, verifier);
  }
  await giveAward(office, award, { type: 'VerifyEvidence', by: verifier.id, trancheNo }, verifier);
};

export const release: Move = async (office, pick, other) => {
  const spot = chosen(await tranchesIn(office, 'verified', 'returned'), pick);
  if (!spot) return;
  const releaser = oneOf(MAX, other);
  const { trancheNo } = spot.tranche.plan;
  await giveAward(
    office,
    spot.award.award,
    { type: 'RequestRelease', by: releaser.id, trancheNo, on: office.today() },
    releaser,
  );
};

const onTranche =
  (statuses: readonly TrancheStatus[], command: 'CancelTranche' | 'HoldTranche' | 'LiftHold'): Move =>
  async (office, pick) => {
    const spot = chosen(await tranchesIn(office, ...statuses), pick);
    if (!spot) return;
    await giveAward(office, spot.award.award, {
      type: command,
      by: OLGA.id,
      trancheNo: spot.tranche.plan.trancheNo,
      reason: 'r',
    });
  };

export const cancel = onTranche(['verified', 'releasing', 'queued', 'released', 'returned'], 'CancelTranche');
export const hold = onTranche(['released', 'queued', 'verified'], 'HoldTranche');
export const lift = onTranche(['released', 'queued', 'verified', 'returned'], 'LiftHold');

export const suspendOrResume: Move = async (office, pick) => {
  const awards = await awardsOf(office);
  const award = awards.find(({ status }) => status === 'suspended') ?? chosen(awards, pick);
  if (award)
    await giveAward(office, award.award, {
      type: award.status === 'suspended' ? 'ResumeAward' : 'SuspendAward',
      by: OLGA.id,
      reason: 'r',
    });
};

export const terminate: Move = async (office, pick, other) => {
  const awards = await awardsOf(office);
  const paid = awards.filter(({ tranches }) => tranches.some(({ status }) => status === 'paid'));
  const award = chosen(pick % 4 === 0 ? awards : paid, pick);
  const ground =
    chosen(['false-evidence', 'left-early', 'false-evidence', 'other'] as const, other) ?? 'other';
  if (award)
    await giveAward(office, award.award, {
      type: 'TerminateAward',
      by: OLGA.id,
      ground,
      reason: 'r',
      endedOn: office.today(),
      facts: {},
    });
};

/** Into another district, back into the city, or away. */
export const move: Move = async (office, pick, other) => {
  const award = chosen(await awardsOf(office), pick);
  const to = chosen(['nanhu', 'xiuzhou', 'jiaxing', 'nanhu', 'shanghai'] as const, other) ?? 'nanhu';
  if (!award) return;
  const on = office.today();
  const command = { type: 'MoveAward', by: VERA.id, to, movedOn: on, document: 'M-1', facts: {} } as const;
  await giveAward(office, award.award, command, VERA);
};

const money = (office: Office, other: number, line = 'sample') => {
  const year = yearOf(office.today());
  return { year, line, stream: budgetStream(line, year), documentNumber: `D-${office.log.length}-${other}` };
};

const appropriateTo = async (office: Office, pick: number, other: number, to: string): Promise<void> => {
  const { year, line, stream, documentNumber } = money(office, other, to);
  const amountFen = yuan(20 + (pick % 10) * 15);
  await office.give(
    budgetDecider,
    stream,
    { type: 'AppropriateBudget', line, year, amountFen, documentNumber },
    MAX,
  );
};

export const appropriate: Move = (office, pick, other) => appropriateTo(office, pick, other, 'sample');
export const appropriateDistrict: Move = (office, pick, other) =>
  appropriateTo(office, pick, other, other % 3 === 0 ? 'XZ-sample' : 'NH-sample');

export const adjust: Move = async (office, pick, other) => {
  const { stream, documentNumber } = money(office, other);
  await office.give(
    budgetDecider,
    stream,
    { type: 'AdjustBudget', deltaFen: yuan((pick % 9) - 6) * 10n, documentNumber },
    MAX,
  );
};

/** The payee's account, entered by one and confirmed by another; a new one after every return. */
export const openAccount: Move = async (office, _pick, other) => {
  if (!office.log.some(({ stream }) => stream === PARTY)) {
    const identifier = { kind: 'unified-social-credit-code', value: fictitiousCreditCode(1) } as const;
    await office.give(
      partyDecider,
      PARTY,
      { type: 'RegisterParty', party: PARTY, kind: 'enterprise', name: '样例公司', identifier },
      OLGA,
    );
  }
  const number = office.log.length;
  const accountId = `A${number}`;
  const account = {
    number: `33000000${String(number).padStart(6, '0')}`,
    accountName: '样例公司',
    bankCode: '105335000018',
    bankName: '建行',
  };
  await office.give(partyDecider, PARTY, { type: 'ProposeAccount', accountId, account, actor: OLGA }, OLGA);
  const confirmer = oneOf(VERA, other);
  await office.give(partyDecider, PARTY, { type: 'ConfirmAccount', accountId, actor: confirmer }, confirmer);
};
