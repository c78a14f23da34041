import { type Refusal, refuse } from './refusal.js';

/** Something a person did in the history of a payment. */
export interface Act {
  readonly act: string;
  readonly zh: string;
  readonly en: string;
  readonly by: string;
}

/**
 * Two people (design, promise 4): refuses when the person already did one of the earlier acts. There is no role that is
 * exempt.
 */
export const mustBeAnotherPerson = (by: string, now: Pick<Act, 'zh' | 'en'>, earlier: readonly Act[]): Refusal | undefined => {
  const own = earlier.find((act) => act.by === by);
  if (!own) return undefined;
  return refuse(
    'duty.same-person',
    `须由他人办理：您已办理“${own.zh}”，不能再办理“${now.zh}”`,
    `Another person has to do this: you did "${own.en}", so you may not do "${now.en}"`,
    { facts: { person: by, earlierAct: own.act } },
  );
};
