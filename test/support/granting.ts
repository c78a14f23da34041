import { simulatedAnswer } from '../../apps/cli/simulated-bank.js';
import { businessDate } from '#kernel/business-date.js';
import { fictitiousCreditCode, fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import type { Json, RunningService } from './running-service.js';

/** The demo people at their desks: from a party to money that the bank has paid. Every step has to succeed. */
export const granting = (service: () => RunningService) => {
  let people = 0;
  const done = (as: string, route: string, body: Json = {}): Promise<Json> =>
    service().done(route, { as, body });

  const register = async (body: Json): Promise<string> =>
    String((await done('officer', '/v1/parties', body)).id);
  const person = (): Promise<string> => {
    people += 1;
    const bornOn = '1970-03-07';
    const value = fictitiousResidentId(businessDate(bornOn), people);
    return register({ kind: 'person', name: '样例', identifier: { kind: 'resident-id', value }, bornOn });
  };
  const enterprise = async (): Promise<string> => {
    people += 1;
    const identifier = { kind: 'unified-social-credit-code', value: fictitiousCreditCode(people) };
    const party = await register({ kind: 'enterprise', name: '样例公司', identifier });
    const bank = { bankCode: '105335000018', bankName: '建行' };
    const account = {
      number: `33050163812700${String(people).padStart(6, '0')}`,
      accountName: '样例公司',
      ...bank,
    };
    const { accountId } = await done('officer', `/v1/parties/${party}/accounts`, account);
    await done('verifier', `/v1/parties/${party}/accounts/${String(accountId)}/confirm`);
    return party;
  };

  const money = (line: string, year: number, amountYuan: string): Promise<Json> =>
    done('maker', `/v1/budget-lines/${line}/${year}/appropriations`, { amountYuan, documentNumber: 'B-1' });
  const lineOf = (line: string, year: number): Promise<Json> =>
    service().view(`/v1/budget-lines/${line}/${year}`);
  const dayOf = async (): Promise<string> => String((await service().view('/v1/clock')).businessDate);

  /** From the application to the approval, on the day after the notice. */
  const approved = async (application: Json): Promise<Json> => {
    const { id } = await done('officer', '/v1/awards', application);
    const at = `/v1/awards/${String(id)}`;
    await done('officer', `${at}/accept`);
    await done('verifier', `${at}/verify`);
    const { publicity } = await done('officer', `${at}/publicity`);
    const to = new Date(Date.parse(String((publicity as Json).endsOn)) + 86_400_000)
      .toISOString()
      .slice(0, 10);
    if ((await dayOf()) < to) await done('admin', '/v1/clock/advance', { to, reason: 'publicity' });
    return done('approver', `${at}/approve`);
  };
  const released = async (award: string, trancheNo: number, body: Json): Promise<Json> => {
    const at = `/v1/awards/${award}/tranches/${trancheNo}`;
    await done('officer', `${at}/claim`, { evidence: [], ...body });
    await done('verifier', `${at}/verify`);
    const { trancheList } = await done('maker', `${at}/release`);
    return (trancheList as Json[])[trancheNo - 1] ?? {};
  };
  const pay = async (award: string, trancheNo: number): Promise<void> => {
    const tranches = [{ award, trancheNo }];
    const { id, executeOn } = await done('maker', '/v1/batches', { title: '首批', tranches });
    const at = `/v1/batches/${String(id)}`;
    const { contentHash } = await done('maker', `${at}/submit`);
    await done('checker', `${at}/approve`, { contentHash });
    await done('maker', `${at}/send`, { format: 'pain.001' });
    const sent = await service().get(`${at}/file`, { as: 'maker' });
    const answer = simulatedAnswer(Buffer.from(sent.text), { answeredOn: String(executeOn) });
    await service().done(`/v1/bank-answers?fileName=${answer.fileName}`, {
      as: 'maker',
      body: answer.bytes,
      headers: { 'content-type': answer.contentType },
    });
  };

  return { done, person, enterprise, money, lineOf, dayOf, approved, released, pay };
};
