import { type Fen, yuanOf } from '#kernel/money.js';
import { toWire } from '#kernel/fen-json.js';
import type { LogPosition } from '#event-store/envelope.js';
import type { Facts } from '#programmes/award/application.js';
import type {
  AwardEvent,
  CapCut,
  RefusalOnRecord,
  TrancheLifeEvent,
} from '#programmes/award/award.events.js';
import type { Derivation, Words } from '#programmes/award/derivation.js';

/** An event of an award as it stands in the log. */
export interface RecordedEvent {
  readonly event: AwardEvent;
  readonly position: LogPosition;
  readonly on: string;
}

/** One sentence of an explanation, the clause it rests on, and where in the log it is written. */
export interface ExplainedLine extends Words {
  readonly clause: string | null;
  readonly formula: string | null;
  readonly amountFen: Fen | null;
  readonly position: LogPosition;
}

export interface ExplainedPart {
  readonly title: Words;
  /** Null for what concerns the whole award. */
  readonly trancheNo: number | null;
  readonly lines: readonly ExplainedLine[];
}

export interface Explanation {
  readonly award: string;
  readonly measure: string;
  /** The version the award keeps: that of the approval, or of the application before it. */
  readonly policyVersion: string;
  readonly parts: readonly ExplainedPart[];
}

type Line = Words & Partial<Pick<ExplainedLine, 'clause' | 'formula' | 'amountFen'>>;

/**
 * Why every fen of an award is what it is, in words. Everything is taken from the award's own events, which carry the derivation
 * of the day, so that no rule of today can change the answer (promise 11). Undefined for an award that does not exist.
 */
export const explainAward = (history: readonly RecordedEvent[]): Explanation | undefined => {
  const first = history[0]?.event;
  if (first?.type !== 'ApplicationSubmitted') return undefined;
  const approval = history.map(({ event }) => event).find((event) => event.type === 'AwardApproved');
  const { award, application, policyVersion } = first.data;
  return {
    award,
    measure: application.measure,
    policyVersion: approval?.data.policyVersion ?? policyVersion,
    parts: partsOf(history),
  };
};

const partsOf = (history: readonly RecordedEvent[]): readonly ExplainedPart[] => {
  const parts = new Map<number | null, ExplainedLine[]>();
  for (const { event, position, on } of history) {
    const trancheNo = trancheOf(event);
    const lines = linesOf(event, on).map((line) => ({
      clause: null,
      formula: null,
      amountFen: null,
      ...line,
      position,
    }));
    if (lines.length > 0) parts.set(trancheNo, [...(parts.get(trancheNo) ?? []), ...lines]);
  }
  const titles = new Map(
    history
      .flatMap(({ event }) => {
        if (event.type === 'TopUpAdded') return [event.data.plan];
        return event.type === 'AwardApproved' ? event.data.tranches : [];
      })
      .map((one) => [one.trancheNo, one.title]),
  );
  return [...parts]
    .toSorted(([one], [other]) => (one ?? 0) - (other ?? 0))
    .map(([trancheNo, lines]) => ({ title: titleOf(trancheNo, titles), trancheNo, lines }));
};

/** A revision is told with the tranche it adds, or with the one it claims back from. */
const trancheOf = ({ type, data }: AwardEvent): number | null => {
  if (type === 'TopUpAdded') return data.plan.trancheNo;
  if (type === 'OverpaymentFound') return data.revised.trancheNo;
  return 'trancheNo' in data ? data.trancheNo : null;
};

const titleOf = (trancheNo: number | null, titles: ReadonlyMap<number, Words>): Words => {
  if (trancheNo === null) return { zh: '资助', en: 'The award' };
  const title = titles.get(trancheNo);
  return {
    zh: `第 ${trancheNo} 期 ${title?.zh ?? ''}`.trim(),
    en: `Tranche ${trancheNo} ${title?.en ?? ''}`.trim(),
  };
};

const linesOf = (event: AwardEvent, on: string): readonly Line[] => {
  switch (event.type) {
    case 'ApplicationSubmitted': {
      const { application, policyVersion } = event.data;
      const { measure, appliedOn, facts } = application;
      return [
        {
          zh: `${appliedOn} 按 ${policyVersion} 的 ${measure} 申报`,
          en: `Applied on ${appliedOn} under ${measure} of ${policyVersion}`,
          clause: measure,
        },
        ...inputLines(facts),
      ];
    }
    case 'ApplicationRefused':
      return [refusalLine(event.data.refusal, '不予资助', 'Refused')];
    case 'AwardApproved':
      return approvalLines(event.data);
    case 'AwardTerminated':
      return terminationLines(event.data);
    case 'TopUpAdded':
    case 'OverpaymentFound':
      return derivationLines(event.data.derivation);
    case 'AwardReplaced': {
      const { replacedOn, replacedBy, zh, en, clause } = event.data;
      return [
        {
          zh: `${replacedOn} 由 ${replacedBy} 取代：${zh}`,
          en: `${replacedBy} took its place on ${replacedOn}: ${en}`,
          clause,
        },
      ];
    }
    case 'BaseReduced': {
      const { reducedOn, document, derivation } = event.data;
      return [
        {
          zh: `${reducedOn} 计算基数核减（${document}），资助继续`,
          en: `The base was reduced on ${reducedOn} (${document}); the award goes on`,
        },
        ...derivationLines(derivation),
      ];
    }
    case 'AwardLapsed':
      return [
        {
          zh: `${event.data.lapsedOn} 失效：${event.data.reason}`,
          en: `Lapsed on ${event.data.lapsedOn}: ${event.data.reason}`,
        },
      ];
    default:
      return 'trancheNo' in event.data ? trancheLines(event as TrancheLifeEvent, on) : [];
  }
};

/** The inputs of the calculation, as they were stated. */
const inputLines = (facts: Facts): readonly Line[] => {
  const stated = Object.entries(toWire(facts) as Record<string, unknown>).map(
    ([name, value]) => `${name} = ${String(value)}`,
  );
  return stated.length === 0
    ? []
    : [{ zh: `填报事实：${stated.join('，')}`, en: `Stated facts: ${stated.join(', ')}` }];
};

const derivationLines = ({ steps }: Derivation): readonly Line[] =>
  steps.map(({ zh, en, formula, clause, amountFen }) => {
    // A step that only looks an amount up ends with it already.
    const result = formula.endsWith(yuanOf(amountFen)) ? formula : `${formula} = ${yuanOf(amountFen)}`;
    return { zh: `${zh}：${result} 元`, en: `${en}: ${result} yuan`, formula, clause, amountFen };
  });

const refusalLine = ({ code, clause, zh, en }: RefusalOnRecord, zhHead: string, enHead: string): Line => ({
  zh: `${zhHead}（${code}）：${zh}`,
  en: `${enHead} (${code}): ${en}`,
  clause,
});

const approvalLines = ({
  approvedOn,
  policyVersion,
  caseDecision,
  derivation,
  totalFen,
  tranches,
}: Extract<AwardEvent, { type: 'AwardApproved' }>['data']): readonly Line[] => {
  const parts = tranches.map(({ plannedFen }) => (plannedFen === null ? null : yuanOf(plannedFen)));
  const byClaim = { zh: '金额按年度申领核定', en: 'amounts are fixed by the claim of each year' };
  const split = parts.includes(null)
    ? byClaim
    : { zh: `${parts.join(' + ')} 元`, en: `${parts.join(' + ')} yuan` };
  return [
    {
      zh: `${approvedOn} 审批，适用 ${policyVersion}`,
      en: `Approved on ${approvedOn} under ${policyVersion}`,
    },
    ...(caseDecision
      ? [
          {
            zh: `一事一议：${caseDecision.body}，${caseDecision.documentNumber}，${caseDecision.decidedOn}`,
            en: `Case-by-case decision: ${caseDecision.body}, ${caseDecision.documentNumber}, ${caseDecision.decidedOn}`,
          },
        ]
      : []),
    ...(derivation ? derivationLines(derivation) : []),
    {
      zh: `共 ${tranches.length} 期：${split.zh}`,
      en: `${tranches.length} tranche(s): ${split.en}`,
      amountFen: totalFen,
    },
  ];
};

const terminationLines = ({
  endedOn,
  reason,
  ground,
  recovery,
}: Extract<AwardEvent, { type: 'AwardTerminated' }>['data']): readonly Line[] => [
  { zh: `${endedOn} 终止（${ground}）：${reason}`, en: `Terminated on ${endedOn} (${ground}): ${reason}` },
  ...(recovery ? derivationLines(recovery.derivation) : []),
  ...(recovery
    ? [
        {
          zh: `应追回 ${yuanOf(recovery.derivation.resultFen)} 元`,
          en: `${yuanOf(recovery.derivation.resultFen)} yuan must come back`,
          amountFen: recovery.derivation.resultFen,
        },
      ]
    : []),
];

const cutLine = ({ zh, en, clause, capStream, requestedFen, grantedFen }: CapCut): Line => ({
  zh: `受“${zh}”限制（${capStream}）：申请 ${yuanOf(requestedFen)} 元，核准 ${yuanOf(grantedFen)} 元，核减 ${yuanOf(requestedFen - grantedFen)} 元`,
  en: `Cut by "${en}" (${capStream}): ${yuanOf(requestedFen)} yuan asked, ${yuanOf(grantedFen)} granted, ${yuanOf(requestedFen - grantedFen)} cut`,
  clause,
  formula: `min(${yuanOf(requestedFen)}, ${yuanOf(grantedFen)})`,
  amountFen: grantedFen,
});

const amountLine = (zh: string, en: string, amountFen: Fen): Line => ({
  zh: `${zh} ${yuanOf(amountFen)} 元`,
  en: `${en} ${yuanOf(amountFen)} yuan`,
  amountFen,
});

const trancheLines = (event: TrancheLifeEvent, on: string): readonly Line[] => {
  switch (event.type) {
    case 'TrancheClaimed': {
      const { evidence, facts, claimedOn } = event.data.claim;
      const documents = evidence
        .map(({ name, document, issuedOn }) => `${name} ${document}（${issuedOn}）`)
        .join('，');
      return [
        {
          zh: `${claimedOn} 申领，材料：${documents || '无'}`,
          en: `Claimed on ${claimedOn}; evidence: ${documents || 'none'}`,
        },
        ...inputLines(facts),
      ];
    }
    case 'TrancheVerified':
      return [
        ...derivationLines(event.data.derivation),
        amountLine('核定金额', 'Amount fixed at', event.data.requestedFen),
      ];
    case 'TrancheRefused':
    case 'TrancheReleaseRefused':
      return [refusalLine(event.data.refusal, '未予拨付', 'Not paid')];
    case 'TrancheQueued':
      return [
        ...event.data.cuts.map(cutLine),
        amountLine(`${on} 预算不足，排队等候`, `Waiting for budget since ${on}:`, event.data.grantedFen),
      ];
    case 'TrancheReleased':
      return [
        ...event.data.cuts.map(cutLine),
        amountLine(
          `${event.data.releasedOn} 放行`,
          `Released on ${event.data.releasedOn}:`,
          event.data.grantedFen,
        ),
      ];
    default:
      return paymentLines(event);
  }
};

const paymentLines = (event: TrancheLifeEvent): readonly Line[] => {
  switch (event.type) {
    case 'TrancheSetOff':
      return [
        amountLine(
          `抵扣应追回款（案件 ${event.data.caseId}）`,
          `Set off against what the payee owes (case ${event.data.caseId}):`,
          event.data.amountFen,
        ),
      ];
    case 'TranchePaid':
      return [
        amountLine(
          `${event.data.paidOn} 经银行支付`,
          `Paid through the bank on ${event.data.paidOn}:`,
          event.data.amountFen,
        ),
      ];
    case 'TrancheReturned': {
      const { returnedOn, reasonCode, reason, amountFen } = event.data;
      const why = [reasonCode, reason].filter(Boolean).join(' ') || '—';
      return [
        amountLine(
          `${returnedOn} 银行退回（${why}）`,
          `The bank gave back on ${returnedOn} (${why}):`,
          amountFen,
        ),
      ];
    }
    case 'EarlierPaymentTakenOver': {
      const { paidOn, voucher, source, amountFen } = event.data;
      const where = `${source.fileName} ${source.sheet} ${source.row}, ${source.sha256.slice(0, 16)}`;
      return [
        amountLine(
          `${paidOn} 已付（本系统启用前，凭证 ${voucher}；${where}）`,
          `Paid before this service on ${paidOn} (voucher ${voucher}; ${where}):`,
          amountFen,
        ),
      ];
    }
    case 'MoneyRecovered':
      if (event.data.amountFen < 0n)
        return [
          amountLine(
            `${event.data.recoveredOn} 银行已退回，冲减已追回（案件 ${event.data.caseId}）`,
            `Not owed, since the bank gave the payment back; recovered before (case ${event.data.caseId}):`,
            event.data.amountFen,
          ),
        ];
      return [
        amountLine(
          `${event.data.recoveredOn} 追回（案件 ${event.data.caseId}）`,
          `Recovered on ${event.data.recoveredOn} (case ${event.data.caseId}):`,
          event.data.amountFen,
        ),
      ];
    case 'TrancheCancelled':
      return [{ zh: `取消：${event.data.reason}`, en: `Cancelled: ${event.data.reason}` }];
    default:
      return [];
  }
};

/** The explanation as a page of text in one language. */
export const explanationText = (
  { award, measure, policyVersion, parts }: Explanation,
  language: 'zh' | 'en',
): string =>
  [
    `${award} · ${measure} · ${policyVersion}`,
    ...parts.flatMap(({ title, lines }) => [
      '',
      title[language],
      ...lines.map(
        (line) =>
          `- ${line[language]}${line.clause === null ? '' : language === 'zh' ? `【${line.clause}】` : ` [${line.clause}]`}`,
      ),
    ]),
  ].join('\n');
