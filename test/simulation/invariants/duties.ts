import {
  attemptIn,
  type Book,
  type Complain,
  entryOf,
  partsIn,
  type RawData,
  type RawEvent,
  textIn,
  trancheIn,
} from './raw-event.js';

interface BatchPeople {
  readonly makers: Set<string>;
  readonly approvers: Set<string>;
  readonly lines: Map<string, RawData>;
}

/** Who did what, by award, tranche, attempt, account, case and batch. */
interface People {
  readonly complain: Complain;
  readonly verifiedAward: Map<string, string>;
  readonly approvedAward: Map<string, string>;
  readonly claimed: Map<string, string>;
  readonly verified: Map<string, string>;
  readonly released: Map<string, string>;
  readonly proposedAccount: Map<string, string>;
  readonly confirmedAccounts: Set<string>;
  /** By team, the unit whose account receives its money. */
  readonly hosts: Map<string, string>;
  readonly foundCase: Map<string, string>;
  readonly proposedRefund: Map<string, string>;
  readonly batches: Map<string, BatchPeople>;
}

/** Promise 4, from the events alone: who entered, verified, released, made and approved one payment are different people. */
export const duties = (complain: Complain): Book => {
  const people: People = {
    complain,
    verifiedAward: new Map(),
    approvedAward: new Map(),
    claimed: new Map(),
    verified: new Map(),
    released: new Map(),
    proposedAccount: new Map(),
    confirmedAccounts: new Set(),
    hosts: new Map(),
    foundCase: new Map(),
    proposedRefund: new Map(),
    batches: new Map(),
  };
  return {
    see: (event) => {
      if (typeof event.data['award'] === 'string' && event.stream === event.data['award'])
        seeAward(people, event);
      if (event.stream.startsWith('party-')) seeParty(people, event);
      if (event.stream.startsWith('batch-')) seeBatch(people, event);
      if (event.stream.startsWith('recovery-')) seeCase(people, event);
    },
  };
};

const different = (
  people: People,
  what: string,
  by: string,
  ...earlier: readonly (string | undefined)[]
): void => {
  const { complain } = people;
  if (earlier.includes(by)) complain('two people', `${by} did both: ${what}`);
};

const seeAward = (people: People, { type, data }: RawEvent): void => {
  const { verifiedAward, approvedAward, claimed, verified, released } = people;
  const by = typeof data['by'] === 'string' ? data['by'] : '';
  const award = textIn(data, 'award');
  if (type === 'ApplicationVerified') verifiedAward.set(award, by);
  if (type === 'AwardApproved') {
    different(people, `verify and approve ${award}`, by, verifiedAward.get(award));
    approvedAward.set(award, by);
  }
  if (type === 'TrancheClaimed') claimed.set(trancheIn(data), by);
  if (type === 'TrancheVerified') {
    different(people, `claim and verify ${trancheIn(data)}`, by, claimed.get(trancheIn(data)));
    verified.set(trancheIn(data), by);
  }
  if (type === 'TrancheReleaseRequested') {
    const tranche = trancheIn(data);
    different(
      people,
      `prepare and release ${tranche}`,
      by,
      claimed.get(tranche),
      verified.get(tranche),
      approvedAward.get(award),
    );
    released.set(attemptIn(data), by);
  }
};

const seeParty = (people: People, { type, stream, data }: RawEvent): void => {
  const { proposedAccount, confirmedAccounts, hosts } = people;
  if (type === 'TeamRegistered') hosts.set(stream, textIn(data, 'host'));
  if (type === 'AccountProposed')
    proposedAccount.set(`${stream}/${textIn(data, 'accountId')}`, textIn(data, 'proposedBy'));
  if (type !== 'AccountConfirmed') return;
  const account = `${stream}/${textIn(data, 'accountId')}`;
  different(
    people,
    `propose and confirm ${account}`,
    textIn(data, 'confirmedBy'),
    proposedAccount.get(account),
  );
  confirmedAccounts.add(account);
};

const sealed = (people: People, stream: string, { approvers, makers, lines }: BatchPeople): void => {
  const { claimed, verified, released } = people;
  for (const approver of approvers) {
    different(people, `make and approve ${stream}`, approver, ...makers);
    for (const line of lines.values()) {
      const [tranche, attempt] = [trancheIn(line), attemptIn(line)];
      different(
        people,
        `prepare ${attempt} and approve ${stream}`,
        approver,
        claimed.get(tranche),
        verified.get(tranche),
        released.get(attempt),
      );
    }
  }
};

const assembled = (people: People, stream: string, batch: BatchPeople, data: RawData): void => {
  const { complain, confirmedAccounts, hosts } = people;
  for (const line of partsIn(data, 'lines')) {
    batch.lines.set(textIn(line, 'lineId'), line);
    const payee = textIn(line, 'payee');
    const account = `${hosts.get(payee) ?? payee}/${textIn(line['account'] as RawData, 'accountId')}`;
    if (!confirmedAccounts.has(account))
      complain('money goes to confirmed accounts', `${account} in ${stream}`);
  }
};

const seeBatch = (people: People, { type, stream, data }: RawEvent): void => {
  const { batches } = people;
  const batch = entryOf(batches, stream, (): BatchPeople => ({
    makers: new Set(),
    approvers: new Set(),
    lines: new Map(),
  }));
  if (type === 'BatchDrafted') batch.makers.add(textIn(data, 'draftedBy'));
  if (type === 'BatchAssembled' || type === 'LinesAssembled') assembled(people, stream, batch, data);
  if (type === 'LineRemoved') batch.lines.delete(textIn(data, 'lineId'));
  if (type === 'BatchSubmitted') batch.makers.add(textIn(data, 'submittedBy'));
  if (type === 'SubmissionWithdrawn') batch.approvers.clear();
  if (type === 'BatchApprovalGiven') batch.approvers.add(textIn(data, 'approvedBy'));
  if (type === 'BatchSealed') sealed(people, stream, batch);
};

const seeCase = (people: People, { type, stream, data }: RawEvent): void => {
  const { foundCase, proposedRefund } = people;
  const actor = data['actor'] as RawData | undefined;
  if (type === 'RecoveryFound') foundCase.set(stream, textIn(data['foundBy'] as RawData, 'id'));
  if ((type === 'RecoveryDemanded' || type === 'CaseDismissed') && actor)
    different(people, `find and decide ${stream}`, textIn(actor, 'id'), foundCase.get(stream));
  if (type === 'OverpaymentRefundProposed' && actor) proposedRefund.set(stream, textIn(actor, 'id'));
  if (type === 'OverpaymentRefundApproved' && actor)
    different(
      people,
      `propose and approve the refund of ${stream}`,
      textIn(actor, 'id'),
      proposedRefund.get(stream),
    );
};
