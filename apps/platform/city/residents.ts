import { addDays, type BusinessDate, businessDate } from '#kernel/business-date.js';
import {
  fictitiousCreditCode,
  fictitiousPermanentResidenceCard,
  fictitiousResidentId,
} from '#kernel/chinese-identifiers/fictitious.js';
import { type Seeded, seededBy } from '#kernel/seeded.js';
import type { Identifier } from '#parties/identifier.js';
import type { RegisterParty } from '#parties/register-party.js';

const FAMILY_NAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余'];
const GIVEN_NAMES = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红文斌浩宇轩欣怡晨博雅琳思远嘉禾',
];
const FOREIGN_NAMES = ['Erika Muster', 'Jan Novak', 'Jean Dupont', 'Mario Rossi', 'Jane Doe', 'Taro Yamada'];
const NATIONS = ['DEU', 'CZE', 'FRA', 'ITA', 'GBR', 'JPN'];
const TRADES = [
  '科技',
  '材料',
  '精密机械',
  '生物医药',
  '智能装备',
  '新能源',
  '光电',
  '软件',
  '纺织',
  '集成电路',
];
const INSTITUTES = ['研究院', '大学研究中心', '医院', '技术研究所', '职业技术学院'];
const WORDS = [...'嘉禾星澜云帆海盛清源南湖秀水运河中钱江新远瑞丰安泰恒景'];
export const COUNTIES = [
  'nanhu',
  'xiuzhou',
  'economic-development-zone',
  'jiashan',
  'pinghu',
  'haiyan',
  'haining',
  'tongxiang',
] as const;

type Profile = Omit<RegisterParty, 'type' | 'party'>;

/** A party of the city, always the same for the same number. No office can have issued its number. */
export const residentOf = (kind: RegisterParty['kind'], number: number, seed: number): Profile => {
  const random = seededBy('resident', seed, kind, number);
  const county = random.oneOf(COUNTIES);
  if (kind === 'person') return { kind, county, ...person(number, random) };
  const name = `嘉兴${some(WORDS, 2, random)}示例${
    kind === 'institution'
      ? random.oneOf(INSTITUTES)
      : `${kind === 'agency' ? '人才服务' : random.oneOf(TRADES)}有限公司`
  }（${number}）`;
  const serial = number * 10 + (kind === 'institution' ? 1 : 0);
  return {
    kind,
    county,
    name,
    identifier: { kind: 'unified-social-credit-code', value: fictitiousCreditCode(serial) },
  };
};

const FIRST_BIRTHDAY = businessDate('1962-01-01');
const BIRTHDAYS = 12_500;
const PER_BIRTHDAY = 1_000;

/** Birthday and serial follow from the number, so that no two have the same. */
const person = (number: number, random: Seeded): Omit<Profile, 'kind'> => {
  const bornOn = addDays(FIRST_BIRTHDAY, (number * 7) % BIRTHDAYS);
  const serial = Math.floor(number / BIRTHDAYS) % PER_BIRTHDAY;
  const foreign = random.below(20);
  if (foreign > 1) {
    const name = random.oneOf(FAMILY_NAMES) + some(GIVEN_NAMES, 1 + random.below(2), random);
    const identifier: Identifier = { kind: 'resident-id', value: fictitiousResidentId(bornOn, serial) };
    return { name, bornOn, nationality: 'CHN', identifier };
  }
  const nationality = random.oneOf(NATIONS);
  return {
    name: random.oneOf(FOREIGN_NAMES),
    bornOn,
    nationality,
    identifier: foreign === 0 ? passportOf(nationality, number) : residenceCard(bornOn, serial),
  };
};

export const passportOf = (nationality: string, number: number): Identifier => ({
  kind: 'passport',
  value: `${nationality}-X${String(number).padStart(7, '0')}`,
});

const residenceCard = (bornOn: BusinessDate, serial: number): Identifier => ({
  kind: 'permanent-residence-card',
  value: fictitiousPermanentResidenceCard(bornOn, serial),
});

const some = (characters: readonly string[], count: number, random: Seeded): string =>
  Array.from({ length: count }, () => random.oneOf(characters)).join('');

/** The nth account of a party; the number is not a bank's. */
export const accountOf = (party: string, accountName: string, nth: number) => {
  const random = seededBy('account', party, nth);
  const digits = String(random.below(10 ** 9)).padStart(9, '0');
  return {
    number: `330599${digits}${String(nth).padStart(2, '0')}`,
    accountName,
    bankCode: '105335000018',
    bankName: '示例银行嘉兴分行',
  };
};
