import { type Auditor, openAuditor, type Violation } from './invariants.js';
import { explainedAmounts, sealedPersons } from './invariants/plain-promises.js';
import type { RawEvent } from './invariants/raw-event.js';

/** The auditor of every log, and what only the log of a whole service shows: derivations and sealed texts. */
export const openCityAuditor = (): Auditor => {
  const found: Violation[] = [];
  let position: string | null = null;
  const complain = (rule: string, what: string): void => void found.push({ rule, what, position });
  const auditor = openAuditor();
  const plain = [explainedAmounts(complain), sealedPersons(complain)];
  return {
    see: (event: RawEvent) => {
      ({ position } = event);
      auditor.see(event);
      for (const book of plain) book.see(event);
    },
    get violations() {
      return [...auditor.violations, ...found];
    },
    atRest: () => [...auditor.atRest(), ...found],
  };
};
