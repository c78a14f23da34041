import type { FactDefinition } from '#policy/fact-definition.js';
import { checkFacts } from '#policy/facts.js';
import type { Facts } from '#programmes/award/application.js';
import type { Refusal } from '#kernel/refusal.js';
import { InvalidRequest } from '../http/problem.js';

const isFaulty = (checked: ReturnType<typeof checkFacts>): checked is readonly Refusal[] =>
  Array.isArray(checked);

/**
 * Stated facts as the domain uses them.
 * @throws InvalidRequest with every fault at once.
 */
export const readFacts = (
  definitions: readonly FactDefinition[],
  stated: unknown,
  pointer: string,
): Facts => {
  const checked = checkFacts(definitions, stated, pointer);
  if (!isFaulty(checked)) return checked;
  throw new InvalidRequest(
    checked.map(({ code, zh, en, pointer: at }) => ({ pointer: at ?? pointer, code, zh, en })),
  );
};
