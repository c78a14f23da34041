import { businessDate } from '#kernel/business-date.js';
import {
  fictitiousCreditCode,
  fictitiousPermanentResidenceCard,
  fictitiousResidentId,
} from '#kernel/chinese-identifiers/fictitious.js';
import type { Receipt } from '../wire.js';
import type { Play } from './play.js';

interface CastMember {
  readonly kind: 'person' | 'enterprise' | 'institution';
  readonly name: string;
  readonly identifier: { readonly kind: string; readonly value: string };
  readonly bornOn?: string;
  readonly nationality?: string;
  readonly county?: string;
  /** Where its money goes; null for people who are never paid themselves. */
  readonly account: string | null;
}

const person = (name: string, bornOn: string, serial: number, account: string | null = null): CastMember => ({
  kind: 'person',
  name,
  bornOn,
  nationality: 'CHN',
  identifier: { kind: 'resident-id', value: fictitiousResidentId(businessDate(bornOn), serial) },
  account,
});

const foreigner = (name: string, bornOn: string, nationality: string, serial: number): CastMember => ({
  kind: 'person',
  name,
  bornOn,
  nationality,
  identifier: {
    kind: 'permanent-residence-card',
    value: fictitiousPermanentResidenceCard(businessDate(bornOn), serial),
  },
  account: null,
});

const organisation = (
  kind: 'enterprise' | 'institution',
  name: string,
  serial: number,
  county: string,
): CastMember => ({
  kind,
  name,
  county,
  identifier: { kind: 'unified-social-credit-code', value: fictitiousCreditCode(serial) },
  account: `3305016381270900${String(serial).padStart(4, '0')}`,
});

/** People and firms that do not exist; no office can have issued their numbers. */
const MEMBERS = {
  lin: person('林示例', '1988-05-20', 101),
  tang: person('唐示例', '1975-11-03', 103),
  engineer: foreigner('Erika Muster', '1980-02-14', 'DEU', 201),
  qiu: person('秋示例', '1993-07-08', 104, '6222020200099000041'),
  yan: person('严示例', '1991-03-30', 105, '6222020200099000058'),
  he: person('何示例', '1979-09-09', 107),
  shi: person('石示例', '1982-04-18', 109),
  qingyun: organisation('enterprise', '嘉兴青云示例科技有限公司', 9001, 'nanhu'),
  baihe: organisation('enterprise', '嘉兴白鹤示例材料有限公司', 9002, 'xiuzhou'),
  nanhuPrecision: organisation('enterprise', '嘉兴南湖示例精工有限公司', 9003, 'nanhu'),
  pinghuMotors: organisation('enterprise', '平湖示例电机有限公司', 9004, 'pinghu'),
  institute: organisation('institution', '嘉兴示例研究院', 9005, 'economic-development-zone'),
  incubator: organisation('enterprise', '嘉兴示例离岸孵化器有限公司', 9006, 'nanhu'),
  xinghe: organisation('enterprise', '嘉兴星河示例能源有限公司', 9007, 'haining'),
} satisfies Record<string, CastMember>;

export type CastName = keyof typeof MEMBERS;
/** Party ids by name. */
export type Cast = Readonly<Record<CastName, string>>;

export const BANK = { bankCode: '105335000018', bankName: '示例银行嘉兴分行' } as const;

/** Registers everybody, with accounts entered by one person and confirmed by another. */
export const registerCast = async (play: Play): Promise<Cast> => {
  const parties: [string, string][] = [];
  for (const [name, member] of Object.entries<CastMember>(MEMBERS))
    parties.push([name, await register(play, name, member)]);
  return Object.fromEntries(parties) as Cast;
};

const register = async (play: Play, name: string, { account, ...member }: CastMember): Promise<string> => {
  const { id } = await play.as('officer').do<Receipt>({
    key: `cast/${name}`,
    path: '/v1/parties',
    body: member,
    what: { zh: `登记 ${member.name}`, en: `register ${member.name}` },
    shows: (party) => party.id,
  });
  if (account)
    await openAccount(play, { key: `cast/${name}`, party: id, number: account, accountName: member.name });
  return id;
};

export interface AccountInPlay {
  readonly key: string;
  readonly party: string;
  readonly number: string;
  readonly accountName: string;
}

/** The editor of an account is not the one who confirms it. */
export const openAccount = async (
  play: Play,
  { key, party, number, accountName }: AccountInPlay,
): Promise<void> => {
  const { accountId } = await play.as('officer').do<{ readonly accountId: string }>({
    key: `${key}/account`,
    path: `/v1/parties/${party}/accounts`,
    body: { number, accountName, ...BANK },
    what: { zh: '录入收款账户', en: 'enter payee account' },
    shows: () => `…${number.slice(-4)}`,
  });
  await play.as('verifier').do({
    key: `${key}/account-confirmed`,
    path: `/v1/parties/${party}/accounts/${accountId}/confirm`,
    what: { zh: '由他人确认收款账户', en: 'confirm payee account' },
  });
};

/** Legal name of a member, as its account has to carry it. */
export const legalName = (name: CastName): string => MEMBERS[name].name;
