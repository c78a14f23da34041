import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import featuresMessages from '@eventstore/db-client/generated/serverfeatures_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { appendCall } from './append-call.js';
import { batchAppendCall } from './batch-append-call.js';
import { type Faults, noFaults } from './faults.js';
import { readCall } from './read-call.js';
import { failed } from './rpc-errors.js';
import { createServing, type RecordedCall, type Serving } from './serving.js';
import { createStoredLog, type StoredLog } from './stored-log.js';
import type { Certificate } from './throwaway-certificate.js';

export interface ProtocolServerOptions {
  /** The log of an earlier server, as after a restart. */
  readonly log?: StoredLog;
  readonly port?: number;
  /** A real server takes 1 MiB unless it is told otherwise. */
  readonly maxAppendBytes?: number;
  readonly certificate?: Certificate;
  /** `user:password`, which every call must carry. */
  readonly user?: string;
}

export interface ProtocolServer {
  readonly url: string;
  readonly port: number;
  readonly log: StoredLog;
  readonly faults: Faults;
  readonly calls: readonly RecordedCall[];
  /** Breaks every connection at once. */
  readonly stop: () => void;
}

/**
 * Speaks the protocol of EventStoreDB to its real client, with the semantics the client depends on, and fails on demand. It proves how
 * the adapter meets the client; it does not prove a server.
 */
export const startProtocolServer = async (options: ProtocolServerOptions = {}): Promise<ProtocolServer> => {
  const { log = createStoredLog(), port = 0, maxAppendBytes = 16 * 2 ** 20, certificate, user } = options;
  const faults = noFaults();
  const calls: RecordedCall[] = [];
  const serving = createServing({ log, faults, maxAppendBytes, calls, user });
  const server = new Server();
  server.addService(featuresService.ServerFeaturesService, { getSupportedMethods: featuresCall(serving) });
  server.addService(streamsService.StreamsService, {
    append: appendCall(serving),
    batchAppend: batchAppendCall(serving),
    read: readCall(serving),
    delete: unsupported,
    tombstone: unsupported,
  });
  const bound = await listenOn(server, port, certificate);
  const security = certificate
    ? `tls=true&tlsCAFile=${encodeURIComponent(certificate.authorityFile)}`
    : 'tls=false';
  const login = user && certificate ? `${user}@` : '';
  const url = `esdb://${login}localhost:${bound}?${security}`;
  return { url, port: bound, log, faults, calls, stop: () => server.forceShutdown() };
};

const listenOn = (server: Server, port: number, certificate: Certificate | undefined): Promise<number> =>
  new Promise((resolve, reject) => {
    const credentials = certificate
      ? ServerCredentials.createSsl(null, [
          { private_key: certificate.key, cert_chain: certificate.certificate },
        ])
      : ServerCredentials.createInsecure();
    server.bindAsync(`localhost:${port}`, credentials, (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });

const STREAMS = 'event_store.client.streams.Streams';

/** Lists what switches the client over to batches, as every current server does. */
const featuresCall =
  ({ record, faults }: Serving): featuresService.IServerFeaturesServer['getSupportedMethods'] =>
  (call, answer) => {
    record('features', call.metadata);
    const refused = faults.features.shift();
    if (refused !== undefined) return answer(failed(refused));
    const methods = ['read', 'append', 'batchappend'].map((name) => {
      const method = new featuresMessages.SupportedMethod();
      method.setServiceName(STREAMS.toLowerCase());
      method.setMethodName(name);
      return method;
    });
    const supported = new featuresMessages.SupportedMethods();
    supported.setMethodsList(methods);
    supported.setEventStoreServerVersion('23.10.0');
    answer(null, supported);
  };

const unsupported = (_call: unknown, answer: (error: Error) => void): void =>
  answer(failed(status.UNIMPLEMENTED));
