import { today } from '#kernel/clock.js';
import { createApi } from '../api/bootstrap-api.js';
import type { MetricsParts } from '../platform/metrics.js';
import { openPlatform, type Platform, type PlatformOptions } from '../platform/open-platform.js';
import type { Settings } from '../platform/settings.js';
import { openWorkerHttp } from '../worker/worker-http.js';

export interface ServiceOptions {
  readonly settings: Settings;
  readonly log: (line: string) => void;
  readonly api: boolean;
  readonly worker: boolean;
  readonly prehistory?: PlatformOptions['prehistory'];
}

export interface Service {
  /** Where the API listens; empty without one. */
  readonly url: string;
  readonly description: string;
  readonly businessDate: string;
  stop(): Promise<void>;
}

/** The service in one process, or the half of it that was asked for. Stops in reverse: no new requests, then the log, then the database. */
export const startService = async ({
  settings,
  log,
  api,
  worker,
  prehistory,
}: ServiceOptions): Promise<Service> => {
  const platform = await openPlatform({ settings, log, worker, ...(prehistory && { prehistory }) });
  try {
    const edge = api ? await createApi(platform) : undefined;
    const url = edge ? await edge.listen(settings.PORT, settings.HOST).then(() => edge.getUrl()) : '';
    const { TRANCHE_WORKER_PORT: workerPort, HOST: host } = settings;
    // Beside an API the worker's figures are the API's.
    const listensAlone = worker && !api && workerPort > 0;
    const workerHttp = listensAlone ? await openWorkerHttp(partsOf(platform), workerPort, host) : undefined;
    return {
      url,
      description: platform.description,
      businessDate: today(platform.registers.clock),
      stop: async () => {
        platform.endWaits();
        await edge?.close();
        await workerHttp?.close();
        await platform.close();
      },
    };
  } catch (error) {
    await platform.close();
    throw error;
  }
};

const partsOf = ({ store, reactions, registers }: Platform): MetricsParts => ({
  store,
  reactions,
  clock: registers.clock,
});
