export type Language = 'zh' | 'en';

/** A sentence in both languages of the service. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * `--lang` wins over the locale of the environment. Chinese unless another language is stated: the C locale of containers
 * states none.
 */
export const languageOf = (argv: readonly string[], environment: NodeJS.ProcessEnv): Language => {
  const place = argv.findIndex((argument) => argument === '--lang' || argument.startsWith('--lang='));
  const flag = place < 0 ? undefined : (argv[place]?.split('=')[1] ?? argv[place + 1]);
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const stated = flag || LC_ALL || LC_MESSAGES || LANG || 'zh';
  return /^(zh|c$|c\.|posix)/i.test(stated) ? 'zh' : 'en';
};

/** The arguments less `--lang` and its value. */
export const withoutLanguage = (argv: readonly string[]): readonly string[] =>
  argv.filter(
    (argument, place) =>
      argument !== '--lang' && argv[place - 1] !== '--lang' && !argument.startsWith('--lang='),
  );
