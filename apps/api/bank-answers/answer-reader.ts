import { parentPort, workerData } from 'node:worker_threads';
import { checkedAnswer } from './checked-answer.js';

/** A thread that reads one file and ends. */
const { bytes, schemaFolder } = workerData as { readonly bytes: Uint8Array; readonly schemaFolder?: string };
parentPort?.postMessage(checkedAnswer(bytes, schemaFolder));
