import { readFile } from 'node:fs/promises';
import { UsageError } from './exit-codes.js';
import { say } from './speech.js';

export const readInput = async (file: string): Promise<Uint8Array<ArrayBuffer>> => {
  try {
    return new Uint8Array(await readFile(file));
  } catch {
    throw new UsageError(say('error.file', { file }));
  }
};

export const readJson = async (file: string): Promise<object> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(await readInput(file)).toString('utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UsageError(say('error.file', { file }));
};
