import { budgetFigures } from '#budgets/budget-line.js';
import { budgetTransferDecider } from '#budgets/budget-transfer.js';
import type { BudgetCommand } from '#budgets/budget-commands.js';
import { budgetDecider, budgetStream } from '#budgets/budgets.js';
import { addDays, yearOf } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import type { Fault } from './faults.js';
import { type Office, openOffice } from './office.js';
import { CARL, MAX } from './people.js';
import { carryOut, type PersonActs } from './plays.js';

type Step = (office: Office) => Promise<unknown>;

const act =
  (name: PersonActs['act']): Step =>
  (office) =>
    carryOut(office, { act: name, pick: 1, other: 2 });

const onLine =
  (line: string, command: BudgetCommand, actor = MAX): Step =>
  (office) =>
    office.give(budgetDecider, budgetStream(line, 2024), command, actor);

const given = (line: string, amount: number, documentNumber: string): Step =>
  onLine(line, { type: 'AppropriateBudget', line, year: 2024, amountFen: yuan(amount), documentNumber });

const transfer =
  (id: string, to: string): Step =>
  (office) =>
    office.give(
      budgetTransferDecider,
      id,
      {
        type: 'RequestTransfer',
        transfer: id,
        from: { line: 'sample', year: 2024 },
        to: { line: to, year: 2024 },
        amountFen: yuan(20),
        documentNumber: id,
        by: MAX.id,
      },
      MAX,
    );

/** Half of what is free is carried over and the rest returned. */
const proposeYearEnd: Step = async (office) => {
  const stream = budgetStream('sample', 2024);
  const { freeFen } = budgetFigures((await office.people.load(budgetDecider, stream)).state);
  const [carriedFen, on] = [freeFen / 2n, addDays(office.today(), 1)];
  const outcome = { carriedFen, returnedFen: freeFen - carriedFen, documentNumber: 'Y-1' };
  const propose = { type: 'ProposeYearEnd', year: 2024, ...outcome, on, by: MAX.id } as const;
  await office.give(budgetDecider, stream, propose, MAX);
};

const confirm = { type: 'ConfirmYearEnd', line: 'sample', year: 2024, by: CARL.id } as const;

/** Two awards are promised; one transfer arrives, one comes back; a year ends with money free and an award that was not paid. */
const SCRIPT: readonly Step[] = [
  act('openAccount'),
  given('sample', 300, 'D-1'),
  given('NH-sample', 40, 'transfer-2'),
  act('grant'),
  act('grantShared'),
  act('prepare'),
  act('release'),
  transfer('transfer-1', 'other'),
  transfer('transfer-2', 'NH-sample'),
  (office) => office.sleep(400),
  proposeYearEnd,
  onLine('sample', confirm, CARL),
  act('cancel'),
];

const playDyingAt = async (
  eventNo: number,
  fault: Fault,
): Promise<{ readonly office: Office; readonly died: boolean }> => {
  const office = openOffice();
  let [handled, died] = [0, false];
  for (const step of SCRIPT) {
    await step(office);
    while (!office.isIdle()) {
      handled += 1;
      const isHere: boolean = handled === eventNo && !died;
      died = (await office.work(0, isHere ? fault : undefined)).died || died;
    }
  }
  await office.rest();
  return { office, died };
};

const facts = ({ log }: Office): string =>
  JSON.stringify(log.map(({ stream, type, data }) => [stream, type, data]));

/** Transfers, promises, carry-over: whoever dies in between, money is in one line or the other. */
describe('the budget office, killed at any of its steps', () => {
  it.each(['dies-before', 'dies-after'] as const)('comes to the same end: %s', async (kind) => {
    const { office } = await playDyingAt(0, { kind, atWrite: 0 });
    expect(yearOf(office.today())).toBe(2025);
    expect([...new Set(office.log.map(({ type }) => type))]).toEqual(
      expect.arrayContaining([
        'ForwardCommitmentChanged',
        'BudgetTransferCompleted',
        'BudgetTransferGivenBack',
        'YearEndDecided',
        'BudgetCarriedIn',
      ]),
    );
    const undisturbed = facts(office);
    let deaths = 0;
    for (let eventNo = 1; eventNo <= office.log.length; eventNo += 1) {
      for (let atWrite = 1; ; atWrite += 1) {
        const again = await playDyingAt(eventNo, { kind, atWrite });
        if (!again.died) break;
        deaths += 1;
        expect(facts(again.office)).toBe(undisturbed);
      }
    }
    expect(deaths).toBeGreaterThan(15);
  });
});
