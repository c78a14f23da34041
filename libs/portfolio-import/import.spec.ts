import '#upcasting/all-upcasters.js';
import { given } from '#kernel/decider-spec.js';
import { importDecider } from './import.js';
import type { ImportEvent } from './import.events.js';

const request = {
  import: 'import-1',
  fileName: 'running.xlsx',
  sha256: 'ab'.repeat(32),
  bytes: 1_000,
  dryRun: false,
  by: 'olga',
};
const check = { rows: 12, badRows: 1, warnings: 0, incompleteAwards: 0, sheets: {} };
const progress = { ordinal: 6, taken: 6, unchanged: 0, refused: 0 };
const requested: ImportEvent = { type: 'ImportRequested', data: request };
const checked: ImportEvent = { type: 'ImportChecked', data: check };
const confirmed: ImportEvent = { type: 'ImportConfirmed', data: { by: 'vera' } };

describe('An import', () => {
  it('is asked for, checked, confirmed by a second person and finished (promise 4)', () => {
    given(importDecider)
      .when({ type: 'RequestImport', ...request })
      .then(requested);
    given(importDecider, [requested])
      .when({ type: 'RecordCheck', ...check })
      .then(checked);
    given(importDecider, [requested, checked]).when({ type: 'ConfirmImport', by: 'vera' }).then(confirmed);
    given(importDecider, [requested, checked, confirmed])
      .when({ type: 'RecordCheckpoint', ...progress })
      .then({ type: 'ImportCheckpointed', data: progress });
    given(importDecider, [requested, checked, confirmed])
      .when({ type: 'FinishImport', ...progress })
      .then({ type: 'ImportFinished', data: progress });
  });

  it('is not confirmed by the one who gave the file, and the attempt is kept', () => {
    given(importDecider, [requested, checked])
      .when({ type: 'ConfirmImport', by: 'olga' })
      .thenRefused('duty.same-person', {
        type: 'ImportConfirmationRefused',
        data: { by: 'olga', reasonCode: 'duty.same-person' },
      });
  });

  it('that is a dry run is never carried out', () => {
    const look: ImportEvent = { type: 'ImportRequested', data: { ...request, dryRun: true } };
    given(importDecider, [look, checked])
      .when({ type: 'ConfirmImport', by: 'vera' })
      .thenRefused('import.dry-run');
  });

  it('whose file cannot be used ends there', () => {
    const data = { code: 'import-file.formula', zh: '含有公式', en: 'has a formula' };
    const refused: ImportEvent = { type: 'ImportRefused', data };
    given(importDecider, [requested])
      .when({ type: 'RefuseImport', ...data })
      .then(refused);
    given(importDecider, [requested, refused])
      .when({ type: 'ConfirmImport', by: 'vera' })
      .thenRefused('import.wrong-status');
  });

  it('that nobody confirms expires, and one that is confirmed does not', () => {
    const { events } = importDecider.decide(
      { type: 'ExpireImport' },
      [requested, checked].reduce(importDecider.evolve, importDecider.initialState()),
    );
    expect(events).toMatchObject([{ type: 'ImportRefused', data: { code: 'import.expired' } }]);
    given(importDecider, [requested, checked, confirmed])
      .when({ type: 'ExpireImport' })
      .thenRefused('import.wrong-status');
  });

  it('that does not exist is not found', () => {
    given(importDecider).when({ type: 'ConfirmImport', by: 'vera' }).thenRefused('import.not-found');
  });
});
