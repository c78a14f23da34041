import { addDays, type BusinessDate } from '#kernel/business-date.js';
import { orThrow } from '#kernel/refusal.js';
import type { Seeded } from '#kernel/seeded.js';
import { placesOf } from '#policy/cost-sharing.js';
import type { GrantedAward } from '#programmes/award/award.js';
import { type AwardOffice, giveAward, type Life } from './award-office.js';
import { type Moment, VERIFIER } from './desk.js';
import type { Fate } from './fates.js';
import { statedEnding } from './papers.js';

const WEEK = 7;
const ELSEWHERE = 'hangzhou';

export const willMove = ({ hasMoved }: Life, { kind }: Fate): boolean =>
  !hasMoved && (kind === 'moves' || kind === 'moves-away');

/**
 * The project lands in another place: of the same city, then others pay from now on (practice E13); or outside, then the award ends (E12).
 * @returns `stays` when it does not move, for instance because its measure is for one place only.
 */
export const moveIfTime = async (
  office: AwardOffice,
  life: Life,
  state: GrantedAward,
  fate: Fate,
  { day, now }: Moment,
  random: Seeded,
): Promise<BusinessDate | 'over' | 'stays'> => {
  if (!willMove(life, fate) || day < addDays(state.approvedOn, fate.afterDays)) return 'stays';
  const measure = orThrow(office.rulebook.measure(state.policyVersion, state.application.measure));
  const here = state.application.jurisdiction;
  const others = placesOf(measure).filter((place) => place !== here);
  const isAway = fate.kind === 'moves-away';
  life.hasMoved = true;
  if (!isAway && others.length === 0) return 'stays';
  const to = isAway ? ELSEWHERE : random.oneOf(others);
  const facts = isAway ? statedEnding(state, 'moved-away', measure, day, random) : {};
  const document = `迁移〔${day.slice(0, 4)}〕${life.no}号`;
  const move = {
    type: 'MoveAward',
    by: VERIFIER.id,
    to,
    movedOn: addDays(day, -1),
    document,
    facts,
  } as const;
  const { refusal } = await giveAward(office, life, move, VERIFIER, { day, now });
  if (refusal?.code === 'award.payment-under-way') life.hasMoved = false;
  else if (refusal) office.note(measure.id, refusal.code);
  return isAway && !refusal ? 'over' : addDays(day, WEEK);
};
