import { addDays, type BusinessDate } from '#kernel/business-date.js';
import { orThrow } from '#kernel/refusal.js';
import { type Seeded, seededBy } from '#kernel/seeded.js';
import { survivingId } from '#parties/one-person.js';
import { partyDecider } from '#parties/parties.js';
import { partySnapshot, tierOn } from '#parties/party-state.js';
import type { Application, PartySnapshot } from '#programmes/award/application.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import { isGranted, type PublicisedAward } from '#programmes/award/award.js';
import { type AwardOffice, giveAward, type Life, officerOf } from './award-office.js';
import { APPROVER, type Moment, VERIFIER } from './desk.js';
import { fateOf } from './fates.js';
import { decisionOn, statedApplication } from './papers.js';
import { COUNTIES } from './residents.js';
import { workOnGranted } from './granted-life.js';

/**
 * Does for an award what is due on a day.
 * @returns the next day on which there is something to do; undefined when its life is over.
 */
export const workOn = async (
  office: AwardOffice,
  life: Life,
  at: Moment,
): Promise<BusinessDate | undefined> => {
  const { desk, awards, seed } = office;
  const random = seededBy('life', seed, life.no, at.day);
  const { state } = await desk.executor.load(awards, life.award);
  if (state.status === 'none') return apply(office, life, at, random);
  if (state.status === 'publicised') return afterPublicity(office, life, state, at, random);
  if (isGranted(state)) return workOnGranted(office, life, state, at, random);
  return undefined;
};

const WEEK = 7;

const apply = async (
  office: AwardOffice,
  life: Life,
  at: Moment,
  random: Seeded,
): Promise<BusinessDate | undefined> => {
  const { measure, award } = life;
  const { day } = at;
  const officer = officerOf(life);
  const stated = await stateApplication(office, life, at, random);
  if (!stated) return undefined;
  const by = officer.id;
  const { policyVersion } = measure;
  const give = (command: AwardCommand, actor = officer) => giveAward(office, life, command, actor, at);
  await give({ type: 'SubmitApplication', award, application: stated, policyVersion, by });
  const fate = fateOf(office.seed, life);
  if (fate.kind === 'withdrawn') {
    await give({ type: 'WithdrawApplication', by, reason: '申请人撤回' });
    return undefined;
  }
  const accepted = await give({ type: 'AcceptApplication', by, on: day });
  if (accepted.refusal) {
    office.note(measure.id, accepted.refusal.code);
    return undefined;
  }
  await give({ type: 'VerifyApplication', by: VERIFIER.id }, VERIFIER);
  if (fate.kind === 'refused') {
    const refusal = { by: VERIFIER.id, clause: measure.clause, reason: '材料不实，不予支持' };
    await give({ type: 'RefuseApplication', ...refusal }, VERIFIER);
    return undefined;
  }
  await give({ type: 'StartPublicity', by, startsOn: day });
  if (fate.kind === 'objection') {
    const objection = { objector: `示例市民${life.no}`, statement: '对业绩有异议' };
    await give({ type: 'RaiseObjection', by, ...objection, on: day });
  }
  return addDays(day, WEEK);
};

/** The parties as the register knows them on the day, and facts that make the application one that is granted. */
const stateApplication = async (
  { desk, population, rulebook, note }: AwardOffice,
  { measure, parties, no, better }: Life,
  at: Moment,
  random: Seeded,
): Promise<Application | undefined> => {
  const { day } = at;
  for (const condition of measure.conditions) {
    const person = condition.rule === 'party-tier-in' ? parties[condition.role] : undefined;
    if (condition.rule === 'party-tier-in' && person !== undefined)
      await population.recognise(person, condition.tiers, at);
  }
  const snapshots: Record<string, PartySnapshot> = {};
  for (const [role, former] of Object.entries(parties)) {
    const party = await survivingId(desk.executor, former);
    const { state } = await desk.executor.load(partyDecider, party);
    if (state.status !== 'registered') return undefined;
    const tier = tierOn(state, day)?.tier;
    snapshots[role] = { ...partySnapshot(state, day), ...(tier !== undefined && { tier }) };
  }
  const rest = {
    programme: measure.programme,
    measure: measure.id,
    jurisdiction: measure.jurisdiction === 'jiaxing' ? random.oneOf(COUNTIES) : measure.jurisdiction,
    parties: snapshots,
    appliedOn: day,
  };
  const stated = statedApplication(rulebook.rulesOf(measure.programme), measure, rest, random, better);
  if (!stated) note(measure.id, `no facts for application ${no}`);
  return stated?.application;
};

const afterPublicity = async (
  office: AwardOffice,
  life: Life,
  { publicity, application }: PublicisedAward,
  at: Moment,
  random: Seeded,
): Promise<BusinessDate | undefined> => {
  const { day } = at;
  const objection = publicity.objections.find(({ open }) => open);
  if (objection) {
    const { objectionNo } = objection;
    const outcome = random.below(5) === 0 ? 'upheld' : 'dismissed';
    const resolution = { objectionNo, outcome, reason: '经核查', on: day } as const;
    await giveAward(office, life, { type: 'ResolveObjection', by: VERIFIER.id, ...resolution }, VERIFIER, at);
    return outcome === 'upheld' ? undefined : addDays(day, 2 * WEEK);
  }
  if (day <= publicity.endsOn) return addDays(publicity.endsOn, 1);
  const measure = orThrow(office.rulebook.measure(life.measure.policyVersion, life.measure.id));
  const caseDecision = decisionOn(application, measure, day, random);
  const { policyVersion } = measure;
  const approval = { by: APPROVER.id, on: day, policyVersion, caseDecision };
  const { state, refusal } = await giveAward(
    office,
    life,
    { type: 'ApproveAward', ...approval },
    APPROVER,
    at,
  );
  if (refusal) office.note(measure.id, refusal.code);
  if (!isGranted(state)) return undefined;
  office.secondAwards.granted(life, state, day);
  return workOnGranted(office, life, state, at, random);
};
