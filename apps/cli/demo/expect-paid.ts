import type { AwardViewOnWire } from '../wire.js';
import { type AwardInPlay, trancheOf } from './life.js';
import type { Play } from './play.js';

/** What reached the payees of the first tranches of an award, as an auditor sees it. */
export const expectPaid = async (
  play: Play,
  { award }: AwardInPlay,
  amountsYuan: readonly string[],
): Promise<AwardViewOnWire> => {
  const view = await play.as('auditor').see<AwardViewOnWire>(`/v1/awards/${award}`);
  for (const [index, yuan] of amountsYuan.entries()) {
    const trancheNo = index + 1;
    play.expectYuan(
      { zh: `第 ${trancheNo} 期实付`, en: `tranche ${trancheNo}, paid` },
      trancheOf(view, trancheNo)?.paidYuan,
      yuan,
    );
  }
  return view;
};
