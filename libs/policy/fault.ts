import type { FactDefinition } from './fact-definition.js';

/** One contradiction inside a policy book, by its JSON pointer. */
export interface Fault {
  readonly pointer: string;
  readonly zh: string;
  readonly en: string;
}

export const unless = (holds: boolean, pointer: string, zh: string, en: string): readonly Fault[] =>
  holds ? [] : [{ pointer, zh, en }];

export const repeated = (
  names: readonly string[],
  pointer: string,
  zh: string,
  en: string,
): readonly Fault[] =>
  names.flatMap((name, index) =>
    unless(
      names.indexOf(name) === index,
      `${pointer}/${index}`,
      `${zh}“${name}”重复`,
      `${en} ${name} appears twice`,
    ),
  );

export const known = (
  name: string,
  names: readonly string[],
  pointer: string,
  what: string,
): readonly Fault[] =>
  unless(names.includes(name), pointer, `找不到“${name}”（${what}）`, `unknown ${what} ${name}`);

export const namesOf = (facts: readonly FactDefinition[]): readonly string[] => facts.map(({ name }) => name);

/** Facts of a type that are always stated. */
export const requiredOf = (
  facts: readonly FactDefinition[],
  ...types: readonly FactDefinition['type'][]
): readonly string[] => namesOf(facts.filter(({ type, required }) => required && types.includes(type)));
