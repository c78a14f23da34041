import { given } from '#kernel/decider-spec.js';
import type { HandOverEvent } from './hand-over.events.js';
import { handOverDecider } from './hand-over.js';

const leaving = { batch: 'batch-1', channel: 'http', fileName: 'batch-1.xml', fileHash: 'f'.repeat(64) };
const begin = { type: 'BeginHandOver', ...leaving, claim: 'one' } as const;
const begun: HandOverEvent = { type: 'HandOverBegun', data: { ...leaving, claim: 'one' } };
const over: HandOverEvent = { type: 'PaymentFileHandedOver', data: { ...leaving, receipt: 'R1' } };
const uncertain: HandOverEvent = { type: 'HandOverUncertain', data: { ...leaving, reason: 'timeout' } };
const refused: HandOverEvent = {
  type: 'HandOverRefused',
  data: { ...leaving, reasonCode: 'FF01', reason: 'no' },
};
const record = (delivery: 'delivered' | 'uncertain' | 'refused') =>
  ({
    type: 'RecordDelivery',
    delivery: {
      delivered: { outcome: 'delivered', receipt: 'R1' } as const,
      uncertain: { outcome: 'uncertain', reason: 'timeout' } as const,
      refused: { outcome: 'refused', reasonCode: 'FF01', reason: 'no' } as const,
    }[delivery],
  }) as const;

describe('Handing a file over', () => {
  it('is begun once; whoever else would begin it is refused (promise 2)', () => {
    given(handOverDecider).when(begin).then(begun);
    given(handOverDecider, [begun]).when(begin).then();
    for (const history of [[begun], [begun, uncertain], [begun, over], [begun, refused]])
      given(handOverDecider, history)
        .when({ ...begin, claim: 'two' })
        .thenRefused('hand-over.begun');
  });

  it('ends once, and a late certainty replaces an uncertainty', () => {
    given(handOverDecider, [begun]).when(record('delivered')).then(over);
    given(handOverDecider, [begun]).when(record('uncertain')).then(uncertain);
    given(handOverDecider, [begun]).when(record('refused')).then(refused);
    given(handOverDecider, [begun, uncertain]).when(record('uncertain')).then();
    given(handOverDecider, [begun, uncertain]).when(record('delivered')).then(over);
    for (const last of [over, refused])
      for (const again of ['delivered', 'uncertain', 'refused'] as const)
        given(handOverDecider, [begun, last]).when(record(again)).then();
  });

  it('can be asked about only when something left', () => {
    const ask = { type: 'RequestEnquiry', batch: 'batch-1', requestedBy: 'max' } as const;
    given(handOverDecider).when(ask).thenRefused('hand-over.none');
    given(handOverDecider, [begun, uncertain])
      .when(ask)
      .then({ type: 'EnquiryRequested', data: { batch: 'batch-1', requestedBy: 'max' } });
    const noted = { batch: 'batch-1', askedCount: 2, answeredCount: 1, answerFiles: ['bankfile-1'] };
    given(handOverDecider)
      .when({ type: 'NoteEnquiry', ...noted })
      .thenRefused('hand-over.none');
    given(handOverDecider, [begun])
      .when({ type: 'NoteEnquiry', ...noted })
      .then({ type: 'BankEnquired', data: noted });
  });
});
