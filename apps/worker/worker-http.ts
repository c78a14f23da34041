import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { healthOf } from '../platform/health.js';
import { type MetricsParts, serviceMetrics } from '../platform/metrics.js';
import { METRICS_CONTENT_TYPE } from '../platform/metrics-text.js';

export interface WorkerHttp {
  readonly port: number;
  close(): Promise<void>;
}

/** What probes and monitoring ask a worker: it lives, it can work, its figures. Nothing here changes anything or shows a person. */
export const openWorkerHttp = async (
  parts: MetricsParts,
  port: number,
  host: string,
): Promise<WorkerHttp> => {
  const server = createServer((request, response) => {
    void answer(parts, `${request.method} ${request.url}`, response).catch(() =>
      json(response, 503, { status: 'down' }),
    );
  });
  await listening(server, port, host);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const answer = async (parts: MetricsParts, route: string, response: ServerResponse): Promise<void> => {
  switch (route) {
    case 'GET /health/live':
      return json(response, 200, { status: 'ok' });
    case 'GET /health/ready': {
      const health = await healthOf(parts);
      return json(response, health.status === 'down' ? 503 : 200, health);
    }
    case 'GET /metrics': {
      const text = await serviceMetrics(parts);
      response.writeHead(200, { 'Content-Type': METRICS_CONTENT_TYPE }).end(text);
      return;
    }
    default:
      return json(response, 404, { status: 'not-found' });
  }
};

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
};

const listening = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
