import { businessDate } from '#kernel/business-date.js';
import { publishedYears } from '#kernel/published-years.js';
import { workingCalendar } from '#kernel/working-calendar.js';
import type { Fen } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import type { Application, CaseDecision, Facts } from '#programmes/award/application.js';
import { awardDecider } from '#programmes/award/award.decider.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import {
  type GrantedAward,
  isGranted,
  lastAttempt,
  type Tranche,
  trancheOf,
} from '#programmes/award/award.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import { rulesFor } from '#programmes/catalogue.js';
import { shippedMeasure } from '#programmes/kinds/measure-spec.js';
import type { SampleOffice } from './sample-office.js';

/** The shipped measures with their rules, for specs of what spans streams. */
export const shippedRulebook: Rulebook = {
  rulesOf: (programme) => orThrow(rulesFor(programme)),
  measure: (_policyVersion, measure) => shippedMeasure(measure),
  calendar: workingCalendar(publishedYears()),
};

const shippedDecider = awardDecider(shippedRulebook);

/** What an award of a shipped measure goes through, with as few words as a spec needs. */
export const sampleLife = (office: SampleOffice) => {
  const give = (id: string, command: AwardCommand) => office.give(shippedDecider, id, command);

  const award = async (id: string): Promise<GrantedAward> => {
    const { state } = await office.executor.load(shippedDecider, id);
    if (!isGranted(state)) throw new Error(`${id} is ${state.status}`);
    return state;
  };
  const tranche = async (id: string, trancheNo: number): Promise<Tranche | undefined> =>
    trancheOf(await award(id), trancheNo);

  const grant = async (
    id: string,
    measureId: string,
    parties: Application['parties'],
    facts: Facts,
    caseDecision: CaseDecision | null = null,
  ): Promise<void> => {
    const { programme, jurisdiction, policyVersion } = shippedMeasure(measureId);
    const appliedOn = businessDate('2024-01-02');
    const application = { programme, measure: measureId, jurisdiction, parties, facts, appliedOn };
    await give(id, { type: 'SubmitApplication', award: id, application, policyVersion, by: 'olga' });
    await give(id, { type: 'AcceptApplication', by: 'olga', on: appliedOn });
    await give(id, { type: 'VerifyApplication', by: 'vera' });
    await give(id, { type: 'StartPublicity', by: 'olga', startsOn: businessDate('2024-01-04') });
    const on = businessDate('2024-01-12');
    await give(id, { type: 'ApproveAward', by: 'anna', on, policyVersion, caseDecision });
  };

  /** Claims with all the evidence the plan asks for, verifies, and asks for the money. */
  const release = async (
    id: string,
    trancheNo: number,
    facts: Facts = {},
    on = '2026-02-02',
  ): Promise<void> => {
    const day = businessDate(on);
    const plan = (await tranche(id, trancheNo))?.plan;
    const evidence = (plan?.evidence ?? []).map(({ name }) => ({ name, document: name, issuedOn: day }));
    await give(id, {
      type: 'ClaimTranche',
      by: 'olga',
      trancheNo,
      claim: { evidence, facts, claimedOn: day },
    });
    await give(id, { type: 'VerifyEvidence', by: 'vera', trancheNo });
    await give(id, { type: 'RequestRelease', by: 'max', trancheNo, on: day });
  };

  /** The bank pays what was granted. */
  const pay = async (id: string, trancheNo: number, batch = `batch-${id}-${trancheNo}`): Promise<Fen> => {
    const found = await tranche(id, trancheNo);
    const granted = found && lastAttempt(found);
    if (!granted) throw new Error(`Nothing is granted for ${id}/${trancheNo}`);
    const { attempt, grantedFen: amountFen } = granted;
    await give(id, { type: 'PutInBatch', trancheNo, attempt, batch });
    const paidOn = businessDate('2026-02-05');
    await give(id, {
      type: 'RecordPayment',
      trancheNo,
      attempt,
      batch,
      amountFen,
      paidOn,
      bankReference: 'B',
    });
    return amountFen;
  };

  const paid = async (id: string, trancheNo: number, facts: Facts = {}, on?: string): Promise<Fen> => {
    await release(id, trancheNo, facts, on);
    return pay(id, trancheNo);
  };

  const assess = (id: string, gate: string) => give(id, passed(gate));

  return { give, award, tranche, grant, release, pay, paid, assess };
};

const passed = (gate: string): AwardCommand => ({
  type: 'RecordAssessment',
  by: 'olga',
  gate,
  outcome: 'passed',
  score: null,
  assessedOn: businessDate('2024-06-01'),
  document: 'D',
  rectifyBy: null,
});
