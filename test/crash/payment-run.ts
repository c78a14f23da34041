import { fictitiousCreditCode, fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import { businessDate } from '#kernel/business-date.js';
import type { BankBook } from './bank-book.js';
import type { Json, PatientClient } from './patient-client.js';

export interface PaymentRun {
  readonly client: PatientClient;
  readonly bank: BankBook;
  /** Enterprises; each has two awards. */
  readonly groups: number;
}

interface Group {
  readonly no: number;
  readonly person: string;
  readonly enterprise: string;
  readonly startup: string;
  readonly incubator: string;
}

const APPROVED_ON = '2024-01-15';
const PAID_ON = '2024-01-22';
/** An account that was changed is paid to after three days. */
const COOLED_ON = '2024-01-25';
const COOLED_AGAIN_ON = '2024-02-01';
const LATER = '2024-07-01';

/**
 * A payment run with everything in it that costs money when it happens twice: several awards, a return that is paid again, answers
 * that come twice, an award that ends with a claim, set off against the next payment and partly repaid, and money that the bank gives back
 * although it was claimed: before the set-off, or after the claim was met, and then what had come in is paid back. The founders turn out to be
 * known under another identity, a vote is taken back, and the last payments go out in split batches. All keys are fixed.
 */
export const payEverything = async (given: PaymentRun): Promise<void> => {
  const run: RunningOn = { ...given, day: APPROVED_ON };
  const groups = await Promise.all(Array.from({ length: run.groups }, (_, no) => apply(run, no)));
  await moveTo(run, APPROVED_ON);
  await appropriate(run);
  await Promise.all(groups.map((group) => approveBoth(run, group)));
  await moveTo(run, PAID_ON);

  await Promise.all(groups.map(({ no, startup }) => release(run, `${no}/startup/1`, startup)));
  const first = await sendBatch(
    run,
    'batch/1',
    groups.map(({ startup }) => startup),
  );
  await bankSettles(run, 'batch/1', first);
  await Promise.all(groups.map((group) => mergeTwin(run, group)));
  const back = groups.filter(({ no }) => no % 2 === 0);
  const stays = groups.filter(({ no }) => no % 2 === 1);
  for (const group of back) await bankReturns(run, group, first);
  await moveTo(run, COOLED_ON);
  await Promise.all(back.map(({ no, startup }) => release(run, `${no}/startup/2`, startup)));
  const second = await sendBatch(
    run,
    'batch/2',
    back.map(({ startup }) => startup),
  );
  await bankSettles(run, 'batch/2', second);

  for (const group of groups) await claimBack(run, group);
  for (const group of stays) await bankReturns(run, group, first);
  await moveTo(run, COOLED_AGAIN_ON);
  await Promise.all(groups.map(({ no, incubator }) => release(run, `${no}/incubator/1`, incubator)));
  for (const [no, sent] of (await sendSplit(run, 'batch/3')).entries())
    await bankSettles(run, `batch/3/${no}`, sent);
  for (const group of back.filter(({ no }) => no % 4 === 0)) {
    await bankReturns(run, group, second);
    await payBack(run, group);
  }
  await moveTo(run, LATER);
  // Whatever was under way before is over when this is answered.
  await order(run, 'maker', 'closing', '/v1/budget-lines/JX-INCUBATOR/2024/appropriations', {
    amountYuan: '1.00',
    documentNumber: 'closing',
  });
};

/** The run and the day it is in. */
interface RunningOn extends PaymentRun {
  day: string;
}

const moveTo = async (run: RunningOn, day: string): Promise<void> => {
  await order(run, 'admin', `clock/${day}`, '/v1/clock/advance', {
    to: day,
    reason: 'the next day of the run',
  });
  run.day = day;
};

const order = (
  { client }: PaymentRun,
  as: string,
  key: string,
  path: string,
  body: object = {},
): Promise<Json> => client.do({ as, key, path, body });

const idOf = ({ id }: Json): string => String(id);

const apply = async (run: RunningOn, no: number): Promise<Group> => {
  const bornOn = businessDate('1982-04-18');
  const name = `示例${no}号企业有限公司`;
  const founder = { kind: 'person', name: `创始人${no}`, bornOn, nationality: 'CHN' };
  const person = idOf(
    await order(run, 'officer', `${no}/person`, '/v1/parties', {
      ...founder,
      identifier: { kind: 'resident-id', value: fictitiousResidentId(bornOn, 11 + 2 * no) },
    }),
  );
  const identifier = { kind: 'unified-social-credit-code', value: fictitiousCreditCode(8000 + no) };
  const enterprise = idOf(
    await order(run, 'officer', `${no}/party`, '/v1/parties', {
      kind: 'enterprise',
      name,
      identifier,
      county: 'nanhu',
    }),
  );
  await openAccount(run, `${no}/account`, enterprise, name, `330501638127${String(no).padStart(6, '0')}`);
  const startup = await publish(run, `${no}/startup`, {
    measure: 'JX24-1.2',
    parties: { person, enterprise },
    facts: { class: 'C', selectedOn: '2023-12-15' },
  });
  const facts = { location: 'abroad', builtOn: '2023-09-28', cityLevel: true };
  const incubator = await publish(run, `${no}/incubator`, {
    measure: 'JX24-13.2',
    parties: { host: enterprise },
    facts,
  });
  return { no, person, enterprise, startup, incubator };
};

/** The founder is known under another identity as well, and goes on under that one: caps move while money is under way. */
const mergeTwin = async (run: RunningOn, { no, person }: Group): Promise<void> => {
  const bornOn = businessDate('1982-04-18');
  const twin = idOf(
    await order(run, 'officer', `${no}/twin`, '/v1/parties', {
      kind: 'person',
      name: `创始人${no}`,
      bornOn,
      nationality: 'CHN',
      identifier: { kind: 'resident-id', value: fictitiousResidentId(bornOn, 411 + 2 * no) },
    }),
  );
  const merge = { into: twin, reason: '同一人登记两次', basis: '公安核查函' };
  await order(run, 'officer', `${no}/merge`, `/v1/parties/${person}/merge`, merge);
  await order(run, 'verifier', `${no}/merge/confirm`, `/v1/parties/${person}/merge/confirm`);
};

const openAccount = async (
  run: RunningOn,
  key: string,
  party: string,
  accountName: string,
  number: string,
): Promise<void> => {
  const body = { number, accountName, bankCode: '105335000018', bankName: '示例银行' };
  const { accountId } = await order(run, 'officer', key, `/v1/parties/${party}/accounts`, body);
  await order(
    run,
    'verifier',
    `${key}/confirm`,
    `/v1/parties/${party}/accounts/${String(accountId)}/confirm`,
  );
};

const publish = async (run: RunningOn, key: string, application: object): Promise<string> => {
  const award = idOf(await order(run, 'officer', `${key}/submit`, '/v1/awards', application));
  await order(run, 'officer', `${key}/accept`, `/v1/awards/${award}/accept`);
  await order(run, 'verifier', `${key}/verify`, `/v1/awards/${award}/verify`);
  await order(run, 'officer', `${key}/publicity`, `/v1/awards/${award}/publicity`);
  return award;
};

const appropriate = async (run: PaymentRun): Promise<void> => {
  for (const line of ['JX-ELITE-LEADER', 'JX-INCUBATOR']) {
    const body = { amountYuan: String(run.groups * 2_000_000), documentNumber: `嘉财〔2024〕${line}` };
    await order(run, 'maker', `budget/${line}`, `/v1/budget-lines/${line}/2024/appropriations`, body);
  }
};

const approveBoth = async (run: RunningOn, { no, startup, incubator }: Group): Promise<void> => {
  await order(run, 'approver', `${no}/startup/approve`, `/v1/awards/${startup}/approve`);
  await order(run, 'approver', `${no}/incubator/approve`, `/v1/awards/${incubator}/approve`);
  await prove(run, `${no}/startup`, startup, ['business-registration', 'capital-report']);
  await prove(run, `${no}/incubator`, incubator, ['city-recognition']);
};

const prove = async (
  run: RunningOn,
  key: string,
  award: string,
  documents: readonly string[],
): Promise<void> => {
  const evidence = documents.map((name) => ({ name, document: `${key}-${name}`, issuedOn: '2024-01-11' }));
  await order(run, 'officer', `${key}/claim`, `/v1/awards/${award}/tranches/1/claim`, {
    evidence,
    facts: {},
  });
  await order(run, 'verifier', `${key}/evidence`, `/v1/awards/${award}/tranches/1/verify`);
};

const release = (run: RunningOn, key: string, award: string): Promise<Json> =>
  order(run, 'maker', `${key}/release`, `/v1/awards/${award}/tranches/1/release`);

interface SentBatch {
  readonly batch: string;
  readonly file: Uint8Array<ArrayBuffer>;
  readonly lines: readonly Json[];
}

const sendBatch = async (run: RunningOn, key: string, awards: readonly string[]): Promise<SentBatch> => {
  const tranches = awards.map((award) => ({ award, trancheNo: 1 }));
  const batch = idOf(await order(run, 'maker', `${key}/draft`, '/v1/batches', { title: key, tranches }));
  return approveAndSend(run, key, batch);
};

/** Whatever is payable, in batches of two lines at most. */
const sendSplit = async (run: RunningOn, key: string): Promise<readonly SentBatch[]> => {
  const body = { title: key, maxLines: 2 };
  await run.client.do({ as: 'maker', key, path: '/v1/batches/split', body, mayBeDone: true });
  // The split is done when this is answered, and the batches it drafted are seen.
  await order(run, 'maker', `${key}/drafted`, '/v1/budget-lines/JX-INCUBATOR/2024/appropriations', {
    amountYuan: '1.00',
    documentNumber: key,
  });
  const { items } = await run.client.see('/v1/batches?status=drafted');
  const sent: SentBatch[] = [];
  for (const { batch } of items as readonly Json[])
    sent.push(await approveAndSend(run, `${key}/${sent.length}`, String(batch)));
  return sent;
};

/** Two approve; the first of them takes the vote back once. */
const approveAndSend = async (run: RunningOn, key: string, batch: string): Promise<SentBatch> => {
  const { contentHash } = await order(run, 'maker', `${key}/submit`, `/v1/batches/${batch}/submit`);
  const path = `/v1/batches/${batch}/approve`;
  await order(run, 'checker', `${key}/approve`, path, { contentHash });
  await order(run, 'checker', `${key}/withdraw`, `${path}/withdraw`);
  await order(run, 'checker', `${key}/approve/again`, path, { contentHash });
  await order(run, 'checker2', `${key}/approve/second`, path, { contentHash });
  const { lines } = await order(run, 'maker', `${key}/send`, `/v1/batches/${batch}/send`, {
    format: 'pain.001',
  });
  return { batch, lines: lines as readonly Json[], file: await run.client.file(`/v1/batches/${batch}/file`) };
};

/** The file reaches the bank twice and its answer comes back twice, under another key. */
const bankSettles = async (run: RunningOn, key: string, { file }: SentBatch): Promise<void> => {
  run.bank.pay(file, run.day);
  const answer = run.bank.pay(file, run.day);
  for (const time of [1, 2])
    await run.client.do({
      as: 'maker',
      key: `${key}/answer/${time}`,
      path: '/v1/bank-answers?fileName=answer.xml',
      file: answer,
    });
};

/** The payee's account is closed: a new one, confirmed by somebody else. What was returned late is answered twice. */
const bankReturns = async (
  run: RunningOn,
  { no, enterprise, startup }: Group,
  { file, lines }: SentBatch,
): Promise<void> => {
  const line = lines.find(({ award }) => award === startup);
  const lineId = String(line?.['lineId']);
  const answer = run.bank.giveBack(file, lineId, run.day);
  for (const time of [1, 2])
    await run.client.do({
      as: 'maker',
      key: `${no}/return/${lineId}/${time}`,
      path: '/v1/bank-answers?fileName=return.xml',
      file: answer,
    });
  const digits = lineId.replace(/\D/g, '').slice(-2).padStart(2, '0');
  await openAccount(
    run,
    `${no}/account/${lineId}`,
    enterprise,
    `示例${no}号企业有限公司`,
    `3305016381${digits}${String(no).padStart(6, '0')}`,
  );
};

/** 300,000 unspent: demanded by another person, 50,000 repaid; the rest is set off against the next payment. */
const claimBack = async (run: RunningOn, { no, enterprise, startup }: Group): Promise<void> => {
  const facts = { unspentYuan: '300000.00' };
  const terminate = { ground: 'left-early', reason: '创始人离开', endedOn: run.day, facts };
  await order(run, 'officer', `${no}/terminate`, `/v1/awards/${startup}/terminate`, terminate);
  const { items } = await run.client.see(`/v1/recovery-cases?debtor=${enterprise}`);
  const path = `/v1/recovery-cases/${String((items as readonly Json[])[0]?.['caseId'])}`;
  await order(run, 'checker2', `${no}/demand`, `${path}/demand`, {
    repayBy: '2024-06-30',
    documentNumber: `追${no}`,
  });
  const repayment = { amountYuan: '50000.00', bankReference: `IN-${no}`, receivedOn: run.day };
  await order(run, 'maker', `${no}/repay`, `${path}/repayments`, repayment);
};

/** What was repaid and set off came in for a payment that the bank gave back: it goes back to the debtor. */
const payBack = async (run: RunningOn, { no, enterprise }: Group): Promise<void> => {
  const { items } = await run.client.see(`/v1/recovery-cases?debtor=${enterprise}`);
  const path = `/v1/recovery-cases/${String((items as readonly Json[])[0]?.['caseId'])}/refund`;
  const documentNumber = `退${no}`;
  await order(run, 'maker', `${no}/refund`, path, { reason: '银行退票', documentNumber });
  await order(run, 'checker', `${no}/refund/approve`, `${path}/approve`, { documentNumber });
  const payment = { bankReference: `OUT-${no}`, paidOn: run.day };
  await order(run, 'maker', `${no}/refund/payment`, `${path}/payment`, payment);
};
