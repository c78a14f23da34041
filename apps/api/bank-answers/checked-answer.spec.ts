import { isRefusal } from '#kernel/refusal.js';
import { checkedAnswer } from './checked-answer.js';

const ACCOUNT = '6222987654321098765';
const answerOf = (text: string) => {
  const read = checkedAnswer(Buffer.from(text), undefined);
  if (isRefusal(read)) throw new Error(read.en);
  return read.answer;
};

describe('A bank’s answer that quotes the numbers of a person (promise 10)', () => {
  it('is kept with the numbers masked, whatever else it says', () => {
    const { entries } = answerOf(
      `端到端标识,金额,状态,银行流水号,日期,原因\nE-1,1.00,退票,R1,2026-11-23,账号${ACCOUNT}户名不符\nE-2,2.00,成功,R2,2026-11-23,\n`,
    );
    expect(entries.map(({ reason }) => reason)).toEqual(['账号622298*********8765户名不符', null]);
  });

  it('is the same in every other respect, so that the numbers of the bank itself stay', () => {
    const [entry] = answerOf(
      '端到端标识,金额,状态,银行流水号,日期,原因\nE-1,1.00,退票,20261123000000012345,2026-11-23,账户已销户\n',
    ).entries;
    expect(entry).toMatchObject({ bankReference: '20261123000000012345', reason: '账户已销户' });
  });
});
