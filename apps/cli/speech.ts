import { type Language, languageOf } from './language.js';
import { TEXTS, type TextKey } from './texts.js';

export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** Texts of the catalogue in one language, `{name}` replaced by its value. */
export const sayIn =
  (language: Language): Say =>
  (key, values = {}) =>
    TEXTS[key][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** Language of this process; fixed when it starts, because the help texts are made then. */
export const cliLanguage = languageOf(process.argv, process.env);

export const say = sayIn(cliLanguage);
