import { parseRate, sumFen, timesRate, yuanOf } from '#kernel/money.js';
import type { Fen } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { Match } from '#policy/tranche-terms.js';
import type { Claim } from '../award/application.js';
import type { AwardFacts, PlannedTranche, TrancheFacts } from '../award/programme-rules.js';
import { fenOfFact } from './stated-facts.js';

/**
 * Own funds must keep up with fiscal money of all levels, the tranche that is asked for included; measured anew before each tranche
 * (decision 11).
 */
export const matchFault = (
  match: Match,
  award: AwardFacts,
  tranche: PlannedTranche,
  requestedFen: Fen,
  claim: Claim,
): Refusal | undefined => {
  const othersFen = match.otherFiscalFact === null ? 0n : fenOfFact(claim.facts, match.otherFiscalFact);
  const earlierFen = sumFen(
    award.tranches.filter(({ trancheNo }) => trancheNo !== tranche.trancheNo).map(receivedFen),
  );
  const fiscalFen = othersFen + earlierFen + requestedFen;
  const neededFen = timesRate(fiscalFen, parseRate(match.ratio));
  const receivedByTeamFen = fenOfFact(claim.facts, match.receivedFact);
  if (match.above ? receivedByTeamFen > neededFen : receivedByTeamFen >= neededFen) return undefined;
  const [received, needed] = [yuanOf(receivedByTeamFen), yuanOf(neededFen)];
  return refuse(
    'match.insufficient',
    `${match.zh}：到位 ${received} 元，须${match.above ? '高于' : '不低于'} ${needed} 元`,
    `${match.en}: ${received} yuan received, ${match.above ? 'more than' : 'at least'} ${needed} yuan needed`,
    {
      clause: match.clause,
      pointer: `/claim/facts/${match.receivedFact}`,
      facts: { receivedYuan: received, neededYuan: needed },
    },
  );
};

/** Money on its way counts as received, so that two claims at once need funds for both. */
const UNDER_WAY = new Set(['verified', 'releasing', 'queued', 'released', 'in-batch', 'returned']);

const receivedFen = ({ status, plannedFen, paidFen }: TrancheFacts): Fen =>
  UNDER_WAY.has(status) ? (plannedFen ?? paidFen) : paidFen;
