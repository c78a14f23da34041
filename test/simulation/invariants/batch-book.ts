import {
  attemptIn,
  type Book,
  type Complain,
  entryOf,
  fenIn,
  numberIn,
  partsIn,
  type RawData,
  type RawEvent,
  textIn,
  trancheIn,
} from './raw-event.js';

interface Line {
  readonly attempt: string;
  readonly tranche: string;
  readonly netFen: bigint;
  settledFen: bigint;
  outcome: 'waiting' | 'settled' | 'rejected' | 'returned';
}

interface Batch {
  status: 'drafted' | 'assembled' | 'submitted' | 'sealed' | 'sent' | 'rejected';
  contentHash: string | undefined;
  requiredApprovals: number;
  readonly approvals: Set<string>;
  readonly lines: Map<string, Line>;
}

export interface BatchBook extends Book {
  readonly batches: ReadonlyMap<string, Readonly<Batch>>;
  /** What the bank has paid and not taken back, by attempt. */
  readonly settledFen: ReadonlyMap<string, bigint>;
  /** What the bank has paid, also where it came back later. */
  readonly everSettledFen: ReadonlyMap<string, bigint>;
}

interface Sheets {
  readonly complain: Complain;
  readonly batches: Map<string, Batch>;
  /** By line: the batch it was sent in, and the attempt it pays. */
  readonly sentLines: Map<string, string>;
  readonly attemptOfLine: Map<string, string>;
  readonly settledFen: Map<string, bigint>;
  readonly everSettledFen: Map<string, bigint>;
  readonly messages: Set<string>;
}

const isLive = ({ status }: Batch): boolean => status !== 'rejected';

/** Promise 2 and 5: what was approved is what is sent, once, and every payment has an end-to-end id of its own. */
export const batchBook = (complain: Complain): BatchBook => {
  const sheets: Sheets = {
    complain,
    batches: new Map(),
    sentLines: new Map(),
    attemptOfLine: new Map(),
    settledFen: new Map(),
    everSettledFen: new Map(),
    messages: new Set(),
  };
  const { batches, settledFen, everSettledFen } = sheets;
  const see = (event: RawEvent): void => {
    const { type, stream, data } = event;
    if (!stream.startsWith('batch-')) return;
    const make = (): Batch => ({
      status: 'drafted',
      contentHash: undefined,
      requiredApprovals: 1,
      approvals: new Set(),
      lines: new Map(),
    });
    const batch = entryOf(batches, stream, make);
    switch (type) {
      case 'LinesAssembled':
      case 'BatchAssembled':
        return assembled(sheets, stream, batch, data);
      case 'LineRemoved':
        return void batch.lines.delete(textIn(data, 'lineId'));
      case 'BatchRejected':
        batch.status = 'rejected';
        return batch.lines.clear();
      case 'BatchSubmitted':
        batch.status = 'submitted';
        batch.contentHash = textIn(data, 'contentHash');
        batch.requiredApprovals = numberIn(data, 'requiredApprovals');
        return;
      case 'SubmissionWithdrawn':
        batch.status = 'assembled';
        return batch.approvals.clear();
      case 'BatchApprovalGiven':
      case 'BatchApproved':
      case 'BatchSealed':
        return approved(sheets, stream, batch, event);
      case 'BatchSent':
        return sent(sheets, stream, batch, data);
      case 'LineSettled':
      case 'LineRejected':
      case 'LineReturned':
        return answered(sheets, stream, batch, event);
    }
  };

  return { batches, settledFen, everSettledFen, see };
};

const assembled = (sheets: Sheets, stream: string, batch: Batch, data: RawData): void => {
  const { complain, batches, attemptOfLine } = sheets;
  batch.status = 'assembled';
  for (const part of partsIn(data, 'lines')) {
    const [lineId, attempt, tranche] = [textIn(part, 'lineId'), attemptIn(part), trancheIn(part)];
    const known = entryOf(attemptOfLine, lineId, () => attempt);
    if (known !== attempt)
      complain('an end-to-end id names one attempt', `${lineId}: ${known} and ${attempt}`);
    for (const [other, { lines, ...rest }] of batches) {
      const holds = [...lines.values()].some(
        (line) => line.tranche === tranche && line.outcome === 'waiting',
      );
      if (other !== stream && isLive({ lines, ...rest }) && holds)
        complain('a tranche is in one batch at a time', `${tranche} in ${other} and ${stream}`);
    }
    batch.lines.set(lineId, {
      attempt,
      tranche,
      netFen: fenIn(part, 'netFen'),
      settledFen: 0n,
      outcome: 'waiting',
    });
  }
};

const sent = (sheets: Sheets, stream: string, batch: Batch, data: RawData): void => {
  const { complain, sentLines, messages } = sheets;
  if (batch.status !== 'sealed')
    complain('only a sealed batch is sent, once', `${stream} was ${batch.status}`);
  batch.status = 'sent';
  const messageId = textIn(data, 'messageId');
  if (messages.has(messageId)) complain('a message id is used once', messageId);
  messages.add(messageId);
  for (const lineId of batch.lines.keys()) {
    const other = sentLines.get(lineId);
    if (other !== undefined)
      complain('an instruction reaches the bank once', `${lineId} in ${other} and ${stream}`);
    sentLines.set(lineId, stream);
  }
};

const answered = (sheets: Sheets, stream: string, batch: Batch, { type, data }: RawEvent): void => {
  const { complain, settledFen, everSettledFen } = sheets;
  const line = batch.lines.get(textIn(data, 'lineId'));
  if (batch.status !== 'sent' || !line)
    return complain('only what was sent is answered', `${type} in ${stream}`);
  const expected = type === 'LineReturned' ? ['waiting', 'settled'] : ['waiting'];
  if (!expected.includes(line.outcome))
    complain('no line is settled twice', `${type} after ${line.outcome} in ${stream}`);
  if (fenIn(data, 'netFen') !== line.netFen)
    complain('the bank pays what was approved', `${type} in ${stream}`);
  const before = settledFen.get(line.attempt) ?? 0n;
  if (type === 'LineSettled') {
    line.settledFen += line.netFen;
    settledFen.set(line.attempt, before + line.netFen);
    everSettledFen.set(line.attempt, (everSettledFen.get(line.attempt) ?? 0n) + line.netFen);
    line.outcome = 'settled';
  } else {
    const wasSettled = line.outcome === 'settled';
    if (type === 'LineReturned' && data['wasSettled'] !== wasSettled)
      complain('a return knows whether money had left', `${textIn(data, 'lineId')} in ${stream}`);
    if (wasSettled) settledFen.set(line.attempt, before - line.netFen);
    line.settledFen = 0n;
    line.outcome = type === 'LineReturned' ? 'returned' : 'rejected';
  }
};

const approved = (sheets: Sheets, stream: string, batch: Batch, { type, data }: RawEvent): void => {
  const { complain } = sheets;
  if (textIn(data, 'contentHash') !== batch.contentHash)
    complain('what is approved is what was submitted', `${type} in ${stream}`);
  if (type === 'BatchApprovalGiven') batch.approvals.add(textIn(data, 'approvedBy'));
  if (type !== 'BatchSealed') return;
  if (batch.approvals.size < batch.requiredApprovals) complain('a sealed batch has its approvals', stream);
  batch.status = 'sealed';
};
