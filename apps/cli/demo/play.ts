import { addDays, businessDate } from '#kernel/business-date.js';
import { fenOf, yuanOf } from '#kernel/money.js';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../../platform/first-people.js';
import type { Language, Words } from '../language.js';
import {
  type Answer,
  type Problem,
  type ServiceClient,
  serviceClient,
  type ServiceFile,
  ServiceProblem,
  type Upload,
} from '../service-client.js';
import { grouped, padEnd } from '../text-table.js';
import type { ClockOnWire, SignedIn } from '../wire.js';

/** Named after the demo, so that a later demo with other content does not collide with this one. */
const KEY_PREFIX = 'demo-1';

/** One command: under a fixed key, so that playing it again changes nothing. */
export interface Step<T> {
  readonly key: string;
  readonly path: string;
  /** The same in every language of the screen: another body under the same key would be refused. */
  readonly body?: object;
  readonly what: Words;
  /** What the screen says of the answer. */
  readonly shows?: (view: T) => string;
}

export interface FileStep<T> extends Omit<Step<T>, 'body'> {
  readonly upload: Upload;
}

/** One person at work. */
export interface Desk {
  do<T>(step: Step<T>): Promise<T>;
  hand<T>(step: FileStep<T>): Promise<T>;
  /** A command that the service has to refuse with this code. */
  refused(step: Step<unknown>, code: string): Promise<Problem>;
  see<T>(path: string): Promise<T>;
  file(path: string): Promise<ServiceFile>;
}

export interface Play {
  /** The role matters for people who have several. */
  as(person: string, role?: string): Desk;
  /** Begins a day: moves the business clock forward; a clock that is there or past it stays. */
  on(date: string): Promise<void>;
  /** Sees to it that a day is over, for whoever began with a clock that was ahead of the demo. */
  after(date: string): Promise<void>;
  heading(words: Words): void;
  note(words: Words): void;
  /** @throws DemoDiffers when a figure is not what the policy says. */
  expectYuan(what: Words, actual: string | null | undefined, expected: string): void;
  expect(what: Words, actual: unknown, expected: unknown): void;
  text(words: Words): string;
  print(line: string): void;
  /** Commands that were carried out for the first time. */
  readonly carriedOut: () => number;
}

/** The service answered something else than the policy says. */
export class DemoDiffers extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DemoDiffers';
  }
}

export interface PlaySettings {
  readonly url: string;
  readonly language: Language;
  readonly print: (line: string) => void;
}

const NAME_COLUMNS = 18;
const WHAT_COLUMNS = 46;

/** Plays commands through the public API only, as the people whose job they are. */
export const playOn = (settings: PlaySettings): Play => {
  const { language, print } = settings;
  const signedIn = new Map<string, Promise<ServiceClient>>();
  let carriedOut = 0;
  const text = (words: Words): string => words[language];

  const clientOf = (user: string, role: string | undefined): Promise<ServiceClient> => {
    const key = `${user}/${role ?? ''}`;
    const client = signedIn.get(key) ?? signIn(settings, user, role);
    signedIn.set(key, client);
    return client;
  };

  const tell = (person: string, what: Words, replayed: boolean, result: string): void => {
    if (!replayed) carriedOut += 1;
    const name = padEnd(nameOf(person, language), NAME_COLUMNS);
    print(`  ${replayed ? '↺' : '✔'} ${name} ${padEnd(text(what), WHAT_COLUMNS)} ${result}`.trimEnd());
  };

  const as = (person: string, role?: string): Desk => {
    const carry = async <T>(
      step: Step<T> | FileStep<T>,
      send: (client: ServiceClient) => Promise<Answer<T>>,
    ): Promise<T> => {
      try {
        const { view, replayed } = await send(await clientOf(person, role));
        tell(person, step.what, replayed, step.shows?.(view) ?? '');
        return view;
      } catch (error) {
        if (!(error instanceof ServiceProblem)) throw error;
        throw new DemoDiffers(`${step.key}: ${error.message}${pointersOf(error.problem)}`);
      }
    };
    return {
      do: (step) => carry(step, (client) => client.post(step.path, step.body ?? {}, keyOf(step))),
      hand: (step) => carry(step, (client) => client.upload(step.path, step.upload, keyOf(step))),
      refused: async (step, code) => {
        const { problem, replayed } = await refusalOf(await clientOf(person, role), step);
        if (problem.code !== code) throw new DemoDiffers(`${step.key}: ${problem.code} ≠ ${code}`);
        tell(person, step.what, replayed, `✘ ${problem.code}`);
        print(`      ${problem.detail}${problem.clause ? `（${problem.clause}）` : ''}`);
        return problem;
      },
      see: async (path) => (await clientOf(person, role)).get(path),
      file: async (path) => (await clientOf(person, role)).file(path),
    };
  };

  const expect = (what: Words, actual: unknown, expected: unknown): void => {
    if (actual !== expected) throw new DemoDiffers(`${text(what)}: ${String(actual)} ≠ ${String(expected)}`);
  };

  return {
    as,
    on: (date) => {
      print(`\n── ${date} ──`);
      return moveClock(as('admin'), date);
    },
    after: (date) => moveClock(as('admin'), addDays(businessDate(date), 1)),
    heading: (words) => print(`\n${text(words)}`),
    note: (words) => print(`      ${text(words)}`),
    expectYuan: (what, actual, expected) => {
      expect(what, actual && yuanOf(fenOf(actual)), yuanOf(fenOf(expected)));
      print(`  ＝ ${padEnd(text(what), NAME_COLUMNS + 1 + WHAT_COLUMNS)} ${grouped(expected)}`);
    },
    expect,
    text,
    print,
    carriedOut: () => carriedOut,
  };
};

const keyOf = ({ key }: { readonly key: string }): string => `${KEY_PREFIX}/${key}`;

const signIn = async (
  { url, language }: PlaySettings,
  user: string,
  role: string | undefined,
): Promise<ServiceClient> => {
  const body = { user, password: DEMO_PASSWORD, ...(role && { role }) };
  const { view } = await serviceClient({ url, language }).post<SignedIn>('/v1/sign-in', body);
  return serviceClient({ url, language, token: view.token });
};

/** Demo people have Chinese names; English screens show the name they sign in with. */
const nameOf = (person: string, language: Language): string =>
  language === 'zh' ? (DEMO_PEOPLE.find(({ name }) => name === person)?.displayName ?? person) : person;

const pointersOf = ({ errors }: Problem): string =>
  errors ? ` ${errors.map(({ pointer, zh }) => `${pointer} ${zh}`).join('; ')}` : '';

const refusalOf = async (client: ServiceClient, step: Step<unknown>): Promise<ServiceProblem> => {
  try {
    await client.post(step.path, step.body ?? {}, keyOf(step));
  } catch (error) {
    if (error instanceof ServiceProblem) return error;
    throw error;
  }
  throw new DemoDiffers(`${step.key}: not refused`);
};

const moveClock = async (admin: Desk, date: string): Promise<void> => {
  const { businessDate: today } = await admin.see<ClockOnWire>('/v1/clock');
  if (today >= date) return;
  await admin.do({
    key: `clock/${date}`,
    path: '/v1/clock/advance',
    body: { to: date, reason: '演示 demo' },
    what: { zh: '推进业务时钟', en: 'move the business clock' },
    shows: () => date,
  });
};
