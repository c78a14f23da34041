import type { LateBalanceMoved, YearEndDecided } from '#budgets/budgets.events.js';
import { budgetDecider, budgetStream } from '#budgets/budgets.js';
import { decode } from '#event-store/decode.js';
import type { CommandExecutor } from '#event-store/execute.js';
import type { Reaction } from '#reactions/reaction.js';
import { stepsOf } from './steps.js';

/**
 * What is carried over arrives in the next year. So does what comes free in a closed year: posted forward, with the commitment it came
 * from. A year that is closed itself sends it on, so it ends in the first that is open.
 */
export const carryOver = (executor: CommandExecutor): Reaction => ({
  name: 'carry-over',
  types: ['YearEndDecided', 'LateBalanceMoved'],
  handle: async (stored) => {
    const event = decode<YearEndDecided | LateBalanceMoved>(stored);
    const { line, year, documentNumber } = event.data;
    const amountFen = event.type === 'YearEndDecided' ? event.data.carriedFen : lateFen(event);
    if (amountFen === 0n) return;
    const commitmentId = event.type === 'LateBalanceMoved' ? event.data.commitmentId : null;
    const next = year + 1;
    const money = { from: stored.stream, amountFen, documentNumber, commitmentId };
    await stepsOf(executor, stored).order(budgetDecider, budgetStream(line, next), {
      type: 'CarryIn',
      line,
      year: next,
      ...money,
    });
  },
});

const lateFen = ({ data: { outcome, amountFen } }: LateBalanceMoved): bigint =>
  outcome === 'carried' ? amountFen : 0n;
