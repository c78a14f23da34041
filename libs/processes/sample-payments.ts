import { budgetFigures } from '#budgets/budget-line.js';
import { budgetDecider } from '#budgets/budgets.js';
import { capFigures } from '#caps/cap-account.js';
import { capDecider } from '#caps/caps.js';
import { businessDate, instant } from '#kernel/business-date.js';
import { batchContentHash } from '#payments/batches/batch-line.js';
import { linesOf } from '#payments/batches/batch-state.js';
import { batchDecider } from '#payments/batches/batches.js';
import type { LineAnswer } from '#payments/batches/payment.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import { type GrantedAward, isGranted, trancheOf } from '#programmes/award/award.js';
import { sampleApplication, sampleClaim, sampleDecider } from '#programmes/award/sample-award.js';
import { recoveryDecider } from '#recovery/recovery.js';
import type { SampleOffice } from './sample-office.js';

export const day = businessDate;
export const MAKER = { id: 'max', role: 'finance-maker' } as const;
export const CHECKER = { id: 'carl', role: 'finance-checker' } as const;
export const CAP = 'cap-sample.enterprise-year-party-ENTERPRISE-2024';

export const award = async (office: SampleOffice, id: string): Promise<GrantedAward> => {
  const { state } = await office.executor.load(sampleDecider, id);
  if (!isGranted(state)) throw new Error(`${id} is ${state.status}`);
  return state;
};

export const grant = async (office: SampleOffice, id: string, jurisdiction = 'jiaxing'): Promise<void> => {
  const commands: AwardCommand[] = [
    {
      type: 'SubmitApplication',
      award: id,
      application: { ...sampleApplication(), jurisdiction },
      policyVersion: 'S@1',
      by: 'olga',
    },
    { type: 'AcceptApplication', by: 'olga', on: day('2024-01-03') },
    { type: 'VerifyApplication', by: 'vera' },
    { type: 'StartPublicity', by: 'olga', startsOn: day('2024-01-04') },
    { type: 'ApproveAward', by: 'anna', on: day('2024-01-11'), policyVersion: 'S@1', caseDecision: null },
  ];
  for (const command of commands) await office.give(sampleDecider, id, command);
};

export const release = async (office: SampleOffice, id: string, trancheNo = 1, facts = {}): Promise<void> => {
  await office.give(sampleDecider, id, {
    type: 'ClaimTranche',
    by: 'olga',
    trancheNo,
    claim: sampleClaim(facts),
  });
  await office.give(sampleDecider, id, { type: 'VerifyEvidence', by: 'vera', trancheNo });
  await office.give(sampleDecider, id, {
    type: 'RequestRelease',
    by: 'max',
    trancheNo,
    on: day('2024-02-02'),
  });
};

export const tranche = async (office: SampleOffice, id: string, trancheNo = 1) =>
  trancheOf(await award(office, id), trancheNo);

export const send = async (office: SampleOffice, batch: string, awards: string[], attempt = 1) => {
  const candidates = awards.map((id) => ({ award: id, trancheNo: 1, attempt }));
  await office.give(batchDecider, batch, {
    type: 'DraftBatch',
    batch,
    title: 't',
    candidates,
    executeOn: day('2024-02-05'),
    actor: MAKER,
  });
  const { state } = await office.executor.load(batchDecider, batch);
  const lines = linesOf(state);
  if (lines.length === 0) return { lines, state };
  await office.give(batchDecider, batch, { type: 'SubmitBatch', actor: MAKER, requiredApprovals: 1 });
  await office.give(batchDecider, batch, {
    type: 'ApproveBatch',
    actor: CHECKER,
    contentHash: batchContentHash(lines),
    now: instant('2024-02-02T03:00:00Z'),
  });
  await office.give(batchDecider, batch, {
    type: 'SendBatch',
    actor: MAKER,
    format: 'csv',
    fileName: 'f',
    fileHash: 'h',
  });
  return { lines, state };
};

export const answer = (
  office: SampleOffice,
  batch: string,
  lineId: string,
  outcome: LineAnswer['outcome'],
  on = '2024-02-06',
) =>
  office.give(batchDecider, batch, {
    type: 'RecordLineAnswer',
    lineId,
    answer: {
      outcome,
      amountFen: null,
      bankReference: `${outcome}-1`,
      happenedOn: day(on),
      reasonCode: outcome === 'returned' ? 'AC04' : null,
      reason: null,
      source: { answerFile: 'bankfile-1', entryNo: 1 },
    },
  });

export const budget = async (office: SampleOffice, line = 'sample', year = 2024) =>
  budgetFigures((await office.executor.load(budgetDecider, `budget-${line}-${year}`)).state);
export const cap = async (office: SampleOffice) =>
  capFigures((await office.executor.load(capDecider, CAP)).state);

export const recoverFrom = async (office: SampleOffice, id: string): Promise<string> => {
  await office.give(sampleDecider, id, {
    type: 'TerminateAward',
    by: 'olga',
    ground: 'false-evidence',
    reason: 'forged',
    endedOn: day('2024-02-10'),
    facts: {},
  });
  const found = office.log.find(({ type }) => type === 'RecoveryFound');
  if (!found) throw new Error('No case');
  await office.give(recoveryDecider, found.stream, {
    type: 'ApproveDemand',
    actor: CHECKER,
    repayBy: day('2024-03-01'),
    documentNumber: 'R1',
  });
  return found.stream;
};

export const paidAward = async (office: SampleOffice, id: string, batch: string): Promise<void> => {
  await grant(office, id);
  await release(office, id, 1, { capped: true });
  await send(office, batch, [id]);
  await answer(office, batch, `${id.slice(-12)}-1-1`, 'settled');
};
