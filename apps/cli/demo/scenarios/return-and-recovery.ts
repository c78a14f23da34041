import type { AwardViewOnWire, BatchOnWire, Page, RecoveryCaseOnWire } from '../../wire.js';
import { legalName, openAccount } from '../cast.js';
import {
  apply,
  approve,
  type AwardInPlay,
  type PublicAward,
  bankAnswers,
  claim,
  claimAndRelease,
  pay,
  release,
  trancheOf,
} from '../life.js';
import type { Play } from '../play.js';
import { expectPaid } from '../expect-paid.js';
import { known, type Scenario } from '../scenario.js';

const STARTUP = 'xinghe-startup';
const INNOVATION = 'xinghe-innovation';
/** One person with both desks of the finance bureau, to show that the duties are of people and not of roles. */
const TWO_DESKS = 'maker-and-checker';

/** A payment that comes back, money that is claimed back, and a batch that its maker tries to approve. */
export const returnAndRecovery = (): Scenario => {
  let startup: PublicAward | undefined;
  let innovation: PublicAward | undefined;
  let firstBatch: BatchOnWire | undefined;
  return {
    title: {
      zh: '⑥ 退票、追回抵扣、复核本人批次',
      en: '⑥ A return, a set-off, and approving one’s own batch',
    },
    acts: [
      {
        on: '2024-01-08',
        play: async (play, { he, xinghe }) => {
          startup = await apply(play, STARTUP, {
            title: { zh: '创业 C 类', en: 'start-up, class C' },
            measure: 'JX24-1.2',
            parties: { person: he, enterprise: xinghe },
            facts: { class: 'C', selectedOn: '2023-12-15' },
          });
        },
      },
      { on: '2024-01-15', play: async (play) => void (await approve(play, known(startup, STARTUP))) },
      {
        on: '2024-01-22',
        play: async (play) => {
          const { award } = known(startup, STARTUP);
          const documents = ['business-registration', 'capital-report'];
          await claimAndRelease(play, { key: STARTUP, award }, 1, { documents, issuedOn: '2024-01-11' });
          const title = { zh: '创业 C 类第 1 期', en: 'start-up C, tranche 1' };
          firstBatch = await pay(play, {
            key: `${STARTUP}/pay-1`,
            title,
            tranches: [{ award, trancheNo: 1 }],
          });
        },
      },
      {
        on: '2024-01-25',
        play: (play, { xinghe }) =>
          returned(play, known(startup, STARTUP), known(firstBatch, 'the batch'), xinghe),
      },
      // Three working days after the account was changed.
      { on: '2024-01-30', play: (play) => payAgain(play, known(startup, STARTUP)) },
      {
        on: '2025-02-10',
        play: async (play, { shi, xinghe }) => {
          innovation = await apply(play, INNOVATION, {
            title: { zh: '创新长期 B 类', en: 'innovation, class B' },
            measure: 'JX24-1.3',
            parties: { person: shi, enterprise: xinghe },
            facts: { class: 'B', selectedOn: '2024-07-01' },
          });
        },
      },
      { on: '2025-02-17', play: async (play) => void (await approve(play, known(innovation, INNOVATION))) },
      { on: '2025-04-10', play: (play) => founderLeaves(play, known(startup, STARTUP)) },
      { on: '2025-04-15', play: (play, { xinghe }) => demand(play, xinghe) },
      {
        on: '2025-05-12',
        play: (play) => setOff(play, known(startup, STARTUP), known(innovation, INNOVATION)),
      },
    ],
  };
};

/** The bank settles, then finds the account closed; cap and budget get the money back and the account is blocked. */
const returned = async (
  play: Play,
  startup: AwardInPlay,
  batch: BatchOnWire,
  party: string,
): Promise<void> => {
  const line = batch.lines[0];
  if (!line) throw new Error('The batch has no line');
  const reason = { code: 'AC04', reason: '收款账户已销户，退票' };
  await bankAnswers(play, {
    key: `${STARTUP}/pay-1`,
    batch: batch.batch,
    answeredOn: '2024-01-25',
    returned: new Map([[line.lineId, reason]]),
  });
  play.note({
    zh: 'AC04 收款账户已销户：额度与预算退回，原账户停用',
    en: 'AC04 account closed: cap and budget have it back, the account is blocked',
  });
  const step = {
    key: `${startup.key}/1/release-too-early`,
    path: `/v1/awards/${startup.award}/tranches/1/release`,
    what: { zh: '账户未更正即重新申请拨付', en: 'release again with the closed account' },
  };
  await play.as('maker').refused(step, 'payee.no-account');
  await openAccount(play, {
    key: `${STARTUP}/new`,
    party,
    number: '33050163812709009999',
    accountName: legalName('xinghe'),
  });
};

const payAgain = async (play: Play, startup: AwardInPlay): Promise<void> => {
  await release(play, startup, 1, 2);
  const title = { zh: '创业 C 类第 1 期（退票重付）', en: 'start-up C, tranche 1, after the return' };
  await pay(play, {
    key: `${STARTUP}/pay-2`,
    title,
    tranches: [{ award: startup.award, trancheNo: 1 }],
    format: 'csv',
  });
};

const founderLeaves = async (play: Play, { key, award }: AwardInPlay): Promise<void> => {
  await play.as('officer').do<AwardViewOnWire>({
    key: `${key}/terminate`,
    path: `/v1/awards/${award}/terminate`,
    body: {
      ground: 'left-early',
      reason: '创始人离开，未使用资金应予追回',
      endedOn: '2025-04-01',
      facts: { unspentYuan: '300000.00' },
    },
    what: { zh: '创始人离开，未使用 30 万元', en: 'the founder left, 300,000 unspent' },
    shows: ({ status }) => status,
  });
};

const caseOf = async (play: Play, debtor: string): Promise<RecoveryCaseOnWire> => {
  const { items } = await play
    .as('auditor')
    .see<Page<RecoveryCaseOnWire>>(`/v1/recovery-cases?debtor=${debtor}`);
  return known(items[0], 'the recovery case');
};

/** Found by one, demanded by another. */
const demand = async (play: Play, debtor: string): Promise<void> => {
  const { caseId, amountYuan } = await caseOf(play, debtor);
  play.expectYuan({ zh: '应追回', en: 'to be recovered' }, amountYuan, '300000.00');
  await play.as('checker2').do<RecoveryCaseOnWire>({
    key: `${STARTUP}/demand`,
    path: `/v1/recovery-cases/${encodeURIComponent(caseId)}/demand`,
    body: { repayBy: '2025-06-30', documentNumber: '嘉财追〔2025〕1号' },
    what: { zh: '由他人审批追缴通知', en: 'demand, approved by another' },
    shows: ({ caseId: id }) => id,
  });
};

/** 540,000 granted, 300,000 kept back, 240,000 through the bank. */
const setOff = async (play: Play, startup: AwardInPlay, innovation: AwardInPlay): Promise<void> => {
  await claim(play, innovation, 1, {
    documents: ['contract', 'iit-proof'],
    issuedOn: '2025-04-28',
    facts: { payYear: 2024, paidSalaryYuan: '900000.00' },
  });
  const released = trancheOf(await release(play, innovation, 1), 1);
  play.expectYuan({ zh: '核定拨付', en: 'granted' }, released?.grantedYuan, '540000.00');
  play.expectYuan({ zh: '其中抵扣', en: 'set off' }, released?.setOffYuan, '300000.00');
  await registerTwoDesks(play);
  await pay(play, {
    key: `${INNOVATION}/pay-1`,
    title: { zh: '创新长期 B 类 2024 年度', en: 'innovation B, 2024' },
    tranches: [{ award: innovation.award, trancheNo: 1 }],
    drafter: [TWO_DESKS, 'finance-maker'],
    beforeApproval: (batch) => approveOwn(play, batch),
  });
  await expectPaid(play, innovation, ['540000.00']);
  const view = await expectPaid(play, startup, ['500000.00']);
  play.expectYuan({ zh: '已追回', en: 'recovered' }, trancheOf(view, 1)?.recoveredYuan, '300000.00');
  play.expectYuan({ zh: '退票', en: 'returned by the bank' }, trancheOf(view, 1)?.returnedYuan, '800000.00');
};

const registerTwoDesks = (play: Play): Promise<unknown> =>
  play.as('admin').do({
    key: `users/${TWO_DESKS}`,
    path: '/v1/users',
    body: {
      user: TWO_DESKS,
      displayName: '财政 蒋两岗',
      roles: ['finance-maker', 'finance-checker'],
      password: 'demo-tranche',
    },
    what: { zh: '登记兼任制单与复核的人员', en: 'register a person with both finance roles' },
    shows: () => TWO_DESKS,
  });

const approveOwn = async (play: Play, { batch, contentHash }: BatchOnWire): Promise<void> => {
  const step = {
    key: `${INNOVATION}/pay-1/approve-own`,
    path: `/v1/batches/${batch}/approve`,
    body: { contentHash },
    what: { zh: '复核本人提交的批次', en: 'approve one’s own batch' },
  };
  await play.as(TWO_DESKS, 'finance-checker').refused(step, 'duty.same-person');
  await expectOnRecord(play, batch);
};

interface EventOnWire {
  readonly type: string;
  readonly data: { readonly by?: string; readonly reasonCode?: string };
}

/** Asked of the log itself: a refusal answers at once, before the views show what it put on record. */
const expectOnRecord = async (play: Play, batch: string): Promise<void> => {
  const path = `/v1/audit/events?stream=${batch}&limit=1000`;
  const { items } = await play.as('auditor').see<Page<EventOnWire>>(path);
  const attempt = items.find(({ type, data }) => type === 'BatchApprovalRefused' && data.by === TWO_DESKS);
  const onRecord = { zh: '被拒绝的复核已记录在案', en: 'the refused approval is on record' };
  play.expect(onRecord, attempt?.data.reasonCode, 'duty.same-person');
  play.note({
    zh: `已记录在案：${TWO_DESKS} 复核本人批次`,
    en: `on record: ${TWO_DESKS} approving their own batch`,
  });
};
