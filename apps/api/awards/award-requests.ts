import type { BusinessDate } from '#kernel/business-date.js';
import { RECOVERY_GROUNDS, type RecoveryGround } from '#programmes/award/programme-rules.js';
import {
  IsBusinessDate,
  IsChoice,
  IsFacts,
  IsFreeText,
  IsId,
  IsPart,
  IsParts,
  IsRecordOfIds,
  IsText,
  IsWhole,
} from '../http/fields.js';
import { ListQuery, ViewQuery } from '../http/views.js';

/** Facts as they were stated; `checkFacts` reads them by the definitions of the measure. */
export type StatedFacts = Readonly<Record<string, unknown>>;

export class SubmitAwardRequest {
  @IsText(32, { example: 'JX24-4.1' }) measure: string;
  @IsText(40, {
    optional: true,
    description: 'where the applicant belongs; the measure’s own place when absent',
  })
  jurisdiction?: string;
  @IsRecordOfIds({
    example: { person: 'party-0123456789AB' },
    description: 'party ids by the role the measure gives them',
  })
  parties: Readonly<Record<string, string>>;
  @IsFacts({ example: { contractFrom: '2024-01-01', agreedSalaryYuan: '600000.00' } }) facts: StatedFacts;
  @IsBusinessDate({ optional: true, description: 'today when absent; not later' }) appliedOn?: BusinessDate;
  @IsText(80, { optional: true, description: 'the award of the city that a measure of a county adds to' })
  baseAward?: string;
}

export class AwardReasonRequest {
  @IsFreeText(1000) reason: string;
}

export class RefuseAwardRequest {
  @IsText(40, { description: 'the clause that is not met' }) clause: string;
  @IsFreeText(1000) reason: string;
}

export class PublicityRequest {
  @IsBusinessDate({ optional: true, description: 'first day of the notice; today when absent' })
  startsOn?: BusinessDate;
}

export class ObjectionRequest {
  @IsText(140, { description: 'by name: anonymous objections are not heard' }) objector: string;
  @IsFreeText(2000) statement: string;
}

export class ResolveObjectionRequest {
  @IsChoice(['dismissed', 'upheld']) outcome: 'dismissed' | 'upheld';
  @IsFreeText(1000) reason: string;
}

export class CaseDecisionPart {
  @IsText(140, { description: 'the deciding body' }) body: string;
  @IsText(100) documentNumber: string;
  @IsBusinessDate() decidedOn: BusinessDate;
  @IsFacts({ example: { rewardYuan: '1000000.00' } }) amounts: StatedFacts;
}

export class ApproveAwardRequest {
  @IsPart(() => CaseDecisionPart, { optional: true }) caseDecision?: CaseDecisionPart;
}

export class AssessmentRequest {
  @IsText(40, { example: 'midterm' }) gate: string;
  @IsChoice(['passed', 'failed']) outcome: 'passed' | 'failed';
  @IsWhole(0, 1000, { optional: true }) score?: number;
  @IsBusinessDate() assessedOn: BusinessDate;
  @IsText(200) document: string;
  @IsBusinessDate({ optional: true, description: 'when failed: the day by which it is to be rectified' })
  rectifyBy?: BusinessDate;
}

export class TerminateRequest {
  @IsChoice([...RECOVERY_GROUNDS, 'other']) ground: RecoveryGround | 'other';
  @IsFreeText(1000) reason: string;
  @IsBusinessDate() endedOn: BusinessDate;
  @IsFacts({ optional: true }) facts?: StatedFacts;
}

export class MoveRequest {
  @IsText(40, { example: 'xiuzhou', description: 'where the award is landed now' }) to: string;
  @IsBusinessDate() movedOn: BusinessDate;
  @IsText(200) document: string;
  @IsFacts({
    optional: true,
    description: 'what the pledge asks for when the place is outside the policy book',
  })
  facts?: StatedFacts;
}

export class BaseReductionRequest {
  @IsBusinessDate({ description: 'from when the base is smaller; not later than today' })
  reducedOn: BusinessDate;
  @IsText(200, { description: 'the notice of the cut or refund' }) document: string;
  @IsFacts({
    example: { upstreamNowYuan: '240000.00' },
    description: 'the base as it is now, by the facts that the measure names for a reduced base',
  })
  facts: StatedFacts;
}

export class EvidencePart {
  @IsText(60, { example: 'tax-certificate' }) name: string;
  @IsText(200, { description: 'number or hash of the document' }) document: string;
  @IsBusinessDate() issuedOn: BusinessDate;
}

export class ClaimRequest {
  @IsParts(() => EvidencePart, 50) evidence: EvidencePart[];
  @IsFacts({ optional: true }) facts?: StatedFacts;
}

export class AwardListQuery extends ListQuery {
  @IsText(40, { optional: true }) programme?: string;
  @IsText(40, { optional: true }) status?: string;
  @IsId({ optional: true }) party?: string;
  @IsText(32, { optional: true }) measure?: string;
}

export class ExplainQuery extends ViewQuery {
  @IsChoice(['zh', 'en'], { optional: true }) lang?: 'zh' | 'en';
}
