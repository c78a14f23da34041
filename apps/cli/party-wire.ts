import { say } from './speech.js';

export interface PartyOnWire {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly identifiers: readonly { readonly kind: string; readonly maskedNumber: string }[];
  readonly tiers: readonly {
    readonly tier: string;
    readonly from: string;
    readonly until: string;
    readonly revokedOn?: string;
  }[];
  readonly tierApplication: {
    readonly tier: string;
    readonly publicity: { readonly endsOn: string } | null;
  } | null;
  readonly card: { readonly maskedNumber: string; readonly until: string } | null;
  readonly listings: readonly { readonly from: string; readonly until: string | null }[];
  readonly team: {
    readonly host: string;
    readonly leaders: readonly { readonly person: string; readonly until: string | null }[];
    readonly members: readonly {
      readonly person: string;
      readonly role: string;
      readonly from: string;
      readonly until: string | null;
    }[];
  } | null;
  readonly merging: { readonly into: string; readonly proposedBy: string } | null;
  readonly mergedInto: string | null;
  readonly absorbed: readonly string[];
}

export const pathOf = (party: string, rest = ''): string => `/v1/parties/${encodeURIComponent(party)}${rest}`;

export const partyText = (party: PartyOnWire): string => {
  const { id, kind, name, tierApplication, card, team, merging, mergedInto } = party;
  const lines = [
    `${id}  ${kind}  ${name}`,
    ...party.identifiers.map((one) => `  ${one.kind} ${one.maskedNumber}`),
    ...party.tiers.map(({ tier, from, until, revokedOn }) =>
      say('party.tier', { tier, from, until: revokedOn ?? until }),
    ),
    tierApplication &&
      say('party.applied', { tier: tierApplication.tier, until: tierApplication.publicity?.endsOn ?? '—' }),
    card && say('party.card', { number: card.maskedNumber, until: card.until }),
    ...party.listings.map(({ from, until }) => say('party.listed', { from, until: until ?? '—' })),
    team &&
      say('party.team', {
        leader: team.leaders.find(({ until }) => until === null)?.person ?? '—',
        host: team.host,
      }),
    ...(team?.members ?? []).map(
      ({ person, role, from, until }) => `  ${role} ${person} ${from} – ${until ?? ''}`,
    ),
    merging && say('party.merging', { into: merging.into, by: merging.proposedBy }),
    mergedInto && say('party.merged', { into: mergedInto }),
    ...party.absorbed.map((former) => say('party.absorbed', { former })),
  ];
  return lines.filter((line) => typeof line === 'string').join('\n');
};
