import { Inject, Injectable } from '@nestjs/common';
import { CommandExecutor } from '#event-store/execute.js';
import { parseIdentifier } from '#kernel/chinese-identifiers/identifier-kind.js';
import { orThrow, RefusalError, refuse } from '#kernel/refusal.js';
import { leadsTo, partyMerged } from '#parties/identities.js';
import { survivingId } from '#parties/one-person.js';
import type { Identifier } from '#parties/identifier.js';
import type { PartyKind } from '#parties/parties.events.js';
import { RunPartyCommand } from '#parties/parties.handler.js';
import { type PartyCommand, partyDecider } from '#parties/parties.js';
import { partyId } from '#parties/party-id.js';
import type { PartyState, RegisteredParty } from '#parties/party-state.js';
import { GetParty } from '#projections/parties/parties.queries.js';
import type { Settings } from '../../platform/settings.js';
import { SETTINGS } from '../../platform/tokens.js';
import type { Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { isPartyId } from '../http/path-parts.js';
import { notFound, Views } from '../http/views.js';
import type { IdentifierPart } from './party-requests.js';

/** Commands to parties, and what has to be known of other parties before a command can be read. */
@Injectable()
export class PartyDesk {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @param shown the party whose view answers, where it is not the one that takes the command. */
  async carryOut(caller: Caller, party: string, command: PartyCommand, shown = party): Promise<object> {
    const context = this.desk.contextOf(caller);
    const carried = await this.desk.carryOut(caller, new RunPartyCommand(party, command, context));
    return this.desk.answer(caller, shown, carried, await this.views.current(new GetParty(shown)));
  }

  /** Who an identifier belongs to, by its keyed hash. */
  identified(stated: IdentifierPart, kind?: PartyKind): { party: string; identifier: Identifier } {
    const value = orThrow(parseIdentifier(stated.kind, stated.value, '/identifier/value'));
    const owner = kind ?? (stated.kind === 'unified-social-credit-code' ? 'enterprise' : 'person');
    const party = partyId(owner, stated.kind, value, this.lookupKey);
    return { party, identifier: { kind: stated.kind, value } };
  }

  get lookupKey(): Buffer {
    return Buffer.from(this.settings.lookupKey);
  }

  /** The id under which somebody goes on. */
  surviving(party: string): Promise<string> {
    return survivingId(this.executor, party);
  }

  /** The party of a path. */
  async load(party: string): Promise<RegisteredParty> {
    const { state } = await this.executor.load(partyDecider, party);
    if (state.status !== 'registered') throw new RefusalError(notFound('party'));
    return state;
  }

  /** A party that a request names, of one of these kinds. */
  async named(party: string, kinds: readonly PartyKind[], pointer: string): Promise<RegisteredParty> {
    const state: PartyState = isPartyId(party)
      ? (await this.executor.load(partyDecider, party)).state
      : { status: 'unknown' };
    const other = leadsTo(state);
    if (other !== undefined) throw new RefusalError({ ...partyMerged(other), pointer });
    if (state.status !== 'registered') throw new RefusalError(noSuchParty(party, pointer));
    const { kind } = state.profile;
    if (!kinds.includes(kind)) throw new RefusalError(otherKind(kind, kinds, pointer));
    return state;
  }
}

const noSuchParty = (party: string, pointer: string) =>
  refuse('party.no-such-party', `没有编号为“${party}”的对象`, `There is no party ${party}`, { pointer });

const otherKind = (kind: PartyKind, kinds: readonly PartyKind[], pointer: string) =>
  refuse('party.of-other-kind', `此处不能是 ${kind}`, `A party of kind ${kind} cannot stand here`, {
    pointer,
    facts: { kind, expected: kinds.join(',') },
  });
