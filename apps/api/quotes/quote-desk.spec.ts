import { capDecider, capStream } from '#caps/caps.js';
import { CommandExecutor } from '#event-store/execute.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { SYSTEM } from '#kernel/actor.js';
import { businessDate, instant } from '#kernel/business-date.js';
import { derivedUuid } from '#kernel/ids.js';
import { yuan } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { loadPolicyFiles } from '#policy/load-policy-files.js';
import { parsePolicyBook } from '#policy/policy-book.js';
import { createPolicyRegister } from '#policy/policy-register.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import { rulesFor } from '#programmes/catalogue.js';
import type { ApplicationDesk, PartyRole } from '../awards/application-desk.js';
import type { BusinessDay } from '../http/business-day.js';
import { wired } from '../http/wired.js';
import { QuoteDesk } from './quote-desk.js';
import type { QuoteRequestBody } from './quote-requests.js';

const register = createPolicyRegister();
for (const content of await loadPolicyFiles()) {
  const { book, version, policyVersion, effectiveFrom, contentHash } = orThrow(parsePolicyBook(content));
  const data = { book, version, policyVersion, effectiveFrom, contentHash, content, by: 'system' };
  register.apply({ type: 'PolicyPublished', data });
}

const HOST = 'party-0123456789AB';

interface Answer {
  readonly eligible: boolean;
  readonly reasons: readonly { readonly code: string; readonly pointer?: string }[];
}

const office = () => {
  const store = openMemoryEventStore();
  const executor = new CommandExecutor(store);
  const day = { today: () => businessDate('2024-06-01') } as BusinessDay;
  const rulebook = { rulesOf: (name: string) => orThrow(rulesFor(name)) } as unknown as Rulebook;
  // Whoever is named is registered, and of the first kind that fits.
  const applications = {
    snapshotOf: (party: string, { kinds }: PartyRole) => Promise.resolve({ party, kind: kinds[0] }),
  } as unknown as ApplicationDesk;
  const desk = new QuoteDesk(applications, register, rulebook, executor, day);
  const ask = async (body: Partial<QuoteRequestBody>): Promise<Answer> =>
    wired(await desk.quote({ measure: 'JX24-14.4', facts: {}, ...body })) as Answer;
  return { store, executor, ask };
};

/** The host had 200,000 for a base before. */
const withBase = async ({ executor }: ReturnType<typeof office>): Promise<void> => {
  const commandId = derivedUuid('base');
  await executor.execute(
    capDecider,
    capStream({ capKey: 'postdoc.station', subject: HOST, window: 'lifetime' }),
    {
      type: 'ReserveCap',
      reservationId: 'earlier',
      measure: 'JX24-14.4',
      clause: 'decision 14',
      year: null,
      requestedFen: yuan(200_000),
      limit: { kind: 'amount', limitFen: yuan(200_000) },
      award: 'earlier',
      trancheNo: 1,
      title: { zh: '建站资助', en: 'Set-up grant' },
    },
    {
      commandId,
      actor: SYSTEM,
      now: instant('2024-01-01T02:00:00Z'),
      correlationId: commandId,
      causationId: null,
    },
  );
};

const station = { stationType: 'mobile-station', approvedOn: '2024-05-01' };

describe('a quote', () => {
  it('names every reason, not only the first', async () => {
    const quoted = await office().ask({ facts: { stationType: 'igloo', colour: 'red' } });
    expect(quoted).toMatchObject({ eligible: false, tranches: [], totalYuan: null });
    expect(quoted.reasons.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['application.party-missing', '/parties/host'],
      ['facts.wrong-type', '/facts/stationType'],
      ['facts.missing', '/facts/approvedOn'],
      ['facts.unknown', '/facts/colour'],
    ]);
  });

  it('says that a place outside the measure is one of the reasons', async () => {
    const { reasons } = await office().ask({
      facts: station,
      standing: { host: {} },
      jurisdiction: 'ningbo',
    });
    expect(reasons.map(({ code }) => code)).toEqual(['application.jurisdiction']);
  });

  it('pays an upgraded station the difference: 300,000 less the 200,000 of its base (JX24-14.4, decision 14)', async () => {
    const desk = office();
    await withBase(desk);
    expect(await desk.ask({ facts: station, parties: { host: HOST } })).toMatchObject({
      eligible: true,
      totalYuan: '300000.00',
      tranches: [{ amountYuan: '300000.00', grantedYuan: '100000.00' }],
      byYear: [{ payee: HOST, payeeRole: 'host', amountYuan: '100000.00', atMost: false }],
    });
  });

  it('tells of a host that nobody named that its caps are untouched', async () => {
    const desk = office();
    const quoted = await desk.ask({ facts: station, standing: { host: { kind: 'institution' } } });
    expect(quoted).toMatchObject({
      caps: [
        { capKey: 'postdoc.station', usedYuan: '0.00', leftYuan: '300000.00', grantedYuan: '300000.00' },
      ],
    });
  });

  it('pays a stated salary by its year and says at most for the others (JX24-4.1: 30 %, 500,000)', async () => {
    const facts = {
      contractFrom: '2024-01-01',
      contractTo: '2025-12-31',
      employerForm: 'enterprise',
      foreigner: true,
      talentTier: 'top',
    };
    const claims = [
      {
        trancheNo: 1,
        facts: { payYear: 2024, paidSalaryYuan: '1000000.00' },
        claimedOn: businessDate('2025-02-01'),
      },
    ];
    const standing = { person: { tier: 'top', age: 40 }, employer: { kind: 'enterprise' } } as const;
    expect(await office().ask({ measure: 'JX24-4.1', facts, standing, claims })).toMatchObject({
      eligible: true,
      totalYuan: null,
      ceilingYuan: '800000.00',
      tranches: [
        { basis: 'claimed', amountYuan: '300000.00', derivation: { resultYuan: '300000.00' } },
        { basis: 'at-most', amountYuan: '500000.00', claimFacts: ['payYear', 'paidSalaryYuan'] },
      ],
      byYear: [
        { year: 2024, amountYuan: '300000.00', atMost: false },
        { year: 2025, amountYuan: '500000.00', atMost: true },
      ],
    });
  });

  it('lifts the amount for youth and says by which clause (JX24-1.2 class A: 5,000,000 + 5 %)', async () => {
    const facts = { class: 'A', selectedOn: '2024-03-01' };
    const of = (age: number) =>
      office().ask({ measure: 'JX24-1.2', facts, standing: { person: { age }, enterprise: {} } });
    expect(await of(35)).toMatchObject({
      totalYuan: '5250000.00',
      youthUplift: { standing: 'lifted', age: 35, rate: '5%' },
    });
    expect(await of(60)).toMatchObject({ totalYuan: '5000000.00', youthUplift: { standing: 'above-age' } });
  });

  it('is eligible and still needs the decision of a case-by-case measure (JX24-2.3: at least 10,000,000)', async () => {
    const asked = {
      measure: 'JX24-2.3',
      facts: { selectedOn: '2024-03-01' },
      standing: { team: {}, enterprise: {} },
    };
    const { ask } = office();
    expect(await ask(asked)).toMatchObject({
      eligible: true,
      stillNeeded: [{ code: 'award.decision-missing' }],
    });
    expect(await ask({ ...asked, caseDecision: { amounts: { decidedYuan: '10000000.00' } } })).toMatchObject({
      stillNeeded: [],
      totalYuan: '10000000.00',
      tranches: [{ amountYuan: '4000000.00' }, { amountYuan: '3000000.00' }, { amountYuan: '3000000.00' }],
    });
    expect(await ask({ ...asked, caseDecision: { amounts: { decidedYuan: '9999999.99' } } })).toMatchObject({
      eligible: false,
      tranches: [],
    });
  });

  it('refuses a claim for a tranche that the plan does not have', async () => {
    const asked = office().ask({ facts: station, standing: { host: {} }, claims: [{ trancheNo: 2 }] });
    await expect(asked).rejects.toMatchObject({ faults: [{ code: 'quote.no-such-tranche' }] });
  });

  it('leaves the log as it was', async () => {
    const desk = office();
    await withBase(desk);
    const before = await desk.store.head();
    await desk.ask({ facts: station, parties: { host: HOST } });
    expect(before).toBeDefined();
    expect(await desk.store.head()).toBe(before);
  });
});
