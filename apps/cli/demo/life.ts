import { simulatedAnswer } from '../simulated-bank.js';
import type { Words } from '../language.js';
import { grouped } from '../text-table.js';
import type { AwardViewOnWire, BankAnswerOnWire, BatchOnWire, Receipt, TrancheOnWire } from '../wire.js';
import { DemoDiffers, type Play } from './play.js';

export interface ApplicationOnPaper {
  readonly title: Words;
  readonly measure: string;
  readonly jurisdiction?: string;
  readonly parties: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** One award of the demo: what its keys begin with, and its id at the service. */
export interface AwardInPlay {
  readonly key: string;
  readonly award: string;
}

/** Once its publicity has begun. */
export interface PublicAward extends AwardInPlay {
  readonly publicUntil: string;
}

export interface EvidenceOnPaper {
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Names as the measure has them. */
  readonly documents: readonly string[];
  readonly issuedOn: string;
}

const statusOf = ({ status }: AwardViewOnWire): string => status;

/** Submitted; whether the application is any good is seen when it is accepted. */
export const submit = async (
  play: Play,
  key: string,
  { title, ...application }: ApplicationOnPaper,
): Promise<AwardInPlay> => {
  const { id } = await play.as('officer').do<Receipt>({
    key: `${key}/submit`,
    path: '/v1/awards',
    body: application,
    what: { zh: `申报 ${application.measure} ${title.zh}`, en: `apply ${application.measure} ${title.en}` },
    shows: ({ id: award }) => award,
  });
  return { key, award: id };
};

/** Submitted, accepted, verified by another and put up for publicity. */
export const apply = async (
  play: Play,
  key: string,
  application: ApplicationOnPaper,
): Promise<PublicAward> => {
  const inPlay = await submit(play, key, application);
  const act = (verb: string): string => `/v1/awards/${inPlay.award}/${verb}`;
  await play.as('officer').do({
    key: `${key}/accept`,
    path: act('accept'),
    what: { zh: '受理申报', en: 'accept' },
    shows: statusOf,
  });
  await play.as('verifier').do({
    key: `${key}/verify`,
    path: act('verify'),
    what: { zh: '审核申报', en: 'verify' },
    shows: statusOf,
  });
  const { publicity } = await play.as('officer').do<AwardViewOnWire>({
    key: `${key}/publicity`,
    path: act('publicity'),
    what: { zh: '公示 5 个工作日', en: 'publicity of 5 working days' },
    shows: (view) => `${view.publicity?.startsOn} – ${view.publicity?.endsOn}`,
  });
  if (!publicity) throw new DemoDiffers(`${key}: no publicity`);
  return { ...inPlay, publicUntil: publicity.endsOn };
};

export const approve = async (
  play: Play,
  { key, award, publicUntil }: PublicAward,
): Promise<AwardViewOnWire> => {
  await play.after(publicUntil);
  return play.as('approver').do<AwardViewOnWire>({
    key: `${key}/approve`,
    path: `/v1/awards/${award}/approve`,
    what: { zh: '审批资助', en: 'approve' },
    shows: ({ totalYuan, trancheList }) => {
      const count = trancheList.length;
      if (totalYuan === null)
        return play.text({
          zh: `共 ${count} 年，金额按年度申领核定`,
          en: `${count} years, each decided by its claim`,
        });
      return `${grouped(totalYuan)} = ${trancheList.map(({ plannedYuan }) => grouped(plannedYuan)).join(' / ')}`;
    },
  });
};

export const assess = (
  play: Play,
  { key, award }: AwardInPlay,
  assessment: {
    readonly gate: string;
    readonly outcome: 'passed' | 'failed';
    readonly score?: number;
    readonly assessedOn: string;
    readonly rectifyBy?: string;
  },
): Promise<AwardViewOnWire> => {
  const { gate, outcome } = assessment;
  const zh = outcome === 'passed' ? '通过' : '未通过';
  return play.as('officer').do<AwardViewOnWire>({
    key: `${key}/${gate}/${outcome}`,
    path: `/v1/awards/${award}/assessments`,
    body: { ...assessment, document: `${gate}-${assessment.assessedOn}` },
    what: { zh: `登记考核 ${gate}：${zh}`, en: `record assessment ${gate}: ${outcome}` },
    shows: statusOf,
  });
};

export const trancheOf = (view: AwardViewOnWire, trancheNo: number): TrancheOnWire | undefined =>
  view.trancheList.find((tranche) => tranche.trancheNo === trancheNo);

/** Evidence entered by one, verified by another. */
export const claim = async (
  play: Play,
  { key, award }: AwardInPlay,
  trancheNo: number,
  evidence: EvidenceOnPaper,
): Promise<void> => {
  const path = `/v1/awards/${award}/tranches/${trancheNo}`;
  const { documents, issuedOn, facts = {} } = evidence;
  await play.as('officer').do({
    key: `${key}/${trancheNo}/claim`,
    path: `${path}/claim`,
    body: {
      evidence: documents.map((name) => ({ name, document: `${key}-${trancheNo}-${name}`, issuedOn })),
      facts,
    },
    what: { zh: `录入第 ${trancheNo} 期材料`, en: `enter evidence, tranche ${trancheNo}` },
    shows: () =>
      typeof facts['paidSalaryYuan'] === 'string' ? (grouped(facts['paidSalaryYuan']) ?? '') : '',
  });
  await play.as('verifier').do<AwardViewOnWire>({
    key: `${key}/${trancheNo}/verify`,
    path: `${path}/verify`,
    what: { zh: `核实第 ${trancheNo} 期材料`, en: `verify evidence, tranche ${trancheNo}` },
    shows: (view) => grouped(trancheOf(view, trancheNo)?.requestedYuan) ?? '',
  });
};

/** @param attempt above 1 after the bank returned a payment. */
export const release = (
  play: Play,
  { key, award }: AwardInPlay,
  trancheNo: number,
  attempt = 1,
): Promise<AwardViewOnWire> =>
  play.as('maker').do<AwardViewOnWire>({
    key: `${key}/${trancheNo}/release-${attempt}`,
    path: `/v1/awards/${award}/tranches/${trancheNo}/release`,
    what: { zh: `申请拨付第 ${trancheNo} 期`, en: `release tranche ${trancheNo}` },
    shows: (view) => {
      const tranche = trancheOf(view, trancheNo);
      return `${tranche?.status} ${grouped(tranche?.grantedYuan)}`;
    },
  });

/** From evidence to release. */
export const claimAndRelease = async (
  play: Play,
  award: AwardInPlay,
  trancheNo: number,
  evidence: EvidenceOnPaper,
): Promise<AwardViewOnWire> => {
  await claim(play, award, trancheNo, evidence);
  return release(play, award, trancheNo);
};

export interface PaymentInPlay {
  readonly key: string;
  readonly title: Words;
  readonly tranches: readonly { readonly award: string; readonly trancheNo: number }[];
  readonly format?: 'pain.001' | 'csv';
  /** Who drafts and submits; with a role for people who have several. */
  readonly drafter?: readonly [user: string, role: string];
  /** What happens between submission and approval. */
  readonly beforeApproval?: (batch: BatchOnWire) => Promise<void>;
}

export const batchTotal = ({ totalYuan }: BatchOnWire): string => grouped(totalYuan) ?? '';

/** One batch all the way: drafted, submitted, approved by another, sent, answered by the simulated bank. */
export const pay = async (play: Play, payment: PaymentInPlay): Promise<BatchOnWire> => {
  const {
    key,
    title,
    tranches,
    format = 'pain.001',
    drafter = ['maker', 'finance-maker'],
    beforeApproval,
  } = payment;
  const maker = play.as(...drafter);
  const drafted = await maker.do<BatchOnWire & Receipt>({
    key: `${key}/draft`,
    path: '/v1/batches',
    body: { title: title.zh, tranches },
    what: { zh: `编制批次 ${title.zh}`, en: `draft batch ${title.en}` },
    shows: (batch) => `${batch.id} ${batchTotal(batch)}`,
  });
  const path = `/v1/batches/${drafted.id}`;
  const submitted = await maker.do<BatchOnWire>({
    key: `${key}/submit`,
    path: `${path}/submit`,
    what: { zh: '提交批次', en: 'submit batch' },
  });
  await beforeApproval?.(submitted);
  await approveBatch(play, key, submitted);
  await maker.do({
    key: `${key}/send`,
    path: `${path}/send`,
    body: { format },
    what: { zh: `生成银行文件 ${format}`, en: `hand over bank file ${format}` },
  });
  await bankAnswers(play, { key, batch: drafted.id, answeredOn: drafted.executeOn });
  return submitted;
};

/** Approvals are bound to the hash of what was submitted; the last one that is needed seals the batch. */
const approveBatch = async (play: Play, key: string, { batch, contentHash }: BatchOnWire): Promise<void> => {
  for (const checker of ['checker', 'checker2']) {
    const { status } = await play.as(checker).do<BatchOnWire>({
      key: `${key}/approve/${checker}`,
      path: `/v1/batches/${batch}/approve`,
      body: { contentHash },
      what: { zh: '复核批次', en: 'approve batch' },
      shows: (view) => `${view.status} sha256 ${contentHash?.slice(0, 16)}`,
    });
    if (status !== 'submitted') return;
  }
};

export interface BankAnswerInPlay {
  readonly key: string;
  readonly batch: string;
  readonly answeredOn: string;
  /** Lines that come back, with the bank's reason; the others settle. */
  readonly returned?: ReadonlyMap<string, { readonly code: string; readonly reason: string }>;
}

/** The simulated bank reads the file that was sent and answers it; the answer is imported like any bank's. */
export const bankAnswers = async (
  play: Play,
  { key, batch, answeredOn, returned }: BankAnswerInPlay,
): Promise<BankAnswerOnWire> => {
  const maker = play.as('maker');
  const sent = await maker.file(`/v1/batches/${batch}/file`);
  const answer = simulatedAnswer(sent.bytes, { answeredOn, ...(returned && { returned }) });
  return maker.hand<BankAnswerOnWire>({
    key: `${key}/${returned ? 'return' : 'answer'}`,
    path: `/v1/bank-answers?fileName=${encodeURIComponent(answer.fileName)}`,
    upload: answer,
    what: returned
      ? { zh: '导入银行退票', en: 'import the return' }
      : { zh: '导入银行回单', en: 'import the bank answer' },
    shows: ({ matched, unmatched }) => `${answer.format}  ✔${matched} ?${unmatched}`,
  });
};
