import { assert } from '#kernel/assert.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { AwardEvent, CapCut, RefusalOnRecord } from '#programmes/award/award.events.js';
import type { Derivation } from '#programmes/award/derivation.js';

/** What the history of an award says beyond the state its decider keeps. */
export interface AwardRecord {
  readonly derivation: Derivation | null;
  readonly publicity: Publicity | null;
  readonly assessments: readonly Assessment[];
  readonly trancheNotes: Readonly<Record<string, TrancheNote>>;
  readonly ending: Ending | null;
}

export interface Publicity {
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
  readonly workingDays: number;
  readonly startedBy: string;
  readonly objections: readonly ObjectionRecord[];
}

export interface ObjectionRecord {
  readonly objectionNo: number;
  readonly objector: string;
  readonly statement: string;
  readonly raisedOn: BusinessDate;
  readonly recordedBy: string;
  readonly outcome: 'open' | 'dismissed' | 'upheld';
  readonly reason: string | null;
  readonly resolvedBy: string | null;
}

export interface Assessment {
  readonly gate: string;
  readonly outcome: 'passed' | 'failed';
  readonly assessedOn: BusinessDate;
  readonly score: number | null;
  readonly document: string;
  readonly rectifyBy: BusinessDate | null;
  readonly by: string;
}

/** Why a tranche pays less than was asked, or nothing. */
export interface TrancheNote {
  readonly cuts: readonly CapCut[];
  readonly lastRefusal: RefusalOnRecord | null;
}

/** Why and when it was over, before or after approval. */
export interface Ending {
  readonly how: 'refused' | 'withdrawn' | 'terminated' | 'lapsed' | 'completed';
  readonly reason: string | null;
  readonly clause: string | null;
  readonly on: BusinessDate;
  /** Derivation of what has to come back. */
  readonly recovery: Derivation | null;
  readonly by: string | null;
}

export const emptyRecord: AwardRecord = {
  derivation: null,
  publicity: null,
  assessments: [],
  trancheNotes: {},
  ending: null,
};

/** What an event changes in the record. `effectiveOn` dates endings whose event has no day of its own. */
export const recordChanges = (
  record: AwardRecord,
  event: AwardEvent,
  effectiveOn: BusinessDate,
): Partial<AwardRecord> => {
  switch (event.type) {
    case 'AwardApproved':
      return { derivation: event.data.derivation };
    case 'PublicityStarted':
    case 'ObjectionRaised':
    case 'ObjectionDismissed':
    case 'ObjectionUpheld':
      return { publicity: publicityAfter(record.publicity, event) };
    case 'AssessmentPassed':
    case 'AssessmentFailed':
      return { assessments: [...record.assessments, assessmentOf(event)] };
    case 'TrancheQueued':
    case 'TrancheReleased':
      return noted(record, event.data.trancheNo, { cuts: event.data.cuts, lastRefusal: null });
    case 'TrancheRefused':
    case 'TrancheReleaseRefused':
      return noted(record, event.data.trancheNo, { lastRefusal: event.data.refusal });
    default: {
      const ending = endingOf(event, effectiveOn);
      return ending ? { ending } : {};
    }
  }
};

type PublicityEvent = Extract<
  AwardEvent,
  { type: 'PublicityStarted' | 'ObjectionRaised' | 'ObjectionDismissed' | 'ObjectionUpheld' }
>;

const publicityAfter = (publicity: Publicity | null, event: PublicityEvent): Publicity => {
  if (event.type === 'PublicityStarted') {
    const { startsOn, endsOn, workingDays, by } = event.data;
    return { startsOn, endsOn, workingDays, startedBy: by, objections: publicity?.objections ?? [] };
  }
  assert(publicity, `${event.type} before publicity`);
  if (event.type === 'ObjectionRaised') {
    const { objectionNo, objector, statement, raisedOn, by } = event.data;
    const open = { outcome: 'open', reason: null, resolvedBy: null } as const;
    const objection = { objectionNo, objector, statement, raisedOn, recordedBy: by, ...open };
    return { ...publicity, objections: [...publicity.objections, objection] };
  }
  const { objectionNo, reason, by } = event.data;
  const outcome = event.type === 'ObjectionUpheld' ? 'upheld' : 'dismissed';
  const endsOn =
    event.type === 'ObjectionDismissed' ? (event.data.endsOn ?? publicity.endsOn) : publicity.endsOn;
  const objections = publicity.objections.map((objection) =>
    objection.objectionNo === objectionNo
      ? ({ ...objection, outcome, reason, resolvedBy: by } as const)
      : objection,
  );
  return { ...publicity, endsOn, objections };
};

const assessmentOf = (
  event: Extract<AwardEvent, { type: 'AssessmentPassed' | 'AssessmentFailed' }>,
): Assessment => {
  const { gate, assessedOn, score, document, by } = event.data;
  const failed = event.type === 'AssessmentFailed';
  return {
    gate,
    outcome: failed ? 'failed' : 'passed',
    assessedOn,
    score,
    document,
    rectifyBy: failed ? event.data.rectifyBy : null,
    by,
  };
};

const noted = (record: AwardRecord, trancheNo: number, note: Partial<TrancheNote>): Partial<AwardRecord> => {
  const before = record.trancheNotes[trancheNo] ?? { cuts: [], lastRefusal: null };
  return { trancheNotes: { ...record.trancheNotes, [trancheNo]: { ...before, ...note } } };
};

const endingOf = (event: AwardEvent, on: BusinessDate): Ending | undefined => {
  const nothingElse = { clause: null, recovery: null, by: null };
  switch (event.type) {
    case 'ApplicationRefused': {
      const { zh, clause } = event.data.refusal;
      return { how: 'refused', reason: zh, clause, on, recovery: null, by: event.data.by };
    }
    case 'ApplicationWithdrawn':
      return { ...nothingElse, how: 'withdrawn', reason: event.data.reason, on, by: event.data.by };
    case 'AwardTerminated': {
      const { reason, endedOn, recovery, by } = event.data;
      return {
        ...nothingElse,
        how: 'terminated',
        reason,
        on: endedOn,
        recovery: recovery?.derivation ?? null,
        by,
      };
    }
    case 'AwardLapsed':
      return {
        ...nothingElse,
        how: 'lapsed',
        reason: event.data.reason,
        on: event.data.lapsedOn,
        by: event.data.by,
      };
    case 'AwardCompleted':
      return { ...nothingElse, how: 'completed', reason: null, on: event.data.completedOn };
    default:
      return undefined;
  }
};
