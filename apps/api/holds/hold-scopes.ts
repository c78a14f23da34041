import { Inject, Injectable } from '@nestjs/common';
import { RefusalError, refuse } from '#kernel/refusal.js';
import type { PartyKind } from '#parties/parties.events.js';
import { PARTY_KINDS } from '#parties/parties.events.js';
import type { HoldScope } from '#payments/holds/hold.events.js';
import type { PolicyRegister } from '#policy/policy-register.js';
import { POLICY_REGISTER } from '../../platform/tokens.js';
import { AwardDesk } from '../awards/award-desk.js';
import { isAwardId } from '../http/path-parts.js';
import { PartyDesk } from '../parties/party-desk.js';

const UNITS: readonly PartyKind[] = PARTY_KINDS.filter((kind) => kind !== 'person');

/** A hold of something that is not there would stop nothing, and nobody would notice. */
@Injectable()
export class HoldScopes {
  constructor(
    @Inject(AwardDesk) private readonly awards: AwardDesk,
    @Inject(PartyDesk) private readonly parties: PartyDesk,
    @Inject(POLICY_REGISTER) private readonly policies: PolicyRegister,
  ) {}

  /** @throws RefusalError for a scope that names nothing, or something of another kind. */
  async assertThere({ kind, id }: HoldScope): Promise<void> {
    switch (kind) {
      case 'award':
        if (!isAwardId(id)) throw new RefusalError(noSuchScope(kind, id));
        await this.awards.load(id);
        return;
      case 'person':
        await this.parties.named(id, ['person'], '/scope/id');
        return;
      case 'enterprise':
        await this.parties.named(id, UNITS, '/scope/id');
        return;
      case 'measure':
        if (!this.#isMeasure(id)) throw new RefusalError(noSuchScope(kind, id));
    }
  }

  /** Of any version: money of one that is no longer in force may still be open. */
  #isMeasure(id: string): boolean {
    return this.policies.list().some(({ book }) => book.measures.some((measure) => measure.id === id));
  }
}

const noSuchScope = (kind: 'award' | 'measure', id: string) =>
  refuse(
    'hold.no-such-scope',
    kind === 'award' ? `没有编号为“${id}”的资助` : `没有编号为“${id}”的事项`,
    `There is no ${kind} ${id}`,
    { pointer: '/scope/id', facts: { kind, id } },
  );
