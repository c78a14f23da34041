import { capFigures } from '#caps/cap-account.js';
import { capDecider } from '#caps/caps.js';
import { businessDate } from '#kernel/business-date.js';
import { type Fen, yuan } from '#kernel/money.js';
import type { RefusalError } from '#kernel/refusal.js';
import type { PartySnapshot } from '#programmes/award/application.js';
import { outstandingFen } from '#recovery/recovery-case.js';
import { recoveryDecider } from '#recovery/recovery.js';
import { sampleLife, shippedRulebook } from './sample-life.js';
import { appropriate, sampleOffice } from './sample-office.js';
import { budget, CHECKER, day } from './sample-payments.js';

const employer: PartySnapshot = { party: 'party-EMPLOYER', kind: 'enterprise' };
const team: PartySnapshot = { party: 'party-TEAM', kind: 'team' };
const MATCH = 'visiting-expert-MATCHMATCHMA';
const TEAM = 'leading-team-TEAMTEAMTEAM';

/** E28: what was matched is cut later, and the award goes on (JX24-4.4; JX24-2.2, decision 71). */
describe.each([
  ['each event once', false],
  ['each event twice', true],
])('A base that is cut later, %s', (_how, redeliver) => {
  const open = async () => {
    const office = sampleOffice({ redeliver, rulebook: shippedRulebook });
    for (const line of ['JX-VISITING-EXPERT', 'JX-LEADING-TEAM'])
      await appropriate(office, 50_000_000, 'D', 2026, line);
    const life = sampleLife(office);
    const cut = (id: string, facts: Readonly<Record<string, Fen>>) =>
      life.give(id, {
        type: 'ReduceBase',
        by: 'olga',
        reducedOn: businessDate('2026-03-01'),
        document: '浙财〔2026〕1号',
        facts,
      });
    const casesOf = () =>
      office.log.filter(({ type }) => type === 'RecoveryFound').map(({ stream }) => stream);
    const collect = async (caseId: string, amountFen: Fen, repaymentId: string) => {
      await office.give(recoveryDecider, caseId, {
        type: 'ApproveDemand',
        actor: CHECKER,
        repayBy: day('2026-06-01'),
        documentNumber: 'R1',
      });
      await office.give(recoveryDecider, caseId, {
        type: 'RecordRepayment',
        repaymentId,
        amountFen,
        bankReference: repaymentId,
        receivedOn: day('2026-04-01'),
      });
    };
    return { office, ...life, cut, casesOf, collect };
  };
  const matched = async () => {
    const opened = await open();
    await opened.grant(MATCH, 'JX24-4.4', { employer }, { grantedOn: '2023-11-01' });
    expect(await opened.paid(MATCH, 1, { upstreamGrantFen: yuan(300_000) })).toBe(yuan(300_000));
    return opened;
  };

  it('E28 claims back the 60,000 by which an upstream grant of 300,000 was cut, twice, and never the same money', async () => {
    const { office, cut, casesOf, collect, award } = await matched();
    await cut(MATCH, { upstreamNowFen: yuan(240_000) });
    const [first = ''] = casesOf();
    const { state } = await office.executor.load(recoveryDecider, first);
    expect(outstandingFen(state)).toBe(0n);
    expect(state).toMatchObject({
      status: 'found',
      finding: { debtor: 'party-EMPLOYER', ground: 'base-reduced', amountFen: yuan(60_000) },
    });
    await collect(first, yuan(60_000), 'R1');
    await cut(MATCH, { upstreamNowFen: yuan(200_000) });
    const [, second = ''] = casesOf();
    expect((await office.executor.load(recoveryDecider, second)).state).toMatchObject({
      finding: { amountFen: yuan(40_000) },
    });
    await collect(second, yuan(40_000), 'R2');
    expect(casesOf()).toHaveLength(2);
    expect(await award(MATCH)).toMatchObject({ status: 'completed', payableFen: yuan(200_000) });
    expect(await budget(office, 'JX-VISITING-EXPERT', 2026)).toMatchObject({
      disbursedFen: yuan(300_000),
      refundedFen: yuan(100_000),
    });
  });

  it('E28 says so where the base is above what it was cut to before', async () => {
    const { cut } = await matched();
    await cut(MATCH, { upstreamNowFen: yuan(200_000) });
    await expect(cut(MATCH, { upstreamNowFen: yuan(200_001) })).rejects.toMatchObject({
      refusal: { code: 'award.base-not-reduced' },
    } satisfies { refusal: Partial<RefusalError['refusal']> });
    await expect(cut(MATCH, {})).rejects.toMatchObject({ refusal: { code: 'facts.missing' } });
  });

  it('E28 claims what is left of a terminated match under a case of its own', async () => {
    const { office, cut, casesOf, give } = await matched();
    await cut(MATCH, { upstreamNowFen: yuan(240_000) });
    await give(MATCH, {
      type: 'TerminateAward',
      by: 'olga',
      ground: 'base-reduced',
      reason: 'withdrawn',
      endedOn: businessDate('2026-05-01'),
      facts: { upstreamNowFen: 0n },
    });
    const amounts = await Promise.all(
      casesOf().map(async (caseId) => {
        const { state } = await office.executor.load(recoveryDecider, caseId);
        return 'finding' in state ? state.finding.amountFen : 0n;
      }),
    );
    expect(amounts).toEqual([yuan(60_000), yuan(240_000)]);
  });

  const facts = {
    selectedOn: '2023-10-01',
    periodFrom: '2024-01-01',
    periodTo: '2026-12-31',
    provincialGrantFen: yuan(10_000_000),
  };
  const decision = {
    body: '市政府',
    documentNumber: '〔2024〕1号',
    decidedOn: businessDate('2024-01-05'),
    amounts: { decidedFen: yuan(10_000_000) },
  };

  it('E28 pays a team whose province cut 10,000,000 to 6,000,000 what is left of it: 4,000,000 and 2,000,000', async () => {
    const { office, grant, paid, cut, casesOf, assess, give } = await open();
    const enterprise: PartySnapshot = { party: 'party-EMPLOYER', kind: 'enterprise' };
    await grant(TEAM, 'JX24-2.2', { team, enterprise }, facts, decision);
    expect(await paid(TEAM, 1)).toBe(yuan(4_000_000));
    await cut(TEAM, { provincialNowFen: yuan(6_000_000) });
    expect(casesOf()).toEqual([]);
    // 3,000,000 and 3,000,000 were promised to the later tranches.
    const promises = office.log.filter(({ type }) => type === 'ForwardCommitmentChanged').at(-1);
    expect(promises?.data).toMatchObject({
      changes: [
        { trancheNo: 2, fromFen: '300000000', toFen: '200000000' },
        { trancheNo: 3, fromFen: '300000000', toFen: '0' },
      ],
    });
    await assess(TEAM, 'midterm');
    expect(await paid(TEAM, 2)).toBe(yuan(2_000_000));
    await assess(TEAM, 'final-acceptance');
    await expect(paid(TEAM, 3)).rejects.toMatchObject({
      refusal: { code: 'award.base-reduced', facts: { payableYuan: '6000000.00', usedYuan: '6000000.00' } },
    });
    await give(TEAM, { type: 'CancelTranche', by: 'olga', trancheNo: 3, reason: 'nothing left' });
  });

  it('E28 keeps a payment on its way from going out in full', async () => {
    const { grant, release, cut, pay } = await open();
    await grant(MATCH, 'JX24-4.4', { employer }, { grantedOn: '2023-11-01' });
    await release(MATCH, 1, { upstreamGrantFen: yuan(300_000) });
    await expect(cut(MATCH, { upstreamNowFen: yuan(240_000) })).rejects.toMatchObject({
      refusal: { code: 'award.payment-under-way', clause: 'practice E28' },
    });
    await pay(MATCH, 1);
    await cut(MATCH, { upstreamNowFen: yuan(240_000) });
  });

  it('is only for measures whose base can shrink', async () => {
    const { grant, cut } = await open();
    const person: PartySnapshot = { party: 'party-P', kind: 'person', tier: 'high-end' };
    await grant(
      'housing-HOMEHOMEHOME',
      'JX24-18.1',
      { person },
      { housingTier: 'senior', boughtOn: '2024-01-01' },
    );
    await expect(cut('housing-HOMEHOMEHOME', {})).rejects.toMatchObject({
      refusal: { code: 'recovery.ground-not-applicable' },
    });
  });

  it('leaves the caps with what stays paid', async () => {
    const { office, grant, paid, cut, casesOf, collect } = await open();
    await grant(TEAM, 'JX24-2.2', { team, enterprise: employer }, facts, decision);
    await paid(TEAM, 1);
    await cut(TEAM, { provincialNowFen: yuan(3_000_000) });
    const [caseId = ''] = casesOf();
    await collect(caseId, yuan(1_000_000), 'R1');
    const { state } = await office.executor.load(capDecider, `cap-leading-team.award-total-${TEAM}-lifetime`);
    expect(capFigures(state)).toMatchObject({ usedFen: yuan(3_000_000), recoveredFen: yuan(1_000_000) });
  });
});
