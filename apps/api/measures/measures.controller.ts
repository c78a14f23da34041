import { Controller, Get, Headers, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { BusinessDate } from '#kernel/business-date.js';
import { orThrow } from '#kernel/refusal.js';
import { factsJsonSchema } from '#policy/facts-json-schema.js';
import type { Measure } from '#policy/measure.js';
import type { PolicyRegister } from '#policy/policy-register.js';
import { POLICY_REGISTER } from '../../platform/tokens.js';
import { BusinessDay } from '../http/business-day.js';
import { IsBusinessDate, IsText } from '../http/fields.js';
import { type Language, languageOf } from '../http/problem.js';
import { MEASURE_ID } from '../http/path-parts.js';
import { ListQuery, ViewQuery } from '../http/views.js';
import { wired } from '../http/wired.js';

export class MeasureListQuery extends ListQuery {
  @IsBusinessDate({ optional: true, description: 'in force on this day; today when absent' })
  on?: BusinessDate;
  @IsText(40, { optional: true }) jurisdiction?: string;
}

export class MeasureQuery extends ViewQuery {
  @IsBusinessDate({ optional: true, description: 'in force on this day; today when absent' })
  on?: BusinessDate;
  @IsText(40, {
    optional: true,
    description: 'as it counts there: where a county replaced it, that of the county',
  })
  jurisdiction?: string;
}

/** What a list shows of a measure; the conditions and tranches are on its own page. */
const summaryOf = (measure: Measure, language: Language): object => {
  const {
    id,
    programme,
    jurisdiction,
    title,
    clause,
    budgetLine,
    policyVersion,
    entitlement,
    overrides,
    topsUp,
  } = measure;
  return {
    id,
    programme,
    jurisdiction,
    title,
    clause,
    budgetLine,
    policyVersion,
    overrides,
    topsUp,
    kind: entitlement.kind,
    factsSchema: factsJsonSchema(measure.facts, language),
  };
};

/** All facts that are ever asked for, beside their JSON Schema, so that a form can be drawn of either. */
const detailsOf = (measure: Measure, language: Language): object => ({
  ...measure,
  opened: measure.opened.map(({ id }) => id),
  factsSchema: factsJsonSchema(measure.facts, language),
  decisionSchema: factsJsonSchema(measure.decisionFacts, language),
  tranches: measure.tranches.map((tranche, index) => ({
    trancheNo: index + 1,
    ...tranche,
    claimSchema: factsJsonSchema(tranche.claimFacts, language),
  })),
  recovery: Object.fromEntries(
    Object.entries(measure.recovery).map(([ground, terms]) => [
      ground,
      terms && { ...terms, factsSchema: factsJsonSchema(terms.facts, language) },
    ]),
  ),
});

@ApiTags('policy')
@Controller('v1')
export class MeasuresController {
  constructor(
    @Inject(POLICY_REGISTER) private readonly register: PolicyRegister,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Get('measures')
  list(@Query() { on, jurisdiction }: MeasureListQuery, @Headers('accept-language') wanted?: string): object {
    const language = languageOf(wanted);
    const day = on ?? this.day.today();
    const inForce = this.register
      .list()
      .filter(
        ({ book, supersededFrom }) =>
          book.effectiveFrom <= day && (supersededFrom === null || day < supersededFrom),
      )
      .flatMap(({ book }) => book.measures)
      .filter((measure) => jurisdiction === undefined || measure.jurisdiction === jurisdiction);
    return {
      on: day,
      items: inForce.map((measure) => wired(summaryOf(measure, language))),
      nextCursor: null,
    };
  }

  @Get('measures/:id')
  show(
    @Param('id', MEASURE_ID) id: string,
    @Query() { on, jurisdiction }: MeasureQuery,
    @Headers('accept-language') wanted?: string,
  ): unknown {
    const { measure } = orThrow(this.register.inForce(id, jurisdiction, on ?? this.day.today()));
    return wired(detailsOf(measure, languageOf(wanted)));
  }

  @Get('policy-books')
  books(): object {
    const items = this.register.list().map(({ book, supersededFrom }) => ({
      book: book.book,
      version: book.version,
      policyVersion: book.policyVersion,
      title: book.title,
      source: book.source,
      jurisdiction: book.jurisdiction,
      effectiveFrom: book.effectiveFrom,
      effectiveFromBasis: book.effectiveFromBasis,
      supersededFrom,
      contentHash: book.contentHash,
      measures: book.measures.map(({ id }) => id),
      decisions: book.decisions,
    }));
    return { items, nextCursor: null };
  }
}
