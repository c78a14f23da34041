import { readdirSync, readFileSync } from 'node:fs';
import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { lastValueFrom, of } from 'rxjs';
import type { Act } from '#access/duties.js';
import type { ParkedEvent } from '#reactions/parking.js';
import { ACT_METADATA } from '../http/acts.js';
import { PaymentStopInterceptor } from './payment-stop.js';

const parkedUnder = (key: string): ParkedEvent => ({
  position: '0000000000000007',
  eventId: 'e',
  type: 'TrancheReleased',
  stream: key,
  revision: 0,
  key,
  holds: [key],
  waitsFor: [key],
  attempts: 5,
  error: 'x',
  skipped: false,
});

const ask = (act: Act, keys: readonly string[]): Promise<unknown> => {
  const handler = (): void => undefined;
  Reflect.defineMetadata(ACT_METADATA, act, handler);
  const context = { getHandler: () => handler } as unknown as ExecutionContext;
  const next: CallHandler = { handle: () => of('carried out') };
  const reactions = { parked: async () => keys.map(parkedUnder) };
  return lastValueFrom(new PaymentStopInterceptor(new Reflector(), reactions).intercept(context, next));
};

describe('while a payment key is parked (promise 12)', () => {
  it.each(['tranche.release', 'batch.send'] as const)(
    '%s is refused to everybody, naming the keys',
    async (act) => {
      const keys = ['elite-leader-A', 'elite-leader-A', 'recovery-B'];
      await expect(ask(act, keys)).rejects.toMatchObject({
        refusal: {
          code: 'payments.stopped',
          zh: expect.stringContaining('elite-leader-A, recovery-B'),
          en: expect.stringContaining('elite-leader-A, recovery-B'),
          facts: { parkedKeys: 'elite-leader-A, recovery-B', count: 2 },
        },
      });
    },
  );

  it.each(['tranche.hold', 'batch.reject', 'bank-answer.import', 'read'] as const)(
    '%s goes on',
    async (act) => {
      expect(await ask(act, ['elite-leader-A'])).toBe('carried out');
    },
  );

  it('is the only way: nothing that happens by itself asks for a release or sends a batch', () => {
    const folder = new URL('../../../libs/processes/', import.meta.url);
    const sources = readdirSync(folder).filter((name) => !/spec|sample|README/.test(name));
    expect(sources).toContain('release-tranche.ts');
    for (const name of sources)
      expect(readFileSync(new URL(name, folder), 'utf8')).not.toMatch(/'(RequestRelease|SendBatch)'/);
  });

  it('names five keys and counts the others', async () => {
    const keys = Array.from({ length: 7 }, (_, index) => `key-${index}`);
    await expect(ask('batch.send', keys)).rejects.toMatchObject({
      refusal: {
        en: expect.stringContaining('key-4 and 2 more'),
        zh: expect.stringContaining('key-4等 7 项'),
      },
    });
  });

  it('nothing stops once nothing is parked', async () => {
    expect(await ask('batch.send', [])).toBe('carried out');
  });
});
