import { Command } from 'nest-commander';
import type { Words } from '../language.js';
import { cliLanguage, say } from '../speech.js';
import { type Column, grouped, textTable } from '../text-table.js';
import { ServiceVerb, type ServiceOptions } from '../verb.js';
import { readJson } from '../read-input.js';

interface Reason extends Words {
  readonly code: string;
  readonly clause?: string;
  readonly pointer?: string;
}

interface QuotedTranche {
  readonly trancheNo: number;
  readonly title: Words;
  readonly windowYear: number | null;
  readonly claimableFrom: string | null;
  readonly payeeRole: string;
  readonly basis: string;
  readonly amountYuan: string | null;
  readonly grantedYuan: string | null;
  readonly refusal: Reason | null;
}

interface CapTouched {
  readonly title: Words;
  readonly window: string;
  readonly trancheNo: number;
  readonly usedYuan: string;
  readonly leftYuan: string | null;
  readonly leftYears: number | null;
}

interface QuoteOnWire {
  readonly measure: string;
  readonly title: Words;
  readonly eligible: boolean;
  readonly reasons: readonly Reason[];
  readonly stillNeeded: readonly Reason[];
  readonly totalYuan: string | null;
  readonly ceilingYuan: string | null;
  readonly tranches: readonly QuotedTranche[];
  readonly caps: readonly CapTouched[];
}

const TRANCHES: readonly Column<QuotedTranche>[] = [
  { title: say('column.no'), value: ({ trancheNo }) => trancheNo },
  { title: say('column.title'), value: ({ title }) => title[cliLanguage] },
  { title: say('column.year'), value: ({ windowYear, claimableFrom }) => windowYear ?? claimableFrom },
  { title: say('column.payee'), value: ({ payeeRole }) => payeeRole },
  { title: say('column.basis'), value: ({ basis, refusal }) => refusal?.[cliLanguage] ?? basis },
  { title: say('column.amount'), value: ({ amountYuan }) => grouped(amountYuan), align: 'right' },
  { title: say('column.granted'), value: ({ grantedYuan }) => grouped(grantedYuan), align: 'right' },
];

const CAPS: readonly Column<CapTouched>[] = [
  { title: say('column.cap'), value: ({ title }) => title[cliLanguage] },
  { title: say('column.window'), value: ({ window }) => window },
  { title: say('column.no'), value: ({ trancheNo }) => trancheNo },
  { title: say('column.used'), value: ({ usedYuan }) => grouped(usedYuan), align: 'right' },
  {
    title: say('column.left'),
    value: ({ leftYuan, leftYears }) =>
      leftYears === null ? grouped(leftYuan) : say('unit.years', { count: leftYears }),
    align: 'right',
  },
];

const sentence = (reason: Reason): string =>
  [reason.clause, reason[cliLanguage], reason.pointer].filter(Boolean).join('  ');

const shown = (quoted: QuoteOnWire): string => {
  const { eligible, measure, title, reasons, stillNeeded, totalYuan, ceilingYuan, tranches, caps } = quoted;
  const named = { measure: `${measure} ${title[cliLanguage]}` };
  const amounts = { total: grouped(totalYuan) ?? '?', ceiling: grouped(ceilingYuan) ?? '?' };
  return [
    say(eligible ? 'quote.eligible' : 'quote.refused', named),
    ...[...reasons, ...stillNeeded].map(sentence),
    ...(tranches.length > 0 ? [textTable(TRANCHES, tranches), say('quote.total', amounts)] : []),
    ...(caps.length > 0 ? [textTable(CAPS, caps)] : []),
  ].join('\n');
};

/** The file has the shape of the API: `{ measure, facts, date, standing, parties, claims, caseDecision }`. */
@Command({ name: 'quote', arguments: '<file>', description: say('help.quote') })
export class QuoteVerb extends ServiceVerb {
  async run([file = '']: string[], options: ServiceOptions): Promise<void> {
    const asked = await readJson(file);
    const service = await this.service(options, 'officer');
    const { view } = await service.post<QuoteOnWire>('/v1/quotes', asked);
    this.show(options, view, shown);
  }
}
