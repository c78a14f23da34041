import type { BusinessDate } from '#kernel/business-date.js';
import type { PartySnapshot } from '#programmes/award/application.js';
import type { StatedFacts } from '../awards/award-requests.js';
import {
  IsBusinessDate,
  IsFacts,
  IsPart,
  IsParts,
  IsRecordOf,
  IsRecordOfIds,
  IsText,
  IsWhole,
} from '../http/fields.js';

const KINDS: readonly unknown[] = ['person', 'enterprise', 'institution', 'team', 'agency'];
const TIERS: readonly unknown[] = ['top', 'high-end', 'senior', 'basic'];
const STANDING = new Set(['kind', 'tier', 'age']);

/** A party that is not registered, or not named: what of it counts. */
export interface StatedStanding {
  readonly kind?: PartySnapshot['kind'];
  readonly tier?: NonNullable<PartySnapshot['tier']>;
  /** In completed years on the day of selection. */
  readonly age?: number;
}

const isStanding = ({ kind, tier, age, ...others }: Record<string, unknown>): boolean =>
  Object.keys(others).every((name) => STANDING.has(name)) &&
  (kind === undefined || KINDS.includes(kind)) &&
  (tier === undefined || TIERS.includes(tier)) &&
  (age === undefined || (Number.isSafeInteger(age) && Number(age) >= 0 && Number(age) <= 150));

export class QuotedDecisionPart {
  @IsFacts({ example: { rewardYuan: '1000000.00' } }) amounts: StatedFacts;
  @IsText(140, { optional: true }) body?: string;
  @IsText(100, { optional: true }) documentNumber?: string;
  @IsBusinessDate({ optional: true }) decidedOn?: BusinessDate;
}

export class QuotedClaimPart {
  @IsWhole(1, 999) trancheNo: number;
  @IsFacts({ optional: true }) facts?: StatedFacts;
  @IsBusinessDate({ optional: true, description: 'the first possible day when absent' })
  claimedOn?: BusinessDate;
}

export class QuoteRequestBody {
  @IsText(32, { example: 'JX24-4.1' }) measure: string;
  @IsText(40, { optional: true, description: 'the measure’s own place when absent' })
  jurisdiction?: string;
  @IsBusinessDate({ optional: true, description: 'the day of application and approval; today when absent' })
  date?: BusinessDate;
  @IsFacts({ example: { contractFrom: '2024-01-01', agreedSalaryYuan: '600000.00' } }) facts: StatedFacts;
  @IsRecordOfIds({ optional: true, description: 'registered parties by role; their caps are looked up' })
  parties?: Readonly<Record<string, string>>;
  @IsRecordOf(
    isStanding,
    {
      zh: '应为“角色: {kind, tier, age}”的对象',
      en: 'must be an object of { kind, tier, age } by role',
    },
    { optional: true, example: { person: { tier: 'senior', age: 35 } }, description: 'parties nobody named' },
  )
  standing?: Readonly<Record<string, StatedStanding>>;
  @IsPart(() => QuotedDecisionPart, { optional: true }) caseDecision?: QuotedDecisionPart;
  @IsParts(() => QuotedClaimPart, 100, { optional: true }) claims?: QuotedClaimPart[];
}
