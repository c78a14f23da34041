import { languageOf, withoutLanguage } from './language.js';

describe('the language of the command line', () => {
  it.each([
    ['no locale', [], {}, 'zh'],
    ['the C locale of a container', [], { LANG: 'C.UTF-8' }, 'zh'],
    ['a Chinese locale', [], { LANG: 'zh_CN.UTF-8' }, 'zh'],
    ['an English locale', [], { LANG: 'en_GB.UTF-8' }, 'en'],
    ['another language, whose speakers more likely read English', [], { LANG: 'de_DE.UTF-8' }, 'en'],
    ['LC_ALL before LANG', [], { LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
    ['the flag before the locale', ['award', 'list', '--lang', 'en'], { LANG: 'zh_CN.UTF-8' }, 'en'],
    ['the flag with an equals sign', ['--lang=zh-CN', 'doctor'], { LANG: 'en_US.UTF-8' }, 'zh'],
  ])('is chosen by %s', (_, argv, environment, language) => {
    expect(languageOf(argv, environment)).toBe(language);
  });

  it('is taken out of the arguments wherever it stands', () => {
    expect(withoutLanguage(['--lang', 'en', 'award', '--lang=zh', 'show', 'A-1'])).toEqual([
      'award',
      'show',
      'A-1',
    ]);
  });
});
