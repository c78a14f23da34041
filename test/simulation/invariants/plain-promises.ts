import {
  type Book,
  type Complain,
  partIn,
  partsIn,
  type RawData,
  type RawEvent,
  textIn,
} from './raw-event.js';

/** Promise 11: where an amount is fixed, the clause, the policy version, the formula and the result stand beside it. */
export const explainedAmounts = (complain: Complain): Book => {
  const judge = (where: string, amountFen: unknown, derivation: unknown): void => {
    const isExplained =
      typeof derivation === 'object' &&
      derivation !== null &&
      saysWhy(derivation as RawData) &&
      (derivation as RawData)['resultFen'] === amountFen;
    if (!isExplained) complain('every amount explains itself', where);
  };
  return {
    see: ({ type, stream, data }: RawEvent) => {
      if (type === 'AwardApproved' && data['totalFen'] !== null)
        judge(stream, data['totalFen'], data['derivation']);
      if (type === 'TrancheVerified')
        judge(`${stream}/${String(data['trancheNo'])}`, data['requestedFen'], data['derivation']);
      if (type === 'RecoveryFound' && !saysWhy(partIn(data, 'derivation')))
        complain('every amount explains itself', stream);
    },
  };
};

const saysWhy = (derivation: RawData): boolean => {
  const steps = partsIn(derivation, 'steps');
  const isComplete = (step: RawData): boolean =>
    ['formula', 'clause', 'amountFen', 'zh', 'en'].every((name) => typeof step[name] === 'string');
  return textIn(derivation, 'policyVersion') !== '' && steps.length > 0 && steps.every(isComplete);
};

const SEALED = /^sealed:/;

/** Promise 10: what names a person, or says where the money goes, is never in the log in the clear. */
export const sealedPersons = (complain: Complain): Book => {
  const judge = (where: string, text: unknown): void => {
    if (typeof text === 'string' && !SEALED.test(text)) complain('people can be forgotten', where);
  };
  return {
    see: ({ type, stream, data }: RawEvent) => {
      if (type === 'PartyRegistered' && data['kind'] === 'person')
        for (const text of [data['name'], data['bornOn'], partIn(data, 'identifier')['value']])
          judge(stream, text);
      if (type === 'IdentifierClaimed') judge(stream, partIn(data, 'identifier')['value']);
      if (type === 'AccountProposed') judge(stream, partIn(data, 'account')['number']);
      if (type === 'BatchAssembled' || type === 'LinesAssembled')
        for (const line of partsIn(data, 'lines')) judge(stream, partIn(line, 'account')['number']);
    },
  };
};
