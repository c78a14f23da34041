import { refuseStopped } from './stopped-lines.js';

const held = (lineId: string) => ({
  lineId,
  cause: 'tranche-held',
  zh: '第 1 期已暂停支付（待核实）',
  en: 'tranche 1 is held (to be checked)',
});

describe('a batch with stopped lines', () => {
  it('moves on when there is none', () => {
    expect(refuseStopped([])).toBeUndefined();
  });

  it('names each line with its reason, in both languages and as facts', () => {
    const refusal = refuseStopped([
      held('A-1-1'),
      { lineId: 'B-2-1', cause: 'award-suspended', zh: '资助已暂停', en: 'the award is suspended' },
    ]);
    expect(refusal).toMatchObject({
      code: 'batch.line-stopped',
      facts: { count: 2, lineIds: 'A-1-1,B-2-1', causes: 'tranche-held,award-suspended' },
    });
    expect(refusal?.zh).toContain('“A-1-1”：第 1 期已暂停支付（待核实）；“B-2-1”：资助已暂停');
    expect(refusal?.en).toContain('tranche 1 is held (to be checked)');
  });

  it('names the first ten in the sentence and all of them in the facts', () => {
    const refusal = refuseStopped(Array.from({ length: 12 }, (_, place) => held(`L${place + 1}`)));
    expect(refusal?.zh).toContain('“L10”');
    expect(refusal?.zh).not.toContain('“L11”');
    expect(refusal?.zh).toContain('另有 2 笔');
    expect(refusal?.facts?.['lineIds']).toContain('L12');
  });
});
