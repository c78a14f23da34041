import { yuan } from '#kernel/money.js';
import { fold } from '#kernel/decider.js';
import { capFigures } from './cap-account.js';
import { type CapCommand, capDecider } from './caps.js';
import type { CapEvent, CapRequest } from './caps.events.js';

const asked = (
  reservationId: string,
  yuanAsked: number,
  year: number,
  limit: CapRequest['limit'],
): CapRequest => ({
  reservationId,
  measure: 'JX24-4.1',
  clause: 'JX24-4.1',
  year,
  requestedFen: yuan(yuanAsked),
  limit,
  award: 'award-1',
  trancheNo: 1,
  title: { zh: '上限', en: 'limit' },
});

const after = (...commands: CapCommand[]) => {
  let events: readonly CapEvent[] = [];
  let code: string | undefined;
  for (const command of commands) {
    const decision = capDecider.decide(command, fold(capDecider, events));
    events = [...events, ...decision.events];
    code = decision.refusal?.code;
  }
  return { events, code, figures: capFigures(fold(capDecider, events)) };
};

describe('The opening balance of a cap (practice 2.11)', () => {
  const amount = { kind: 'amount', limitFen: yuan(100) } as const;
  const years = { kind: 'years', limitYears: 3 } as const;
  const paid = (id: string, yuanPaid: number, year: number, limit: CapRequest['limit']): CapCommand => ({
    type: 'TakeOverCap',
    ...asked(id, yuanPaid, year, limit),
    cause: 'V-1',
  });

  it('leaves the rest: 60 of 100 were paid before, 40 of the next 50 are granted', () => {
    const { figures } = after(paid('a', 60, 2022, amount), {
      type: 'ReserveCap',
      ...asked('b', 50, 2024, amount),
    });
    expect(figures).toMatchObject({ paidFen: yuan(60), reservedFen: yuan(40) });
  });

  it('is a fact above the limit too, and then nothing more is granted', () => {
    const { events, code, figures } = after(paid('a', 120, 2022, amount), {
      type: 'ReserveCap',
      ...asked('b', 1, 2024, amount),
    });
    expect(events[0]?.data).toMatchObject({ takenOver: true, grantedFen: yuan(120) });
    expect(figures.paidFen).toBe(yuan(120));
    expect(code).toBe('cap.exhausted');
  });

  it('counts years: three years were paid, a fourth is refused (decision 8)', () => {
    const taken = [2021, 2022, 2023].map((year) => paid(`y${year}`, 10, year, years));
    const { code, figures } = after(...taken, { type: 'ReserveCap', ...asked('b', 10, 2024, years) });
    expect(figures.years).toEqual([2021, 2022, 2023]);
    expect(code).toBe('cap.years-used-up');
  });

  it('is booked once', () => {
    const { events } = after(paid('a', 60, 2022, amount), paid('a', 60, 2022, amount));
    expect(events.map(({ type }) => type)).toEqual(['CapReserved', 'CapConsumed']);
  });
});
