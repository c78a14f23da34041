import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Identifier } from '#parties/identifier.js';
import type { PartyKind } from '#parties/parties.events.js';
import { type GreenCard, identifiersOf, type RegisteredParty } from '#parties/party-state.js';
import { masked } from '#personal-data/sealed-text.js';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { type KnownAccount, PartyRow } from './party.entity.js';

/** What screens show: numbers masked. Sealed texts are opened, and then masked, where the answer leaves the service. */
export type PartyView = Readonly<
  Omit<PartyRow, 'identifier' | 'accounts' | 'proposals' | 'accountInUse' | 'confirmedAt' | 'register'>
> & {
  /** Of the first document; null for a team. */
  readonly maskedIdentifier: string | null;
  readonly identifiers: readonly { readonly kind: string; readonly maskedNumber: string }[];
  readonly accounts: readonly (Omit<KnownAccount, 'number'> & { readonly maskedNumber: string })[];
  /** Id of the account that is paid to. */
  readonly accountInUse: string | null;
  /** Every recognition, in the order they were given. */
  readonly tiers: RegisteredParty['recognitions'];
  readonly card: (Omit<GreenCard, 'cardNumber'> & { readonly maskedNumber: string }) | null;
} & Pick<RegisteredParty, 'tierApplication' | 'listings' | 'team' | 'merging' | 'mergedInto' | 'absorbed'>;

export interface PartyFilter {
  readonly kind?: PartyKind;
  /** Part of the name of an organisation; names of persons are sealed. */
  readonly name?: string;
  /** Parties with an account that waits for its second person. */
  readonly accountProposed?: boolean;
}

export class ListParties extends Query<Page<PartyView>> {
  constructor(
    readonly filter: PartyFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(ListParties)
export class ListPartiesHandler implements IQueryHandler<ListParties> {
  constructor(private readonly database: DataSource) {}

  async execute({ filter, page }: ListParties): Promise<Page<PartyView>> {
    const query = this.database.createQueryBuilder(PartyRow, 'party');
    const { kind, name, accountProposed } = filter;
    if (kind !== undefined) query.andWhere('party.kind = :kind', { kind });
    if (name !== undefined) query.andWhere('strpos(party.name, :name) > 0', { name });
    if (accountProposed) query.andWhere("party.proposals <> '[]'");
    const { items, next } = await pageOf(query, ['name', 'id'], page);
    return { items: items.map(viewOf), next };
  }
}

export class GetParty extends Query<PartyView | undefined> {
  constructor(readonly party: string) {
    super();
  }
}

@QueryHandler(GetParty)
export class GetPartyHandler implements IQueryHandler<GetParty> {
  constructor(private readonly database: DataSource) {}

  async execute({ party }: GetParty): Promise<PartyView | undefined> {
    const row = await this.database.manager.findOneBy(PartyRow, { id: party });
    return row ? viewOf(row) : undefined;
  }
}

const viewOf = ({
  proposals: _numbers,
  confirmedAt: _place,
  identifier,
  accounts,
  accountInUse,
  register,
  ...row
}: PartyRow): PartyView => {
  return {
    ...row,
    maskedIdentifier: identifier === null ? null : masked(identifier),
    identifiers: register ? identifiersOf(register).map(shown) : [],
    accounts: accounts.map(({ number, ...account }) => ({ ...account, maskedNumber: masked(number) })),
    accountInUse: accountInUse?.accountId ?? null,
    tiers: register?.recognitions ?? [],
    tierApplication: register?.tierApplication ?? null,
    card: register?.card ? shownCard(register.card) : null,
    listings: register?.listings ?? [],
    team: register?.team ?? null,
    merging: register?.merging ?? null,
    mergedInto: register?.mergedInto ?? null,
    absorbed: register?.absorbed ?? [],
  };
};

const shown = ({ kind, value }: Identifier) => ({ kind, maskedNumber: masked(value) });

const shownCard = ({ cardNumber, ...card }: GreenCard) => ({ ...card, maskedNumber: masked(cardNumber) });
