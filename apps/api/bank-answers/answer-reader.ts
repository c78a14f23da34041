import { parentPort, workerData } from 'node:worker_threads';
import { isRefusal, type Refusal } from '#kernel/refusal.js';
import { type CheckedAnswer, checkedAnswer } from './checked-answer.js';
import { isWorkbook, workbookAsCsv } from './workbook-as-csv.js';

/** A thread that reads one file and ends. */
const { bytes, schemaFolder } = workerData as { readonly bytes: Uint8Array; readonly schemaFolder?: string };

const readWorkbook = async (): Promise<CheckedAnswer | Refusal> => {
  const table = await workbookAsCsv(bytes);
  if (isRefusal(table)) return table;
  const read = checkedAnswer(table, schemaFolder);
  return isRefusal(read) ? read : { ...read, answer: { ...read.answer, format: 'xlsx' } };
};

parentPort?.postMessage(isWorkbook(bytes) ? await readWorkbook() : checkedAnswer(bytes, schemaFolder));
