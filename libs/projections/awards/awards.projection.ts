import type { StoredEvent } from '#event-store/envelope.js';
import { assert } from '#kernel/assert.js';
import { type Award, isGranted } from '#programmes/award/award.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import { evolve } from '#programmes/award/evolve.js';
import type { Projection } from '../projection.js';
import { TRANCHE_EVENTS } from '../tranche-events.js';
import { AwardEventRow, AwardRow } from './award.entity.js';
import { emptyRecord, recordChanges } from './award-record.js';

/** Every award and its history. The state is folded by the domain itself, so that the two can never disagree. */
export const awardsProjection: Projection<AwardEvent> = {
  name: 'awards',
  version: 1,
  tables: ['award', 'award_event'],
  types: {
    ApplicationSubmitted: true,
    ApplicationAccepted: true,
    ApplicationRefused: true,
    ApplicationWithdrawn: true,
    ApplicationVerified: true,
    PublicityStarted: true,
    ObjectionRaised: true,
    ObjectionDismissed: true,
    ObjectionUpheld: true,
    PublicityEnded: true,
    AwardApproved: true,
    AssessmentPassed: true,
    AssessmentFailed: true,
    AwardSuspended: true,
    AwardResumed: true,
    AwardTerminated: true,
    AwardLapsed: true,
    AwardMoved: true,
    AwardCompleted: true,
    AwardTakenOver: true,
    AwardReplaced: true,
    BaseReduced: true,
    TopUpAdded: true,
    OverpaymentFound: true,
    DutyConflictRecorded: true,
    ...TRANCHE_EVENTS,
  },
  reads: (_stored, { data }) => [[AwardRow, data.award]],
  async apply(stored, event, rows) {
    rows.put(AwardEventRow, historyRow(stored, event.data.award));
    const row = await rows.find(AwardRow, event.data.award);
    const state = evolve(row?.state ?? { status: 'none' }, event);
    const record = recordChanges(row ?? emptyRecord, event, stored.effectiveOn);
    rows.put(AwardRow, { ...emptyRecord, ...row, ...headOf(stored, state), ...record });
  },
};

const historyRow = (stored: StoredEvent, award: string): AwardEventRow => ({
  id: stored.id,
  award,
  revision: stored.revision,
  position: stored.position,
  type: stored.type,
  data: stored.data,
  effectiveOn: stored.effectiveOn,
  recordedAt: stored.metadata.recordedAt,
  actor: stored.metadata.actor,
  policyVersion: stored.metadata.policyVersion,
  refusal: stored.metadata.refusal ?? null,
});

const headOf = ({ stream, revision, position }: StoredEvent, state: Award) => {
  assert(state.status !== 'none', 'An award exists after its first event');
  const { programme, measure, parties, appliedOn } = state.application;
  return {
    id: state.award,
    stream,
    revision,
    position,
    programme,
    measure,
    status: state.status,
    parties: [...new Set(Object.values(parties).map(({ party }) => party))].sort(),
    appliedOn,
    approvedOn: isGranted(state) ? state.approvedOn : null,
    state,
  };
};
