import { differentPeople } from '#access/different-people.js';
import { unreachable } from '#kernel/assert.js';
import { accept, type Decider, type Decision, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type {
  ImportChecked,
  ImportEvent,
  ImportFinished,
  ImportRefused,
  ImportRequested,
} from './import.events.js';
import { NO_PROGRESS, type Progress } from './take-over-portfolio.js';

export type ImportCommand =
  | ({ readonly type: 'RequestImport' } & ImportRequested['data'])
  | ({ readonly type: 'RecordCheck' } & ImportChecked['data'])
  | ({ readonly type: 'RefuseImport' } & ImportRefused['data'])
  | { readonly type: 'ConfirmImport'; readonly by: string }
  | { readonly type: 'ExpireImport' }
  | ({ readonly type: 'RecordCheckpoint' } & Progress)
  | ({ readonly type: 'FinishImport' } & ImportFinished['data']);

/** One file on its way into the service: checked by the service, confirmed by a second person, carried out. */
export type ImportState = { readonly status: 'none' } | KnownImport;

export interface KnownImport {
  readonly status: 'requested' | 'refused' | 'checked' | 'confirmed' | 'finished';
  readonly request: ImportRequested['data'];
  readonly check: ImportChecked['data'] | null;
  readonly refusal: ImportRefused['data'] | null;
  readonly confirmedBy: string | null;
  readonly progress: Progress;
}

const evolve = (state: ImportState, event: ImportEvent): ImportState => {
  if (event.type === 'ImportRequested') {
    const nothing = { check: null, refusal: null, confirmedBy: null, progress: NO_PROGRESS };
    return { status: 'requested', request: event.data, ...nothing };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'ImportChecked':
      return { ...state, status: 'checked', check: event.data };
    case 'ImportRefused':
      return { ...state, status: 'refused', refusal: event.data };
    case 'ImportConfirmed':
      return { ...state, status: 'confirmed', confirmedBy: event.data.by };
    case 'ImportConfirmationRefused':
      return state;
    case 'ImportCheckpointed':
      return { ...state, progress: event.data };
    case 'ImportFinished':
      return { ...state, status: 'finished', progress: event.data };
    default:
      return unreachable(event);
  }
};

const decide = (command: ImportCommand, state: ImportState): Decision<ImportEvent> => {
  if (command.type === 'RequestImport') {
    const { type: _type, ...data } = command;
    return state.status === 'none' ? accept({ type: 'ImportRequested', data }) : reject(wrongStatus(state));
  }
  if (state.status === 'none') return reject(noSuchImport());
  switch (command.type) {
    case 'RecordCheck': {
      const { type: _type, ...data } = command;
      return inStatus(state, 'requested', () => accept({ type: 'ImportChecked', data }));
    }
    case 'RefuseImport': {
      const { type: _type, ...data } = command;
      return inStatus(state, 'requested', () => accept({ type: 'ImportRefused', data }));
    }
    case 'ExpireImport':
      return inStatus(state, 'checked', () => accept({ type: 'ImportRefused', data: EXPIRED }));
    case 'ConfirmImport':
      return inStatus(state, 'checked', () => confirm(command.by, state));
    case 'RecordCheckpoint': {
      const { type: _type, ...data } = command;
      return inStatus(state, 'confirmed', () => accept({ type: 'ImportCheckpointed', data }));
    }
    case 'FinishImport': {
      const { type: _type, ...data } = command;
      return inStatus(state, 'confirmed', () => accept({ type: 'ImportFinished', data }));
    }
    default:
      return unreachable(command);
  }
};

export const importDecider: Decider<ImportCommand, ImportState, ImportEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};

const inStatus = (
  state: KnownImport,
  status: KnownImport['status'],
  decided: () => Decision<ImportEvent>,
): Decision<ImportEvent> => (state.status === status ? decided() : reject(wrongStatus(state)));

/** What is confirmed is the file with its hash: what is taken over is what was seen (promise 4). */
const confirm = (by: string, { request }: KnownImport): Decision<ImportEvent> => {
  if (request.dryRun) return reject(onlyALook());
  const conflict = differentPeople({ id: by }, [{ act: 'import.request', by: request.by }]);
  if (!conflict) return accept({ type: 'ImportConfirmed', data: { by } });
  return reject(conflict, { type: 'ImportConfirmationRefused', data: { by, reasonCode: conflict.code } });
};

/** Nobody confirmed it, and a file with personal data is not kept for ever. */
const EXPIRED: ImportRefused['data'] = {
  code: 'import.expired',
  zh: '逾期无人确认，文件已删除；如仍需要，请重新提交',
  en: 'Nobody confirmed it in time and the file was deleted; give it again if it is still wanted',
};

export const noSuchImport = (): Refusal =>
  refuse('import.not-found', '没有这次导入', 'There is no such import');

const wrongStatus = ({ status }: { readonly status: string }): Refusal =>
  refuse(
    'import.wrong-status',
    `导入的当前状态“${status}”不能办理此事项`,
    `Not possible while the import is ${status}`,
    { facts: { status } },
  );

const onlyALook = (): Refusal =>
  refuse(
    'import.dry-run',
    '这是试运行，不能确认；请正式提交文件',
    'This was a dry run and cannot be confirmed; give the file without it',
  );
