import { Inject, Injectable } from '@nestjs/common';
import { CommandExecutor } from '#event-store/execute.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { isRefusal, orThrow, RefusalError } from '#kernel/refusal.js';
import { accountHolderOf } from '#parties/one-person.js';
import { accountInUse } from '#parties/party-state.js';
import { noAccount, refuseAccountKind } from '#parties/payable-account.js';
import { partyDecider } from '#parties/parties.js';
import { standingOn } from '#parties/standing-on.js';
import { placesOf } from '#policy/cost-sharing.js';
import type { Measure } from '#policy/measure.js';
import type { PolicyRegister } from '#policy/policy-register.js';
import type { Application, PartySnapshot } from '#programmes/award/application.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import { baseFault } from '#programmes/award/base-award.js';
import { awardDecider } from '#programmes/award/award.decider.js';
import { noSuchTranche, notYetApproved } from '#programmes/award/missing.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import { RunAwardCommand } from '#programmes/award/award.handler.js';
import {
  type Award,
  type GrantedAward,
  isGranted,
  type Tranche,
  trancheOf,
} from '#programmes/award/award.js';
import { GetAward } from '#projections/awards/awards.queries.js';
import { POLICY_REGISTER, RULEBOOK } from '../../platform/tokens.js';
import type { Caller } from '../http/caller.js';
import { type Carried, CommandDesk } from '../http/command-desk.js';
import { notFound, Views } from '../http/views.js';

type KnownAward = Exclude<Award, { status: 'none' }>;

/** Commands to awards, and what has to be known of an award before a command can be read. */
@Injectable()
export class AwardDesk {
  readonly #decider: ReturnType<typeof awardDecider>;

  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(POLICY_REGISTER) private readonly register: PolicyRegister,
    @Inject(RULEBOOK) private readonly rulebook: Rulebook,
  ) {
    this.#decider = awardDecider(rulebook);
  }

  async carryOut(caller: Caller, award: string, command: AwardCommand): Promise<object> {
    return this.answer(caller, award, await this.run(caller, award, command));
  }

  async run(caller: Caller, award: string, command: AwardCommand): Promise<Carried<Award, unknown>> {
    const version =
      'policyVersion' in command ? command.policyVersion : (await this.#loaded(award))?.policyVersion;
    return this.desk.carryOut(
      caller,
      new RunAwardCommand(award, command, this.desk.contextOf(caller, version)),
    );
  }

  async answer(caller: Caller, award: string, carried: Carried<unknown, unknown>): Promise<object> {
    return this.desk.answer(caller, award, carried, await this.views.current(new GetAward(award)));
  }

  async load(award: string): Promise<KnownAward> {
    const state = await this.#loaded(award);
    if (!state) throw new RefusalError(notFound('award'));
    return state;
  }

  /** @throws RefusalError when the award that this one adds to is not what it was: ended, or moved away. */
  async assertBaseStands({ application, ...award }: GrantedAward): Promise<void> {
    const { baseAward } = application;
    if (baseAward === undefined) return;
    const fault = baseFault(
      await this.load(baseAward),
      application,
      this.measureOf({ ...award, application }),
    );
    if (fault) throw new RefusalError(fault);
  }

  /** An approved award and one of its tranches. */
  async loadTranche(
    award: string,
    trancheNo: number,
  ): Promise<{ readonly award: GrantedAward; readonly tranche: Tranche }> {
    const state = await this.load(award);
    if (!isGranted(state)) throw new RefusalError(notYetApproved(state.status));
    const tranche = trancheOf(state, trancheNo);
    if (!tranche) throw new RefusalError(noSuchTranche(trancheNo));
    return { award: state, tranche };
  }

  /** The measure as the award has it: in the policy version it keeps. */
  measureOf({ policyVersion, application }: KnownAward): Measure {
    return orThrow(this.rulebook.measure(policyVersion, application.measure));
  }

  /** The measure as it stands on a day. */
  measureOn(award: KnownAward, day: BusinessDate): Measure {
    return orThrow(this.register.inForce(award.application.measure, undefined, day)).measure;
  }

  /** The measure that counts in another place from a day on, when it is not the one of the award: a county's, or the city's again. */
  successorIn({ id, overrides }: Measure, place: string, day: BusinessDate): string | undefined {
    const found = this.register.inForce(overrides ?? id, place, day);
    if (isRefusal(found) || found.measure.id === id) return undefined;
    return placesOf(found.measure).includes(place) ? found.measure.id : undefined;
  }

  /** What the register knows of the parties of an award on a day. */
  async standingsOf({ parties }: Application, day: BusinessDate): Promise<Application['parties']> {
    const standings: Record<string, PartySnapshot> = {};
    for (const [role, known] of Object.entries(parties)) {
      const { tier: _then, bannedUntil: _before, listings: _earlier, ...same } = known;
      const standing = await standingOn(this.executor, known.party, day);
      standings[role] = standing ? { ...same, ...standing } : known;
    }
    return standings;
  }

  /** Money is not even set aside for somebody who could not be paid. */
  async assertPayable({ payee, basicAccount }: Tranche['plan']): Promise<void> {
    const holder = await accountHolderOf(this.executor, payee);
    const account = accountInUse((await this.executor.load(partyDecider, holder)).state);
    const refusal = account ? refuseAccountKind(account, basicAccount === true) : noAccount();
    if (refusal) throw new RefusalError({ ...refusal, facts: { ...refusal.facts, payee } });
  }

  async #loaded(award: string): Promise<KnownAward | undefined> {
    const { state } = await this.executor.load(this.#decider, award);
    return state.status === 'none' ? undefined : state;
  }
}
