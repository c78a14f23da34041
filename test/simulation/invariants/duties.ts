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

/** Promise 4, from the events alone: who entered, verified, released, made and approved one payment are different people. */
export const duties = (complain: Complain): Book => {
  const verifiedAward = new Map<string, string>();
  const approvedAward = new Map<string, string>();
  const claimed = new Map<string, string>();
  const verified = new Map<string, string>();
  const released = new Map<string, string>();
  const proposedAccount = new Map<string, string>();
  const confirmedAccounts = new Set<string>();
  const foundCase = new Map<string, string>();
  const batches = new Map<string, BatchPeople>();

  const different = (what: string, by: string, ...earlier: readonly (string | undefined)[]): void => {
    if (earlier.includes(by)) complain('two people', `${by} did both: ${what}`);
  };

  const seeAward = ({ type, data }: RawEvent): void => {
    const by = typeof data['by'] === 'string' ? data['by'] : '';
    const award = textIn(data, 'award');
    if (type === 'ApplicationVerified') verifiedAward.set(award, by);
    if (type === 'AwardApproved') {
      different(`verify and approve ${award}`, by, verifiedAward.get(award));
      approvedAward.set(award, by);
    }
    if (type === 'TrancheClaimed') claimed.set(trancheIn(data), by);
    if (type === 'TrancheVerified') {
      different(`claim and verify ${trancheIn(data)}`, by, claimed.get(trancheIn(data)));
      verified.set(trancheIn(data), by);
    }
    if (type === 'TrancheReleaseRequested') {
      const tranche = trancheIn(data);
      different(
        `prepare and release ${tranche}`,
        by,
        claimed.get(tranche),
        verified.get(tranche),
        approvedAward.get(award),
      );
      released.set(attemptIn(data), by);
    }
  };

  const seeParty = ({ type, stream, data }: RawEvent): void => {
    if (type === 'AccountProposed')
      proposedAccount.set(`${stream}/${textIn(data, 'accountId')}`, textIn(data, 'proposedBy'));
    if (type !== 'AccountConfirmed') return;
    const account = `${stream}/${textIn(data, 'accountId')}`;
    different(`propose and confirm ${account}`, textIn(data, 'confirmedBy'), proposedAccount.get(account));
    confirmedAccounts.add(account);
  };

  const sealed = (stream: string, { approvers, makers, lines }: BatchPeople): void => {
    for (const approver of approvers) {
      different(`make and approve ${stream}`, approver, ...makers);
      for (const line of lines.values()) {
        const [tranche, attempt] = [trancheIn(line), attemptIn(line)];
        different(
          `prepare ${attempt} and approve ${stream}`,
          approver,
          claimed.get(tranche),
          verified.get(tranche),
          released.get(attempt),
        );
      }
    }
  };

  const assembled = (stream: string, batch: BatchPeople, data: RawData): void => {
    for (const line of partsIn(data, 'lines')) {
      batch.lines.set(textIn(line, 'lineId'), line);
      const account = `${textIn(line, 'payee')}/${textIn(line['account'] as RawData, 'accountId')}`;
      if (!confirmedAccounts.has(account))
        complain('money goes to confirmed accounts', `${account} in ${stream}`);
    }
  };

  const seeBatch = ({ type, stream, data }: RawEvent): void => {
    const batch = entryOf(batches, stream, (): BatchPeople => ({
      makers: new Set(),
      approvers: new Set(),
      lines: new Map(),
    }));
    if (type === 'BatchDrafted') batch.makers.add(textIn(data, 'draftedBy'));
    if (type === 'BatchAssembled') assembled(stream, batch, data);
    if (type === 'LineRemoved') batch.lines.delete(textIn(data, 'lineId'));
    if (type === 'BatchSubmitted') batch.makers.add(textIn(data, 'submittedBy'));
    if (type === 'SubmissionWithdrawn') batch.approvers.clear();
    if (type === 'BatchApprovalGiven') batch.approvers.add(textIn(data, 'approvedBy'));
    if (type === 'BatchSealed') sealed(stream, batch);
  };

  const seeCase = ({ type, stream, data }: RawEvent): void => {
    const actor = data['actor'] as RawData | undefined;
    if (type === 'RecoveryFound') foundCase.set(stream, textIn(data['foundBy'] as RawData, 'id'));
    if ((type === 'RecoveryDemanded' || type === 'CaseDismissed') && actor)
      different(`find and decide ${stream}`, textIn(actor, 'id'), foundCase.get(stream));
  };

  return {
    see: (event) => {
      if (typeof event.data['award'] === 'string' && event.stream === event.data['award']) seeAward(event);
      if (event.stream.startsWith('party-')) seeParty(event);
      if (event.stream.startsWith('batch-')) seeBatch(event);
      if (event.stream.startsWith('recovery-')) seeCase(event);
    },
  };
};
