import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { businessDate } from '#kernel/business-date.js';
import { sha256 } from '#kernel/content-hash.js';
import { orThrow } from '#kernel/refusal.js';
import { renderPain001 } from '#payments/bank-files/pain001.js';
import { sampleFile } from '#payments/bank-files/arbitraries.js';
import { httpChannel } from '#payments/channel/http-channel.js';
import { type Fate, serveBank } from './bank-server.js';
import { openSimulatedBank } from './simulated-bank.js';

const bytes = Buffer.from(orThrow(renderPain001(sampleFile)));
const file = {
  messageId: sampleFile.messageId,
  fileName: 'f.xml',
  contentType: 'application/xml',
  fileHash: sha256(bytes),
  bytes,
};
const honest = { seed: 1, returnedPercent: 0, rejectedPercent: 0, repeatedPercent: 0, silentPercent: 0 };
const day = businessDate('2026-11-24');

describe('A bank over HTTP', () => {
  const open = async (...fates: Fate[]) => {
    const bank = openSimulatedBank(honest);
    const server = await serveBank(bank, () => day);
    server.fates.push(...fates);
    return { bank, server, channel: httpChannel({ url: server.url, token: 't', timeoutMs: 400 }) };
  };

  it.each<[fate: Fate, outcome: object, taken: number]>([
    ['take', { outcome: 'delivered', receipt: expect.stringContaining('TAKEN-B-2026-0007') as string }, 2],
    ['refuse', { outcome: 'refused', reasonCode: 'FF01', reason: '文件格式不符' }, 0],
    ['overloaded', { outcome: 'uncertain', reason: 'HTTP 503' }, 0],
    ['hang-up', { outcome: 'uncertain' }, 0],
    ['take-and-hang-up', { outcome: 'uncertain' }, 2],
    ['never-answer', { outcome: 'uncertain' }, 0],
  ])('%s: only the bank’s own word is certain (promise 2)', async (fate, outcome, taken) => {
    const { bank, server, channel } = await open(fate);
    await channel.ready();
    expect(await channel.deliver(file)).toMatchObject(outcome);
    expect(bank.book.filter(({ kind }) => kind === 'paid')).toHaveLength(taken);
    await server.close();
  });

  it('is taken at its word without the numbers of persons that it quotes (promise 10)', async () => {
    const reason = '账号6222987654321098765户名不符';
    const server = createServer((_request, response) =>
      response.writeHead(422).end(JSON.stringify({ code: 'AC01', reason })),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const delivery = await httpChannel({ url, timeoutMs: 400 }).deliver(file);
    expect(delivery).toMatchObject({ outcome: 'refused', reason: '账号622298*********8765户名不符' });
    server.close();
  });

  it('is asked about single payments, and says nothing of one it does not know', async () => {
    const { server, channel } = await open();
    const [first] = sampleFile.transfers;
    const id = first?.endToEndId ?? '';
    expect(await channel.enquire?.([id])).toEqual([]);
    await channel.deliver(file);
    expect(await channel.enquire?.([id, 'UNKNOWN'])).toEqual([
      expect.objectContaining({
        endToEndId: id,
        outcome: 'settled',
        amountFen: 45_000_000n,
        happenedOn: day,
      }),
    ]);
    await server.close();
  });

  it('that is not there is no reason to begin: nothing has left', async () => {
    const { server, channel } = await open();
    await server.close();
    await expect(channel.ready()).rejects.toMatchObject({ name: 'NotReady' });
    await expect(channel.enquire?.(['A'])).rejects.toThrow();
  });
});
