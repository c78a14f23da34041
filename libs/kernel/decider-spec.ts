import { type Decider, type DomainEvent, fold } from './decider.js';
import { fromStored, toStored } from './fen-json.js';
import type { Refusal } from './refusal.js';

/**
 * Given these events, when this command, then those events (or that refusal). For specs only.
 *
 * The given events go through the log's JSON first, so a decider that cannot live with what it wrote fails. Expected
 * and actual events are compared as the log would store them.
 */
export const given = <Command, State, E extends DomainEvent>(
  decider: Decider<Command, State, E>,
  events: readonly E[] = [],
) => ({
  when: (command: Command) => {
    const decision = decider.decide(command, fold(decider, events.map(throughTheLog)));
    return {
      // oxlint-disable-next-line unicorn/no-thenable -- The word of given–when–then; nothing awaits this object.
      then: (...expected: readonly E[]): void => {
        expect(decision.refusal).toBeUndefined();
        expect(decision.events.map(toStored)).toEqual(expected.map(toStored));
      },
      /** Returns the refusal, for a look at its figures. */
      thenRefused: (code: string, ...onRecord: readonly E[]): Refusal => {
        expect(decision.refusal).toMatchObject({
          code,
          zh: expect.stringMatching(/\p{Script=Han}/u),
          en: expect.stringMatching(/\p{Script=Latin}{2}/u),
        });
        expect(decision.events.map(toStored)).toEqual(onRecord.map(toStored));
        return decision.refusal as Refusal;
      },
    };
  },
});

const throughTheLog = <E extends DomainEvent>(event: E): E => ({
  ...event,
  data: fromStored(JSON.parse(JSON.stringify(toStored(event.data)))),
});
