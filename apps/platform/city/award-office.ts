import type { BusinessDate } from '#kernel/business-date.js';
import { shortId } from '#kernel/ids.js';
import type { Measure } from '#policy/measure.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { awardDecider } from '#programmes/award/award.decider.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import { type Desk, type Moment, OFFICERS, VERIFIER } from './desk.js';
import type { Population } from './population.js';
import type { SecondAwards } from './second-awards.js';

/** One award of the city as it is remembered between two of its days; its state is in the log. */
export interface Life {
  readonly no: number;
  readonly measure: Measure;
  /** Nothing unusual happens to the first award of a measure, so that every measure is paid once. */
  readonly isModel: boolean;
  readonly parties: Readonly<Record<string, string>>;
  /** Its stream, from the application on. */
  readonly award: string;
  /** Nothing to do before. */
  due: BusinessDate;
  /** Claims that nothing could be stated for. */
  stuck: number;
  /** Whether it has landed in another place already. */
  hasMoved: boolean;
  /** Tiers above the one that was granted before; absent where nothing was. */
  readonly better?: readonly string[];
}

export interface AwardOffice {
  readonly seed: number;
  readonly desk: Desk;
  readonly awards: ReturnType<typeof awardDecider>;
  readonly rulebook: Rulebook;
  readonly population: Population;
  readonly secondAwards: SecondAwards;
  /** Why something did not come about, for the report. */
  readonly note: (measure: string, what: string) => void;
}

export const awardIdOf = (seed: number, no: number, { programme }: Measure): string =>
  `${programme}-${shortId('city', seed, no)}`;

/** Gives one command to an award; its key makes two of a kind on one day different. */
export const giveAward = (
  { desk, awards }: AwardOffice,
  { award }: Life,
  command: AwardCommand,
  actor: Parameters<Desk['ask']>[3],
  at: Moment,
  key = '',
) => desk.ask(awards, award, command, actor, at, key);

export const officerOf = ({ no }: Life) => OFFICERS[no % OFFICERS.length] ?? VERIFIER;
