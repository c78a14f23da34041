import { addDays, type BusinessDate } from '#kernel/business-date.js';
import { orThrow } from '#kernel/refusal.js';
import { type Seeded, seededBy } from '#kernel/seeded.js';
import type { Measure } from '#policy/measure.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import { type GrantedAward, isGranted, type Tranche, trancheOf } from '#programmes/award/award.js';
import { followed } from '#programmes/kinds/measure-rules.js';
import { windowOfYear } from '#programmes/kinds/schedule.js';
import { type AwardOffice, giveAward, type Life, officerOf } from './award-office.js';
import { MAKER, type Moment, VERIFIER } from './desk.js';
import { type Fate, fateOf } from './fates.js';
import { moveIfTime, willMove } from './moves.js';
import { statedClaim, statedEnding } from './papers.js';

const WEEK = 7;
const MONTH = 28;
const STUCK_MOST = 3;

/** What is due for a granted award: its end, a rectification, claims, money that came back. */
export const workOnGranted = async (
  office: AwardOffice,
  life: Life,
  state: GrantedAward,
  at: Moment,
  random: Seeded,
): Promise<BusinessDate | undefined> => {
  if (state.status === 'terminated' || state.status === 'lapsed') return undefined;
  const fate = fateOf(office.seed, life);
  const moved = await moveIfTime(office, life, state, fate, at, random);
  if (moved !== 'stays') return moved === 'over' ? undefined : moved;
  const ended = await endIfTime(office, life, state, fate, at, random);
  if (ended !== undefined) return ended === 'over' ? undefined : ended;
  if (state.status === 'suspended') return rectify(office, life, state, at);
  let now = state;
  for (const { plan } of state.tranches) {
    const tranche = trancheOf(now, plan.trancheNo);
    if (!tranche) continue;
    now = await workOnTranche(office, life, now, tranche, at, random);
    if (now.status === 'suspended') return addDays(at.day, 3 * MONTH);
  }
  return nextDay(office, life, now, fate, at);
};

const endingOf = ({ kind }: Fate): keyof typeof ENDING_WORDS | undefined =>
  kind === 'leaves'
    ? 'left-early'
    : kind === 'fraud'
      ? 'false-evidence'
      : kind === 'fails-acceptance'
        ? 'failed-acceptance'
        : undefined;

/** Ends the award when its day has come; a payment under way is waited for. */
const endIfTime = async (
  office: AwardOffice,
  life: Life,
  state: GrantedAward,
  fate: Fate,
  at: Moment,
  random: Seeded,
): Promise<BusinessDate | 'over' | undefined> => {
  const { day } = at;
  const officer = officerOf(life);
  if (day < addDays(state.approvedOn, fate.afterDays)) return undefined;
  if (fate.kind === 'lapses' && state.status === 'approved') {
    const lapse = { by: officer.id, reason: '逾期未落地', on: day };
    await giveAward(office, life, { type: 'LapseAward', ...lapse }, officer, at);
    return 'over';
  }
  const ground = endingOf(fate);
  if (!ground) return undefined;
  const measure = orThrow(office.rulebook.measure(state.policyVersion, state.application.measure));
  const facts = statedEnding(state, ground, measure, day, random);
  const ending = {
    ground,
    reason: ENDING_WORDS[ground],
    endedOn: addDays(day, -1),
    facts,
    by: officer.id,
  };
  const { refusal } = await giveAward(office, life, { type: 'TerminateAward', ...ending }, officer, at);
  if (!refusal) {
    if (ground === 'left-early') office.secondAwards.left(life, day);
    return 'over';
  }
  if (refusal.code === 'award.payment-under-way') return addDays(day, WEEK);
  office.note(measure.id, refusal.code);
  return undefined;
};

const ENDING_WORDS = {
  'left-early': '人才离职离开本市',
  'false-evidence': '查实提供虚假材料',
  'failed-acceptance': '项目验收不合格',
} as const;

const rectify = async (
  office: AwardOffice,
  life: Life,
  { rectifying }: GrantedAward,
  at: Moment,
): Promise<BusinessDate | undefined> => {
  if (rectifying === null) return undefined;
  await assess(office, life, rectifying, 'passed', at);
  return addDays(at.day, WEEK);
};

const assess = (office: AwardOffice, life: Life, gate: string, outcome: 'passed' | 'failed', at: Moment) => {
  const officer = officerOf(life);
  const command: AwardCommand = {
    type: 'RecordAssessment',
    by: officer.id,
    gate,
    outcome,
    score: outcome === 'passed' ? 85 : 52,
    assessedOn: at.day,
    document: `PS-${life.award.slice(-6)}-${gate}`,
    rectifyBy: outcome === 'passed' ? null : addDays(at.day, 3 * MONTH),
  };
  return giveAward(office, life, command, officer, at, gate);
};

const workOnTranche = async (
  office: AwardOffice,
  life: Life,
  award: GrantedAward,
  tranche: Tranche,
  at: Moment,
  random: Seeded,
): Promise<GrantedAward> => {
  const { trancheNo, payee } = tranche.plan;
  if (tranche.status === 'returned') {
    await office.population.mendAccount(payee, at);
    return releaseOf(office, life, award, trancheNo, at);
  }
  const isRefused = tranche.status === 'refused' || (tranche.status === 'verified' && tranche.refusal);
  if (isRefused) return cancel(office, life, award, trancheNo, 'not payable', at);
  if (tranche.status !== 'planned' || at.day < claimDayOf(office, life, award, tranche)) return award;
  return claim(office, life, award, tranche, at, random);
};

const stateAfter = (award: GrantedAward, { state }: { readonly state: unknown }): GrantedAward =>
  isGranted(state as GrantedAward) ? (state as GrantedAward) : award;

const releaseOf = async (
  office: AwardOffice,
  life: Life,
  award: GrantedAward,
  trancheNo: number,
  at: Moment,
): Promise<GrantedAward> => {
  const request = { type: 'RequestRelease', by: MAKER.id, trancheNo, on: at.day } as const;
  const released = await giveAward(office, life, request, MAKER, at, `${trancheNo}`);
  if (released.refusal) office.note(life.measure.id, released.refusal.code);
  return stateAfter(award, released);
};

const cancel = async (
  office: AwardOffice,
  life: Life,
  award: GrantedAward,
  trancheNo: number,
  reason: string,
  at: Moment,
): Promise<GrantedAward> => {
  const officer = officerOf(life);
  const command = { type: 'CancelTranche', by: officer.id, trancheNo, reason } as const;
  return stateAfter(award, await giveAward(office, life, command, officer, at, `${trancheNo}`));
};

/** Reviews first, then evidence by one person, its verification by another, and the request of a third. */
const claim = async (
  office: AwardOffice,
  life: Life,
  award: GrantedAward,
  { plan }: Tranche,
  at: Moment,
  random: Seeded,
): Promise<GrantedAward> => {
  let now = award;
  const open = plan.gates.filter((gate) => !award.passedAssessments.some((passed) => passed.gate === gate));
  for (const gate of open) {
    const fails = fateOf(office.seed, life).kind === 'fails-review' && award.passedAssessments.length === 0;
    now = stateAfter(now, await assess(office, life, gate, fails ? 'failed' : 'passed', at));
    if (fails) return now;
  }
  const measure = orThrow(office.rulebook.measure(award.policyVersion, award.application.measure));
  const rules = office.rulebook.rulesOf(award.application.programme);
  const stated = statedClaim(rules, now, plan, measure, at.day, random);
  const { trancheNo } = plan;
  if (!stated) {
    life.stuck += 1;
    office.note(measure.id, `no claim for tranche ${trancheNo}`);
    return life.stuck > STUCK_MOST ? cancel(office, life, now, trancheNo, 'nothing to claim', at) : now;
  }
  const officer = officerOf(life);
  const claimed = { type: 'ClaimTranche', by: officer.id, trancheNo, claim: stated } as const;
  const entered = await giveAward(office, life, claimed, officer, at, `${trancheNo}`);
  if (entered.refusal) {
    life.stuck += 1;
    office.note(measure.id, entered.refusal.code);
    return now;
  }
  const verification = { type: 'VerifyEvidence', by: VERIFIER.id, trancheNo } as const;
  const verified = await giveAward(office, life, verification, VERIFIER, at, `${trancheNo}`);
  if (verified.refusal) {
    office.note(measure.id, verified.refusal.code);
    return stateAfter(now, verified);
  }
  return releaseOf(office, life, stateAfter(now, verified), trancheNo, at);
};

/** When a tranche is claimed: late in the year it is for, or some time after the one before. */
const claimDayOf = (
  { seed }: AwardOffice,
  { no, measure: stated, stuck }: Life,
  { approvedOn, application }: GrantedAward,
  { plan }: Tranche,
): BusinessDate => {
  const random = seededBy('claim', seed, no, plan.trancheNo);
  const { windowYear, claimableFrom, trancheNo } = plan;
  const earliest = claimableFrom !== null && claimableFrom > approvedOn ? claimableFrom : approvedOn;
  const later = stuck * 2 * MONTH;
  if (windowYear === null) {
    const spacing = 160 + random.below(150);
    const wished = addDays(approvedOn, (trancheNo - 1) * spacing + random.below(50) + later);
    return wished > earliest ? wished : earliest;
  }
  const from = windowStart(stated, application, windowYear);
  const wished = addDays(from, 120 + random.below(260) + later);
  return wished > earliest ? wished : addDays(earliest, random.below(30));
};

const windowStart = (
  stated: Measure,
  made: GrantedAward['application'],
  windowYear: number,
): BusinessDate => {
  const { application, measure } = followed(made, stated);
  return windowOfYear(measure, application.facts, windowYear).from;
};

const UNDER_WAY = new Set(['releasing', 'released', 'queued', 'in-batch', 'returned', 'verified', 'refused']);

const nextDay = (
  office: AwardOffice,
  life: Life,
  award: GrantedAward,
  fate: Fate,
  { day }: Moment,
): BusinessDate | undefined => {
  const days = award.tranches.flatMap((tranche) => {
    if (UNDER_WAY.has(tranche.status)) return [addDays(day, 2 * MONTH)];
    if (tranche.status !== 'planned') return [];
    const claimDay = claimDayOf(office, life, award, tranche);
    return [claimDay > day ? claimDay : addDays(day, MONTH)];
  });
  const ends = endingOf(fate) !== undefined || (fate.kind === 'lapses' && award.status === 'approved');
  const ending = addDays(award.approvedOn, fate.afterDays);
  if (ends || willMove(life, fate)) days.push(ending > day ? ending : addDays(day, MONTH));
  return days.toSorted()[0];
};
