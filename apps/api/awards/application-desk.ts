import { Inject, Injectable } from '@nestjs/common';
import { CommandExecutor } from '#event-store/execute.js';
import { type BusinessDate, parseBusinessDate } from '#kernel/business-date.js';
import { shortId } from '#kernel/ids.js';
import { orThrow, RefusalError, refuse } from '#kernel/refusal.js';
import { partyForgotten } from '#parties/forget-person.js';
import { leadsTo, partyMerged } from '#parties/identities.js';
import { partyDecider } from '#parties/parties.js';
import { partySnapshot, tierOn } from '#parties/party-state.js';
import { refuseOtherPlace } from '#policy/cost-sharing.js';
import type { Measure } from '#policy/measure.js';
import type { PolicyRegister } from '#policy/policy-register.js';
import type { Application, Facts, PartySnapshot } from '#programmes/award/application.js';
import type { ApplicationCommand } from '#programmes/award/award.commands.js';
import { awardDecider } from '#programmes/award/award.decider.js';
import { baseFault } from '#programmes/award/base-award.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import { POLICY_REGISTER, RULEBOOK } from '../../platform/tokens.js';
import { BusinessDay } from '../http/business-day.js';
import type { Caller } from '../http/caller.js';
import { InvalidRequest } from '../http/problem.js';
import { isAwardId, isPartyId } from '../http/path-parts.js';
import { notFound } from '../http/views.js';
import type { SubmitAwardRequest } from './award-requests.js';
import { readFacts } from './stated.js';

type SubmitApplication = Extract<ApplicationCommand, { type: 'SubmitApplication' }>;
export type PartyRole = Measure['parties'][number];

/**
 * Turns a stated application into the command: the measure in force on its day, checked facts, and what the party register
 * knows of every party, so that the award needs nothing from outside any more.
 */
@Injectable()
export class ApplicationDesk {
  readonly #awards: ReturnType<typeof awardDecider>;

  constructor(
    @Inject(POLICY_REGISTER) private readonly register: PolicyRegister,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(BusinessDay) private readonly day: BusinessDay,
    @Inject(RULEBOOK) rulebook: Rulebook,
  ) {
    this.#awards = awardDecider(rulebook);
  }

  async read(caller: Caller, stated: SubmitAwardRequest): Promise<SubmitApplication> {
    const appliedOn = this.day.notLater(stated.appliedOn ?? this.day.today(), '/appliedOn');
    const { measure } = orThrow(this.register.inForce(stated.measure, stated.jurisdiction, appliedOn));
    const facts = readFacts(measure.facts, stated.facts, '/facts');
    const application: Application = {
      programme: measure.programme,
      measure: measure.id,
      jurisdiction: readJurisdiction(stated.jurisdiction, measure),
      parties: await this.#readParties(stated.parties, measure, facts, appliedOn),
      facts,
      appliedOn,
      ...(stated.baseAward !== undefined && { baseAward: stated.baseAward }),
    };
    await this.#checkBase(application, measure);
    const award = `${measure.programme}-${shortId('award', caller.commandId)}`;
    return {
      type: 'SubmitApplication',
      award,
      application,
      policyVersion: measure.policyVersion,
      by: caller.actor.id,
    };
  }

  /** A measure that adds to another one names the award it adds to; no other does. */
  async #checkBase(application: Application, measure: Measure): Promise<void> {
    const { baseAward } = application;
    if (measure.topsUp === null && baseAward === undefined) return;
    if (measure.topsUp === null || baseAward === undefined) throw new InvalidRequest([baseStated(measure)]);
    if (!isAwardId(baseAward)) throw new RefusalError({ ...notFound('award'), pointer: '/baseAward' });
    const { state } = await this.executor.load(this.#awards, baseAward);
    const fault = baseFault(state, application, measure);
    if (fault) throw new RefusalError(fault);
  }

  async #readParties(
    stated: Readonly<Record<string, string>>,
    measure: Measure,
    facts: Facts,
    appliedOn: BusinessDate,
  ): Promise<Record<string, PartySnapshot>> {
    const unknown = Object.keys(stated).find((role) => !measure.parties.some((one) => one.role === role));
    if (unknown !== undefined) throw new InvalidRequest([unknownRole(unknown, measure)]);
    const snapshots: Record<string, PartySnapshot> = {};
    for (const role of measure.parties) {
      const party = stated[role.role];
      if (party !== undefined)
        snapshots[role.role] = await this.snapshotOf(party, role, selectionDay(measure, facts), appliedOn);
      else if (role.required) throw new InvalidRequest([missingRole(role)]);
    }
    return snapshots;
  }

  /** What the party register knows of a party in this role. */
  async snapshotOf(
    party: string,
    role: PartyRole,
    selectedOn: string | undefined,
    appliedOn: BusinessDate,
  ): Promise<PartySnapshot> {
    const pointer = `/parties/${role.role}`;
    if (!isPartyId(party)) throw new RefusalError(unknownParty(party, pointer));
    const { state } = await this.executor.load(partyDecider, party);
    const survivor = leadsTo(state);
    if (survivor !== undefined) throw new RefusalError({ ...partyMerged(survivor), pointer });
    if (state.status === 'unknown') throw new RefusalError(unknownParty(party, pointer));
    if (state.status === 'forgotten') throw new RefusalError({ ...partyForgotten(), pointer });
    if (!role.kinds.includes(state.profile.kind))
      throw new RefusalError(wrongKind(role, state.profile.kind, pointer));
    const snapshot = partySnapshot(
      state,
      selectedOn === undefined ? undefined : parseBusinessDate(selectedOn),
    );
    const tier = tierOn(state, appliedOn)?.tier;
    return tier === undefined ? snapshot : { ...snapshot, tier };
  }
}

/** The day whose age counts for the youth uplift; a route carries it on to the measure it opens. */
export const selectionDay = ({ entitlement, youthUplift }: Measure, facts: Facts): string | undefined => {
  const name = entitlement.kind === 'route' ? entitlement.selectedOnFact : youthUplift?.selectedOnFact;
  const value = name === undefined ? undefined : facts[name];
  return typeof value === 'string' ? value : undefined;
};

export const readJurisdiction = (stated: string | undefined, measure: Measure): string => {
  const refusal = stated === undefined ? undefined : refuseOtherPlace(measure, stated);
  if (refusal) throw new RefusalError(refusal);
  return stated ?? measure.jurisdiction;
};

export const unknownRole = (role: string, measure: Measure) => ({
  pointer: `/parties/${role}`,
  code: 'application.unknown-role',
  zh: `${measure.id} 没有“${role}”这一角色；角色有：${measure.parties.map((one) => one.role).join('、')}`,
  en: `${measure.id} has no role "${role}"; its roles are: ${measure.parties.map((one) => one.role).join(', ')}`,
});

const baseStated = ({ id, topsUp }: Measure) => ({
  pointer: '/baseAward',
  code: 'application.base-award',
  zh: topsUp === null ? `${id} 不补充其他资助` : `${id} 须写明所补充的 ${topsUp} 资助`,
  en:
    topsUp === null ? `${id} adds to no other award` : `${id} has to name the award of ${topsUp} it adds to`,
});

const missingRole = ({ role, zh, en }: PartyRole) => ({
  pointer: `/parties/${role}`,
  code: 'application.party-missing',
  zh: `缺少：${zh}`,
  en: `Missing: ${en}`,
});

const unknownParty = (party: string, pointer: string) =>
  refuse('application.unknown-party', `没有编号为“${party}”的对象`, `There is no party ${party}`, {
    pointer,
  });

const wrongKind = ({ zh, en, kinds }: PartyRole, kind: string, pointer: string) =>
  refuse('application.party-kind', `“${zh}”不能是 ${kind}`, `${en} cannot be a party of kind ${kind}`, {
    pointer,
    facts: { kind, expected: kinds.join(',') },
  });
