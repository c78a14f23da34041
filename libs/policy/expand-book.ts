/**
 * A book file is written short: what several measures say alike stands once under `shared`, a clause is inherited from what it is
 * part of, equal instalments are one template. This gives the long form, in which every measure says everything. What cannot be
 * expanded stays as it is, so that the schema names its place.
 */
export const expandBook = (json: unknown): unknown => {
  if (!isRecord(json) || !Array.isArray(json['measures'])) return json;
  const { shared, ...book } = json;
  const texts = isRecord(shared) ? shared : {};
  const measures = json['measures'].map((measure) => expandMeasure(measure, texts, json));
  return { ...book, decisions: withCitations(json['decisions'], measures), measures };
};

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const each = (list: unknown, change: (item: unknown) => unknown): unknown =>
  Array.isArray(list) ? list.map(change) : list;

/** `changed` for the keys that are there; a key that is absent stays absent. */
const change = (fields: Fields, changes: Readonly<Record<string, (value: unknown) => unknown>>): Fields => ({
  ...fields,
  ...Object.fromEntries(
    Object.entries(changes)
      .filter(([key]) => fields[key] !== undefined)
      .map(([key, changed]) => [key, changed(fields[key])]),
  ),
});

/** `"person"` or `{ "use": "person", …what differs }` becomes the shared text of that name. */
const fromShared =
  (shared: Fields, kind: string) =>
  (item: unknown): unknown => {
    const { use, ...own } = isRecord(item) ? item : { use: item };
    const dictionary = shared[kind];
    const found = isRecord(dictionary) && typeof use === 'string' ? dictionary[use] : undefined;
    return isRecord(found) ? { ...found, ...own } : item;
  };

const withClause =
  (clause: unknown) =>
  (item: unknown): unknown =>
    isRecord(item) ? { clause, ...item } : item;

const expandMeasure = (measure: unknown, shared: Fields, book: Fields): unknown => {
  if (!isRecord(measure)) return measure;
  const ofBook = { jurisdiction: book['jurisdiction'], publicityWorkingDays: shared['publicityWorkingDays'] };
  // The article is the clause, unless a measure of its own stands in another one.
  const full: Fields = { ...ofBook, clause: measure['id'], ...measure };
  const { clause } = full;
  const facts = (list: unknown): unknown => each(list, fromShared(shared, 'facts'));
  const conditions = (list: unknown): unknown =>
    each(list, (item) => withClause(clause)(fromShared(shared, 'conditions')(item)));
  return {
    ...change(full, {
      parties: (list) => each(list, fromShared(shared, 'parties')),
      facts,
      conditions,
      decisionFacts: facts,
      tranches: (list) =>
        Array.isArray(list) ? list.flatMap((item) => expandTranche(item, clause, shared)) : list,
      match: withClause(clause),
      replaces: (list) => each(list, withClause(clause)),
      caps: (list) => each(list, (item) => withClause(clause)(fromShared(shared, 'caps')(item))),
      recovery: (item) => fromShared(shared, 'recovery')(item),
    }),
    decisions: [...listOf(measure['decisions']), ...listOf(shared['decisions'])],
  };
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const expandTranche = (tranche: unknown, clauseOfMeasure: unknown, shared: Fields): readonly unknown[] => {
  if (!isRecord(tranche)) return [tranche];
  const { repeat, ...template } = { clause: clauseOfMeasure, ...tranche } as Fields;
  const { clause } = template;
  const full = change(template, {
    evidence: (list) => each(list, (item) => withClause(clause)(named(item, fromShared(shared, 'evidence')))),
    claimFacts: (list) => each(list, fromShared(shared, 'facts')),
    spent: withClause(clause),
    conditions: (list) => each(list, (item) => withClause(clause)(fromShared(shared, 'conditions')(item))),
  });
  return isRecord(repeat) ? repeated(full, repeat) : [full];
};

/** A shared text keeps its key as the name of the evidence. */
const named = (item: unknown, expanded: (item: unknown) => unknown): unknown => {
  const found = expanded(item);
  const name = typeof item === 'string' ? item : isRecord(item) ? (item['use'] ?? item['name']) : undefined;
  return isRecord(found) && name !== undefined ? { name, ...found } : found;
};

/** Equal parts that follow each other by so many months; `{n}` in the title is the number of the part. */
const repeated = (template: Fields, repeat: Fields): readonly unknown[] => {
  const { times, everyMonths } = repeat;
  const from = template['claimableFrom'];
  if (typeof times !== 'number' || typeof everyMonths !== 'number' || !(times >= 1 && times <= 120))
    return [{ ...template, repeat }];
  return Array.from({ length: times }, (_, index) => ({
    ...template,
    title: numbered(template['title'], index + 1),
    ...(isRecord(from) &&
      typeof from['months'] === 'number' && {
        claimableFrom: { ...from, months: from['months'] + index * everyMonths },
      }),
  }));
};

const numbered = (title: unknown, number: number): unknown =>
  isRecord(title)
    ? Object.fromEntries(
        Object.entries(title).map(([language, text]) => [
          language,
          typeof text === 'string' ? text.replaceAll('{n}', String(number)) : text,
        ]),
      )
    : title;

/** A decision need not repeat which measures cite it. */
const withCitations = (decisions: unknown, measures: readonly unknown[]): unknown =>
  each(decisions, (decision) =>
    isRecord(decision)
      ? {
          measures: measures.flatMap((measure) =>
            isRecord(measure) && listOf(measure['decisions']).includes(decision['id']) ? [measure['id']] : [],
          ),
          ...decision,
        }
      : decision,
  );
