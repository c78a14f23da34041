import { handOverDecider } from '#payments/channel/hand-over.js';
import { chosen, type Move } from './award-moves.js';
import { MAX } from './people.js';

/** The next file that leaves is refused whole, or nobody knows whether it arrived. */
export const bankLineFails: Move = async (office, pick) =>
  office.bankLine.next(pick % 2 === 0 ? 'refused' : 'uncertain');

/** The bank is asked about a batch between the days on which it is asked anyway. */
export const enquire: Move = async (office, pick) => {
  const handOver = chosen(
    office.log.filter(({ type }) => type === 'HandOverBegun'),
    pick,
  )?.stream;
  if (!handOver) return;
  const batch = handOver.replace('handover-', '');
  const command = { type: 'RequestEnquiry', batch, requestedBy: MAX.id } as const;
  await office.give(handOverDecider, handOver, command, MAX);
};
