import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BusinessDate } from '#kernel/business-date.js';
import { yuanOf } from '#kernel/money.js';
import type { SimulatedBank } from './simulated-bank.js';

/** What happens to the next hand-over: taken, taken without an answer, refused, not taken at all, overloaded. */
export type Fate = 'take' | 'take-and-hang-up' | 'refuse' | 'hang-up' | 'overloaded' | 'never-answer';

/** The simulated bank behind HTTP, as `httpChannel` speaks it. */
export const serveBank = async (bank: SimulatedBank, today: () => BusinessDate) => {
  const fates: Fate[] = [];
  const server = createServer((request, response) => {
    const [, folder = '', id = ''] = (request.url ?? '').split('/').map(decodeURIComponent);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = (status: number, body: object): void => {
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
      };
      if (folder === 'health') return answer(200, {});
      if (folder === 'payments') {
        const payment = bank.payment(id, today());
        if (!payment) return answer(404, {});
        const { amountFen, ...rest } = payment;
        return answer(200, { ...rest, amountYuan: amountFen === null ? null : yuanOf(amountFen) });
      }
      const fate = fates.shift() ?? 'take';
      if (fate === 'take' || fate === 'take-and-hang-up') bank.take(Buffer.concat(chunks), today());
      if (fate === 'take') return answer(202, { receipt: `TAKEN-${id}` });
      if (fate === 'refuse') return answer(422, { code: 'FF01', reason: '文件格式不符' });
      if (fate === 'overloaded') return answer(503, {});
      if (fate !== 'never-answer') request.socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    /** The fates of the next hand-overs, in order. */
    fates,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
