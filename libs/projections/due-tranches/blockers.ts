import type { BusinessDate } from '#kernel/business-date.js';
import { type Fen, sumFen, yuanOf } from '#kernel/money.js';
import type { Refusal } from '#kernel/refusal.js';
import { type AccountTerms, refuseAccountKind, refuseCoolingOff } from '#parties/payable-account.js';
import { holdInWords, type HoldInForce } from '#payments/holds/what-holds-stop.js';
import type { Tranche } from '#programmes/award/award.js';
import type { PassedAssessment } from '#programmes/award/programme-rules.js';
import type { DueTrancheRow } from './due-tranche.entity.js';

/** Why a tranche cannot go into a batch now. */
export interface Blocker {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

type Row = Pick<DueTrancheRow, 'status' | 'held' | 'returnedReason' | 'budgetLine' | 'budgetYear' | 'dueOn'>;

/** Everything that other streams say about a tranche. */
export interface Circumstances {
  readonly on: BusinessDate;
  /** Of the award; the tranche itself is judged by its row. */
  readonly awardStatus?: string;
  /** As the award has it: what its plan asks for, and why it was refused. */
  readonly tranche?: Tranche;
  readonly passedAssessments?: readonly PassedAssessment[];
  readonly holds: readonly HoldInForce[];
  /** The payee's account in use, or its host's; null without one. */
  readonly account: AccountTerms | null;
  /** Events whose consequences are outstanding, and which this payment would have to wait for. */
  readonly parked: readonly string[];
}

const EVIDENCE_MISSING: readonly Row['status'][] = ['planned', 'refused'];

/** All of them, so that nobody clears one only to meet the next. Empty: it can be paid. */
export const blockersOf = (row: Row, known: Circumstances): readonly Blocker[] => [
  ...(known.awardStatus === 'suspended'
    ? [{ code: 'award.suspended', zh: '资助已暂停', en: 'The award is suspended' }]
    : []),
  ...holdBlockers(row, known.holds),
  ...stageBlockers(row, known),
  ...accountBlockers(row, known),
  ...known.parked.map((key): Blocker => ({
    code: 'reactions.parked',
    zh: `后台处理已搁置（${key}），处理之前不放行也不付款`,
    en: `Processing of ${key} is parked; nothing is released or paid until somebody decides`,
  })),
];

const holdBlockers = ({ held }: Row, holds: readonly HoldInForce[]): readonly Blocker[] => [
  ...(held === null ? [] : [{ code: 'tranche.held', zh: `已暂停支付：${held}`, en: `Held: ${held}` }]),
  ...holds.map((hold): Blocker => ({ code: 'hold.in-force', ...holdInWords(hold) })),
];

/** What has to happen before it is released, or what its release waits for. */
const stageBlockers = (row: Row, known: Circumstances): readonly Blocker[] => {
  const refused = refusalOf(known.tranche);
  const earlier = refused ? [refused] : [];
  if (EVIDENCE_MISSING.includes(row.status)) return [...earlier, ...claimBlockers(known)];
  switch (row.status) {
    case 'claimed':
      return [{ code: 'evidence.not-verified', zh: '材料尚未审核', en: 'The evidence is not verified yet' }];
    case 'verified':
      return refused
        ? earlier
        : [{ code: 'tranche.not-released', zh: '尚未放行', en: 'It is not released yet' }];
    case 'releasing':
      return [{ code: 'tranche.releasing', zh: '正在核对额度与预算', en: 'Caps and budget are being asked' }];
    case 'queued':
      return [
        {
          code: 'budget.queued',
          zh: `预算科目 ${row.budgetLine}（${row.budgetYear} 年）额度不足，排队等待`,
          en: `Waiting for money of budget line ${row.budgetLine} of ${row.budgetYear}`,
        },
      ];
    case 'returned':
      return [...earlier, returnBlocker(row, known)];
    default:
      return [];
  }
};

/** A cap that is used up, a condition that is not met: as it was said when somebody last tried. */
const refusalOf = (tranche: Tranche | undefined): Blocker | undefined => {
  const refusal = tranche && 'refusal' in tranche ? tranche.refusal : null;
  if (!refusal) return undefined;
  const { code, zh, en } = refusal;
  return { code, zh, en };
};

/** What a claim still needs: its day, the assessments before it, and each piece of evidence. */
const claimBlockers = ({ on, tranche, passedAssessments = [] }: Circumstances): readonly Blocker[] => {
  if (!tranche) return [];
  const { claimableFrom, gates, evidence } = tranche.plan;
  const open = gates.filter((gate) => !passedAssessments.some((passed) => passed.gate === gate));
  return [
    ...(claimableFrom !== null && on < claimableFrom
      ? [
          {
            code: 'tranche.too-early',
            zh: `${claimableFrom} 起方可申领`,
            en: `Claimable from ${claimableFrom}`,
          },
        ]
      : []),
    ...open.map((gate): Blocker => ({
      code: 'tranche.gate-closed',
      zh: `须先通过考核“${gate}”`,
      en: `The assessment "${gate}" has to be passed first`,
    })),
    ...evidence.map(({ zh, en }): Blocker => ({
      code: 'evidence.missing',
      zh: `缺少材料：${zh}`,
      en: `Evidence is missing: ${en}`,
    })),
  ];
};

const accountBlockers = ({ status }: Row, { account, on, tranche }: Circumstances): readonly Blocker[] => {
  if (!account) {
    return [
      {
        code: 'payee.no-confirmed-account',
        zh: '收款人没有经复核的收款账户',
        en: 'The payee has no confirmed account',
      },
    ];
  }
  const basicOnly = tranche?.plan.basicAccount === true;
  // A payment in a batch was judged when it was taken in; what changed since is said of the batch.
  if (status === 'in-batch' || status === 'paid') return [];
  return [refuseAccountKind(account, basicOnly), refuseCoolingOff(account, on)].flatMap((refusal) =>
    refusal ? [inWords(refusal)] : [],
  );
};

const inWords = ({ code, zh, en }: Refusal): Blocker => ({ code, zh, en });

/** An account that the bank refused is in use no longer, so one that is in use is the correction. */
const returnBlocker = ({ returnedReason }: Row, { account }: Circumstances): Blocker => {
  if (account) {
    return {
      code: 'tranche.to-be-released-again',
      zh: `银行退回（${returnedReason ?? '原因不详'}），须重新提交支付`,
      en: `The payment came back (${returnedReason ?? 'no reason given'}); release the tranche again`,
    };
  }
  return {
    code: 'payee.account-not-corrected',
    zh: `银行退回（${returnedReason ?? '原因不详'}），收款账户尚未更正`,
    en: `The bank returned the payment (${returnedReason ?? 'no reason given'}); the account is not corrected yet`,
  };
};

/** Debts are set off against what is released, and a ban stops new awards only; whoever pays should still know of them. */
export const noticesOf = (owedFen: readonly Fen[], bannedUntil: string | null): readonly Blocker[] => {
  const notices: Blocker[] = [];
  if (owedFen.length > 0) {
    const owed = yuanOf(sumFen(owedFen));
    notices.push({
      code: 'payee.owes',
      zh: `收款人尚欠 ${owed} 元，共 ${owedFen.length} 件追缴`,
      en: `The payee owes ${owed} yuan in ${owedFen.length} recovery case(s)`,
    });
  }
  if (bannedUntil !== null) {
    notices.push({
      code: 'payee.banned',
      zh: `收款人至 ${bannedUntil} 不得申请新的资助`,
      en: `The payee may not apply for new awards until ${bannedUntil}`,
    });
  }
  return notices;
};
