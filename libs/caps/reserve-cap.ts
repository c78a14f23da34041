import { assert, unreachable } from '#kernel/assert.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { maxFen, minFen, yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { type CapState, reservationOf, usedFen, yearsUsed } from './cap-account.js';
import type { CapEvent, CapExhausted, CapPosition, CapRequest } from './caps.events.js';

/** Grants what the cap leaves of a request. Nothing left is a refusal, kept on record as `CapExhausted`. */
export const reserveCap = (
  { type: _type, ...request }: { readonly type: 'ReserveCap' } & CapRequest,
  state: CapState,
): Decision<CapEvent> => {
  if (request.requestedFen <= 0n) return reject(nothingRequested(request));
  if (reservationOf(state, request.reservationId)) return reject(reservationExists(request));
  assert(
    state.status !== 'in-use' || state.limitKind === request.limit.kind,
    'A cap account counts in one way, always the same',
  );
  const { limit } = request;
  switch (limit.kind) {
    case 'amount':
      return reserveAmount(request, limit, state);
    case 'years':
      return reserveYear(request, limit.limitYears, state);
    case 'higher-of':
      return reserveYear(request, Infinity, state);
    default:
      return unreachable(limit);
  }
};

/**
 * The difference falls out of asking for the whole amount again: a base of 200,000 that becomes a station asks for
 * 300,000 against 300,000 and is granted 100,000 (decision 14).
 */
const reserveAmount = (
  request: CapRequest,
  { limitFen, excludedBy = [] }: Extract<CapRequest['limit'], { readonly kind: 'amount' }>,
  state: CapState,
): Decision<CapEvent> => {
  const position: CapPosition = { usedBeforeFen: usedFen(state), yearsBefore: [] };
  // Alternatives share one list, so that each of them names the others and nobody excludes itself.
  const chosen = excludedBy
    .filter((measure) => measure !== request.measure)
    .find((measure) => usedFen(state, (one) => one.measure === measure) > 0n);
  if (chosen !== undefined)
    return exhausted(request, position, 'cap.other-choice-made', otherChoiceMade(request, chosen));
  const grantedFen = minFen(request.requestedFen, limitFen - position.usedBeforeFen);
  if (grantedFen <= 0n)
    return exhausted(request, position, 'cap.exhausted', capExhausted(request, limitFen, position));
  return accept({ type: 'CapReserved', data: { ...request, ...position, grantedFen, takenOver: false } });
};

/**
 * The engineer's three years: across employers and jurisdictions, the higher measure of a year and never both (decision 8). The same
 * pay under several measures is the same without a number of years, and one-off measures for the same thing are the same without a
 * year (decision 26).
 */
const reserveYear = (request: CapRequest, limitYears: number, state: CapState): Decision<CapEvent> => {
  const { year, measure, requestedFen } = request;
  const yearsBefore = yearsUsed(state);
  const usedBeforeFen = usedFen(state, (reservation) => reservation.year === year);
  const position: CapPosition = { usedBeforeFen, yearsBefore };
  if (limitYears < Infinity) {
    assert(year !== null, 'A cap that counts years needs the year of the money');
    if (!yearsBefore.includes(year) && yearsBefore.length >= limitYears)
      return exhausted(request, position, 'cap.years-used-up', yearsUsedUp(request, limitYears, yearsBefore));
  }
  const sameMeasureFen = usedFen(
    state,
    (reservation) => reservation.year === year && reservation.measure === measure,
  );
  const grantedFen = maxFen(0n, sameMeasureFen + requestedFen - usedBeforeFen);
  if (grantedFen === 0n) {
    return exhausted(
      request,
      position,
      'cap.higher-already-paid',
      higherAlreadyPaid(request, year, usedBeforeFen - sameMeasureFen),
    );
  }
  return accept({ type: 'CapReserved', data: { ...request, ...position, grantedFen, takenOver: false } });
};

const exhausted = (
  request: CapRequest,
  position: CapPosition,
  refusedWith: CapExhausted['data']['refusedWith'],
  refusal: Refusal,
): Decision<CapEvent> =>
  reject(refusal, { type: 'CapExhausted', data: { ...request, ...position, refusedWith } });

const capExhausted = (
  { title, clause, requestedFen }: CapRequest,
  limitFen: bigint,
  { usedBeforeFen }: CapPosition,
): Refusal => {
  const [limit, used, requested] = [yuanOf(limitFen), yuanOf(usedBeforeFen), yuanOf(requestedFen)];
  return refuse(
    'cap.exhausted',
    `“${title.zh}”额度已用完：上限 ${limit} 元，已占用 ${used} 元，本次申请 ${requested} 元`,
    `The cap "${title.en}" is used up: limit ${limit} yuan, used ${used} yuan, requested ${requested} yuan`,
    {
      clause,
      pointer: '/requestedFen',
      facts: { limitYuan: limit, usedYuan: used, requestedYuan: requested },
    },
  );
};

/** Of two measures one had to be chosen, and the other one was (decision 20). */
const otherChoiceMade = ({ title, clause, measure }: CapRequest, chosen: string): Refusal =>
  refuse(
    'cap.other-choice-made',
    `“${title.zh}”：已享受 ${chosen}，不能再享受 ${measure}`,
    `"${title.en}": ${chosen} was chosen, so ${measure} is not paid any more`,
    { clause, pointer: '/measure', facts: { chosen } },
  );

const yearsUsedUp = (
  { title, clause, year }: CapRequest,
  limitYears: number,
  years: readonly number[],
): Refusal =>
  refuse(
    'cap.years-used-up',
    `“${title.zh}”最多享受 ${limitYears} 个年度，已享受 ${years.join('、')} 年，${year} 年不能再享受`,
    `The counter "${title.en}" allows ${limitYears} years; ${years.join(', ')} are used, so ${year} cannot be added`,
    { clause, pointer: '/year', facts: { limitYears, yearsUsed: years.join(','), year } },
  );

const higherAlreadyPaid = (
  { title, clause, requestedFen }: CapRequest,
  year: number | null,
  othersFen: bigint,
): Refusal => {
  const [others, requested] = [yuanOf(othersFen), yuanOf(requestedFen)];
  const when =
    year === null ? { zh: '', en: 'there were already' } : { zh: `${year} 年`, en: `${year} already has` };
  return refuse(
    'cap.higher-already-paid',
    `“${title.zh}”就高不重复：${when.zh}已享受其他事项 ${others} 元，不低于本次申请的 ${requested} 元`,
    `"${title.en}" pays the higher of two measures, never both: ${when.en} ${others} yuan under other measures, not less than the ${requested} yuan requested`,
    {
      clause,
      pointer: '/requestedFen',
      facts: { year, otherMeasuresYuan: others, requestedYuan: requested },
    },
  );
};

const nothingRequested = ({ requestedFen, clause }: CapRequest): Refusal =>
  refuse(
    'cap.nothing-requested',
    `申请金额应大于零：${yuanOf(requestedFen)} 元`,
    `The requested amount must be more than zero: ${yuanOf(requestedFen)} yuan`,
    { clause, pointer: '/requestedFen', facts: { requestedYuan: yuanOf(requestedFen) } },
  );

const reservationExists = ({ reservationId, clause }: CapRequest): Refusal =>
  refuse(
    'cap.reservation-exists',
    `预留 ${reservationId} 已存在`,
    `Reservation ${reservationId} exists already`,
    {
      clause,
      pointer: '/reservationId',
      facts: { reservationId },
    },
  );
