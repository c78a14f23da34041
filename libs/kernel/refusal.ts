/**
 * A refusal is an expected answer, not a fault: the rule that was not met, with a code that never changes,
 * the clause it rests on and a sentence in both languages. Broken invariants throw; refusals are returned.
 */
export interface Refusal {
  readonly kind: 'refusal';
  /** Stable, dotted, lower case: `area.rule`, for instance `cap.years-used-up`. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** Clause or decision the rule comes from, for instance `JX24-4.1` or `decision 8`. */
  readonly clause?: string;
  /** JSON pointer of the input that broke the rule, relative to the command. */
  readonly pointer?: string;
  /** The figures behind the sentence, for programs that act on the code. Amounts are decimal strings. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
}

type Details = Pick<Refusal, 'clause' | 'pointer' | 'facts'>;

/** Builds a refusal; the sentences stand beside the rule that refuses, so that they change together. */
export const refuse = (code: string, zh: string, en: string, details: Details = {}): Refusal => ({
  kind: 'refusal',
  code,
  zh,
  en,
  ...details,
});

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'refusal';

/** Carries a refusal through code that speaks in exceptions (parsers, HTTP pipes). */
export class RefusalError extends Error {
  constructor(readonly refusal: Refusal) {
    super(`${refusal.code}: ${refusal.en}`);
    this.name = 'RefusalError';
  }
}

/** Unwraps a value that may be a refusal, throwing the refusal. */
export const orThrow = <T>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new RefusalError(value);
  return value;
};
