import type { Metadata, ServiceError } from '@grpc/grpc-js';
import type { Faults } from './faults.js';
import { accessDenied } from './rpc-errors.js';
import type { StoredLog } from './stored-log.js';

export type Method = 'append' | 'batchAppend' | 'read' | 'subscribe' | 'features';

export interface RecordedCall {
  readonly method: Method;
  readonly authorization: string | undefined;
  readonly requiresLeader: boolean;
}

/** What the calls of one server share. */
export interface Serving {
  readonly log: StoredLog;
  readonly faults: Faults;
  readonly maxAppendBytes: number;
  readonly record: (method: Method, metadata: Metadata) => void;
  /** Records the call; answers it with a refusal, and false, when the server wants a password and got none or another. */
  readonly admits: (method: Method, metadata: Metadata, refuse: (error: ServiceError) => void) => boolean;
}

interface ServingOptions extends Pick<Serving, 'log' | 'faults' | 'maxAppendBytes'> {
  readonly calls: RecordedCall[];
  /** `user:password` */
  readonly user: string | undefined;
}

export const createServing = ({ calls, user, ...shared }: ServingOptions): Serving => {
  const wanted = user && `Basic ${Buffer.from(user).toString('base64')}`;
  const record = (method: Method, metadata: Metadata): RecordedCall => {
    const authorization = metadata.get('authorization')[0]?.toString();
    const call = { method, authorization, requiresLeader: metadata.get('requires-leader')[0] === 'true' };
    calls.push(call);
    return call;
  };
  return {
    ...shared,
    record,
    admits: (method, metadata, refuse) => {
      const { authorization } = record(method, metadata);
      if (wanted === undefined || authorization === wanted) return true;
      refuse(accessDenied());
      return false;
    },
  };
};
