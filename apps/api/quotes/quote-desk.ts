import { Inject, Injectable } from '@nestjs/common';
import type { CapState } from '#caps/cap-account.js';
import { capOutlook, type CapOutlook } from '#caps/cap-outlook.js';
import { capDecider, capStream } from '#caps/caps.js';
import { CommandExecutor } from '#event-store/execute.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { orThrow, RefusalError, type Refusal } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import type { PolicyRegister } from '#policy/policy-register.js';
import type { Application, CaseDecision, Facts, PartySnapshot } from '#programmes/award/application.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import { claimFactsOf } from '#programmes/kinds/measure-rules.js';
import { byYearAndPayee, type Quote, quote } from '#programmes/quote/quote.js';
import { QUOTED_AWARD, type QuotedTranche, type StatedClaim } from '#programmes/quote/quote-tranches.js';
import { POLICY_REGISTER, RULEBOOK } from '../../platform/tokens.js';
import {
  ApplicationDesk,
  type PartyRole,
  readJurisdiction,
  selectionDay,
  unknownRole,
} from '../awards/application-desk.js';
import { readFacts } from '../awards/stated.js';
import { BusinessDay } from '../http/business-day.js';
import { InvalidRequest } from '../http/problem.js';
import type {
  QuotedClaimPart,
  QuotedDecisionPart,
  QuoteRequestBody,
  StatedStanding,
} from './quote-requests.js';
import { soundFacts, withFactFaults } from './stated-in-part.js';

/** Reads what was stated, quotes it by the rules of the award, and asks the caps of the named parties. Writes nothing. */
@Injectable()
export class QuoteDesk {
  constructor(
    @Inject(ApplicationDesk) private readonly applications: ApplicationDesk,
    @Inject(POLICY_REGISTER) private readonly register: PolicyRegister,
    @Inject(RULEBOOK) private readonly rulebook: Rulebook,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  async quote(stated: QuoteRequestBody): Promise<object> {
    const on = stated.date ?? this.day.today();
    const { measure } = orThrow(this.register.inForce(stated.measure, stated.jurisdiction, on));
    const { facts, faults } = soundFacts(measure.facts, stated.facts);
    const place = placeOf(stated.jurisdiction, measure);
    const application: Application = {
      programme: measure.programme,
      measure: measure.id,
      jurisdiction: place.jurisdiction,
      parties: await this.#parties(stated, measure, facts, on),
      facts,
      appliedOn: on,
    };
    const caseDecision = stated.caseDecision ? readDecision(stated.caseDecision, measure, on) : null;
    const quoted = this.#quoteWithClaims(measure, { application, caseDecision, on }, stated.claims ?? []);
    const reasons = [...withFactFaults(quoted.reasons, faults), ...place.faults];
    const answer = reasons.length > 0 ? { ...quoted, ...REFUSED, reasons } : quoted;
    const { overrides, topsUp } = measure;
    const toppedUpBy = this.register.topUpsOf(measure.id, place.jurisdiction, on).map(({ id }) => id);
    const outlook = await this.#outlook(measure, answer.tranches);
    return { ...answerOf(measure, on, answer, outlook), overrides, topsUp, toppedUpBy };
  }

  async #parties(
    { parties = {}, standing = {} }: QuoteRequestBody,
    measure: Measure,
    facts: Facts,
    on: BusinessDate,
  ): Promise<Record<string, PartySnapshot>> {
    const roles = new Map(measure.parties.map((role) => [role.role, role]));
    const snapshots: Record<string, PartySnapshot> = {};
    for (const name of [...Object.keys(parties), ...Object.keys(standing)])
      if (!roles.has(name)) throw new InvalidRequest([unknownRole(name, measure)]);
    for (const [name, role] of roles) {
      const party = parties[name];
      const statedOf = standing[name];
      if (party !== undefined)
        snapshots[name] = await this.applications.snapshotOf(party, role, selectionDay(measure, facts), on);
      else if (statedOf) snapshots[name] = unnamed(role, statedOf);
    }
    return snapshots;
  }

  /** Which facts a claim states depends on the plan, so the plan comes first. */
  #quoteWithClaims(
    measure: Measure,
    request: {
      readonly application: Application;
      readonly caseDecision: CaseDecision | null;
      readonly on: BusinessDate;
    },
    stated: readonly QuotedClaimPart[],
  ): Quote {
    const rules = this.rulebook.rulesOf(measure.programme);
    const planned = quote(rules, measure, { ...request, claims: new Map() });
    if (stated.length === 0 || planned.tranches.length === 0) return planned;
    const claims = new Map<number, StatedClaim>();
    for (const [index, { trancheNo, facts, claimedOn }] of stated.entries()) {
      if (!planned.tranches.some((tranche) => tranche.trancheNo === trancheNo))
        throw new InvalidRequest([noSuchTranche(index, trancheNo, planned.tranches.length)]);
      const definitions = claimFactsOf(measure, request.application, trancheNo);
      const read = readFacts(definitions, facts ?? {}, `/claims/${index}/facts`);
      claims.set(trancheNo, { facts: read, ...(claimedOn && { claimedOn }) });
    }
    return quote(rules, measure, { ...request, claims });
  }

  async #outlook(measure: Measure, tranches: readonly QuotedTranche[]): Promise<CapOutlook> {
    const accounts = new Map<string, CapState>();
    for (const stream of new Set(tranches.flatMap(({ capClaims }) => capClaims.map(capStream))))
      accounts.set(stream, (await this.executor.load(capDecider, stream)).state);
    return capOutlook(tranches, { award: QUOTED_AWARD, measure: measure.id }, accounts);
  }
}

const REFUSED = {
  eligible: false,
  totalFen: null,
  ceilingFen: null,
  derivation: null,
  tranches: [],
} as const;

const answerOf = (measure: Measure, on: BusinessDate, quoted: Quote, outlook: CapOutlook): object => {
  const tranches = quoted.tranches.map(({ capClaims: _claims, ...tranche }) => ({
    ...tranche,
    /** What the caps leave of the amount. */
    grantedFen: outlook.grantedFen.get(tranche.trancheNo) ?? null,
  }));
  const { id, clause, title, policyVersion } = measure;
  return {
    measure: id,
    clause,
    title,
    policyVersion,
    date: on,
    ...quoted,
    tranches,
    byYear: byYearAndPayee(tranches.map((tranche) => ({ ...tranche, amountFen: tranche.grantedFen }))),
    caps: outlook.touched,
  };
};

/** A party without a name has used no cap yet. */
const unnamed = ({ role, kinds }: PartyRole, { kind, tier, age }: StatedStanding): PartySnapshot => ({
  party: `stated-${role}`,
  kind: kind ?? kinds[0] ?? 'person',
  ...(tier && { tier }),
  ...(age !== undefined && { ageOnSelection: age }),
});

const placeOf = (
  stated: string | undefined,
  measure: Measure,
): { readonly jurisdiction: string; readonly faults: readonly Refusal[] } => {
  try {
    return { jurisdiction: readJurisdiction(stated, measure), faults: [] };
  } catch (error) {
    if (error instanceof RefusalError) return { jurisdiction: measure.jurisdiction, faults: [error.refusal] };
    throw error;
  }
};

const readDecision = (
  { amounts, body, documentNumber, decidedOn }: QuotedDecisionPart,
  measure: Measure,
  on: BusinessDate,
): CaseDecision => ({
  body: body ?? '—',
  documentNumber: documentNumber ?? '—',
  decidedOn: decidedOn ?? on,
  amounts: readFacts(measure.decisionFacts, amounts, '/caseDecision/amounts'),
});

const noSuchTranche = (index: number, trancheNo: number, count: number) => ({
  pointer: `/claims/${index}/trancheNo`,
  code: 'quote.no-such-tranche',
  zh: `没有第 ${trancheNo} 期，共 ${count} 期`,
  en: `There is no tranche ${trancheNo}; there are ${count}`,
});
