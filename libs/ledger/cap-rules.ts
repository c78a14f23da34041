import type { CapEvent } from '#caps/caps.events.js';
import { noMoney, type RulesOf } from './rule.js';

const LIMITS = 'counts against a limit; the award and the budget line book the money';

export const CAP_RULES: RulesOf<CapEvent> = {
  CapReserved: noMoney(LIMITS),
  CapExhausted: noMoney(LIMITS),
  CapConsumed: noMoney(LIMITS),
  CapReleased: noMoney(LIMITS),
  CapRestored: noMoney(LIMITS),
  CapHandedOver: noMoney(LIMITS),
  CapCarriedOver: noMoney(LIMITS),
};
