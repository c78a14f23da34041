import type { BusinessDate } from '#kernel/business-date.js';
import { type IdentifierKind, IDENTIFIER_KINDS } from '#kernel/chinese-identifiers/identifier-kind.js';
import {
  ACCOUNT_KINDS,
  type AccountKind,
  PARTY_KINDS,
  type PartyKind,
  type PartyRegistered,
} from '#parties/parties.events.js';
import { TALENT_TIERS, type TalentTier } from '#parties/talent.events.js';
import { MEMBER_ROLES, type MemberRole, TEAM_CHANGES, type TeamChange } from '#parties/team.events.js';
import {
  IsBusinessDate,
  IsChoice,
  IsFreeText,
  IsId,
  IsIdentifier,
  IsPart,
  IsParts,
  IsText,
  IsWhole,
} from '../http/fields.js';
import { ListQuery } from '../http/views.js';

type DocumentedKind = PartyRegistered['data']['kind'];

/** A team is registered in another way: it has no document. */
export const DOCUMENTED_KINDS: readonly DocumentedKind[] = ['person', 'enterprise', 'institution', 'agency'];

export class IdentifierPart {
  @IsChoice(IDENTIFIER_KINDS) kind: IdentifierKind;
  @IsIdentifier({ description: 'the number of the document' }) value: string;
}

export class RegisterPartyRequest {
  @IsChoice(DOCUMENTED_KINDS) kind: DocumentedKind;
  @IsText(140) name: string;
  @IsPart(() => IdentifierPart) identifier: IdentifierPart;
  @IsBusinessDate({
    optional: true,
    description: 'persons only; taken from the identifier when it carries it',
  })
  bornOn?: BusinessDate;
  @IsText(3, { optional: true, least: 3, description: 'ISO 3166 alpha-3' }) nationality?: string;
  @IsText(40, { optional: true }) county?: string;
}

export class ProposeAccountRequest {
  @IsText(40, { description: 'account number' }) number: string;
  @IsText(140) accountName: string;
  @IsText(12, { description: 'CNAPS number, twelve digits' }) bankCode: string;
  @IsText(140) bankName: string;
  @IsChoice(ACCOUNT_KINDS, {
    optional: true,
    description: 'of a unit; some measures pay to the basic one only',
  })
  kind?: AccountKind;
}

export class ReasonRequest {
  @IsFreeText(500) reason: string;
}

export class RecogniseTierRequest {
  @IsChoice(TALENT_TIERS) tier: TalentTier;
  @IsBusinessDate() from: BusinessDate;
  @IsText(200, { description: 'number of the document it rests on' }) basis: string;
}

export class ImposeBanRequest {
  @IsBusinessDate() from: BusinessDate;
  @IsBusinessDate({ optional: true, description: 'last day; three years by default (decision 27)' })
  until?: BusinessDate;
  @IsFreeText(500) reason: string;
}

/** Names and numbers are searched with a body: addresses of requests end up in logs. */
export class PartyListQuery extends ListQuery {
  @IsChoice(PARTY_KINDS, { optional: true }) kind?: PartyKind;
}

export class SearchPartiesRequest {
  @IsPart(() => IdentifierPart, { optional: true, description: 'finds exactly one, also a person' })
  identifier?: IdentifierPart;
  @IsText(140, { optional: true, description: 'part of the name of an organisation' }) name?: string;
  @IsWhole(1, 200, { optional: true }) limit?: number;
  @IsText(2000, { optional: true, description: '`nextCursor` of the page before' }) cursor?: string;
}

export class ForgetRequest {
  @IsFreeText() reason: string;
  @IsFreeText(200, { description: 'number of the document it rests on' }) basis: string;
}

const BASIS = { description: 'number of the document it rests on' };

export class AddIdentifierRequest {
  @IsPart(() => IdentifierPart) identifier: IdentifierPart;
  @IsFreeText(200, BASIS) basis: string;
}

export class MergeRequest {
  @IsId({ description: 'the identity under which the person goes on' }) into: string;
  @IsFreeText() reason: string;
  @IsFreeText(200, BASIS) basis: string;
}

export class ApplyForTierRequest {
  @IsChoice(TALENT_TIERS) tier: TalentTier;
  @IsText(200, { description: 'number of the file' }) basis: string;
  @IsBusinessDate({ optional: true, description: 'today by default' }) appliedOn?: BusinessDate;
}

export class PubliciseTierRequest {
  @IsBusinessDate({ optional: true, description: 'today by default' }) startsOn?: BusinessDate;
}

export class RevokeRequest {
  @IsBusinessDate({ optional: true, description: 'today by default' }) revokedOn?: BusinessDate;
  @IsFreeText(500) reason: string;
}

export class IssueCardRequest {
  @IsText(40) cardNumber: string;
  @IsBusinessDate({ optional: true, description: 'today by default' }) issuedOn?: BusinessDate;
}

export class MemberPart {
  @IsId({ description: 'a person' }) person: string;
  @IsChoice(MEMBER_ROLES) role: MemberRole;
  @IsBusinessDate({ optional: true, description: 'the first day of the team by default' })
  from?: BusinessDate;
}

export class RegisterTeamRequest {
  @IsText(140) name: string;
  @IsText(60, { optional: true, description: 'in the register of its programme' }) registryNumber?: string;
  @IsId({ description: 'a person' }) leader: string;
  @IsId({ description: 'the unit whose account receives the money' }) host: string;
  @IsBusinessDate() from: BusinessDate;
  @IsParts(() => MemberPart, 200, { optional: true }) members?: readonly MemberPart[];
  @IsText(40, { optional: true }) county?: string;
}

export class ChangeTeamRequest {
  @IsChoice(TEAM_CHANGES) does: TeamChange['does'];
  @IsId({ description: 'who leads, joins or leaves' }) person: string;
  @IsChoice(MEMBER_ROLES, { optional: true, description: 'of whoever joins' }) role?: MemberRole;
  @IsBusinessDate({ description: 'first day of whoever leads or joins, last day of whoever leaves' })
  on: BusinessDate;
  @IsFreeText() reason: string;
}

export class ListAgencyRequest {
  @IsBusinessDate() from: BusinessDate;
  @IsFreeText(200, BASIS) basis: string;
}

export class DelistRequest {
  @IsBusinessDate({ description: 'last day on the list' }) until: BusinessDate;
  @IsFreeText(200, BASIS) basis: string;
}
