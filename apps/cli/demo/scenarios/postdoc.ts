import type { AwardViewOnWire } from '../../wire.js';
import {
  apply,
  approve,
  assess,
  type AwardInPlay,
  type PublicAward,
  claimAndRelease,
  pay,
  trancheOf,
} from '../life.js';
import type { Play } from '../play.js';
import { expectPaid } from '../expect-paid.js';
import { known, type Scenario } from '../scenario.js';

const STATION = 'postdoc-station';
const IN_STATION = 'postdoc-in-station';
const STAYS = 'postdoc-stays';

/** JX24-14.4 to 14.6: the station, a postdoc who leaves after eight months, and one who stays. */
export const postdoc = (): Scenario => {
  let station: PublicAward | undefined;
  let leaver: PublicAward | undefined;
  let stayer: PublicAward | undefined;
  return {
    title: { zh: '④ 博士后：建站、在站、留嘉', en: '④ Postdocs: station, in the station, staying on' },
    acts: [
      {
        on: '2024-01-08',
        play: async (play, { institute }) => {
          station = await apply(play, STATION, {
            title: { zh: '博士后工作站', en: 'postdoc station' },
            measure: 'JX24-14.4',
            parties: { host: institute },
            facts: { stationType: 'workstation', approvedOn: '2023-11-20' },
          });
        },
      },
      { on: '2024-01-15', play: async (play) => void (await approve(play, known(station, STATION))) },
      { on: '2024-01-22', play: (play) => payStation(play, known(station, STATION)) },
      {
        on: '2024-03-04',
        play: async (play, { qiu, institute }) => {
          leaver = await apply(play, IN_STATION, {
            title: { zh: '在站博士后', en: 'postdoc in the station' },
            measure: 'JX24-14.5',
            parties: { host: institute, person: qiu },
            facts: { enteredOn: '2024-03-01' },
          });
        },
      },
      { on: '2024-03-11', play: async (play) => void (await approve(play, known(leaver, IN_STATION))) },
      { on: '2024-06-03', play: (play) => payFirstYear(play, known(leaver, IN_STATION)) },
      { on: '2024-11-04', play: (play) => leave(play, known(leaver, IN_STATION)) },
      {
        on: '2025-02-10',
        play: async (play, { yan }) => {
          stayer = await apply(play, STAYS, {
            title: { zh: '出站留嘉博士后', en: 'postdoc who stays' },
            measure: 'JX24-14.6',
            parties: { person: yan },
            facts: {
              stationExitOn: '2024-06-30',
              insuredFrom: '2024-07-01',
              contractFrom: '2024-07-01',
              contractTo: '2027-06-30',
            },
          });
        },
      },
      { on: '2025-02-17', play: async (play) => void (await approve(play, known(stayer, STAYS))) },
      { on: '2025-02-20', play: (play) => paySixMonths(play, known(stayer, STAYS)) },
    ],
  };
};

const payStation = async (play: Play, station: AwardInPlay): Promise<void> => {
  await claimAndRelease(play, station, 1, { documents: ['station-approval'], issuedOn: '2023-11-20' });
  const title = { zh: '博士后工作站建站资助', en: 'postdoc station' };
  await pay(play, { key: `${STATION}/pay-1`, title, tranches: [{ award: station.award, trancheNo: 1 }] });
  await expectPaid(play, station, ['300000.00']);
};

/** One evidence, two payees: research money to the host, living money to the person. */
const payFirstYear = async (play: Play, award: AwardInPlay): Promise<void> => {
  await assess(play, award, { gate: 'opening-report', outcome: 'passed', assessedOn: '2024-05-28' });
  const evidence = { documents: ['opening-report-record', 'in-station-proof'], issuedOn: '2024-05-30' };
  for (const trancheNo of [1, 2]) await claimAndRelease(play, award, trancheNo, evidence);
  await pay(play, {
    key: `${IN_STATION}/pay-1`,
    title: { zh: '在站博士后第一年', en: 'postdoc, year 1' },
    tranches: [1, 2].map((trancheNo) => ({ award: award.award, trancheNo })),
  });
  await expectPaid(play, award, ['70000.00', '50000.00']);
};

const leave = async (play: Play, { key, award }: AwardInPlay): Promise<void> => {
  const view = await play.as('officer').do<AwardViewOnWire>({
    key: `${key}/terminate`,
    path: `/v1/awards/${award}/terminate`,
    body: { ground: 'left-early', reason: '在站 8 个月后退站', endedOn: '2024-11-01', facts: {} },
    what: { zh: '在站 8 个月后退站，终止资助', en: 'gone after 8 months: terminate' },
    shows: ({ status }) => status,
  });
  for (const trancheNo of [3, 4]) {
    play.expect(
      { zh: '第二年取消', en: 'year 2 is cancelled' },
      trancheOf(view, trancheNo)?.status,
      'cancelled',
    );
  }
  play.note({
    zh: '第二年（70,000 + 50,000 元）已取消，第一年不追回',
    en: 'year 2 (70,000 + 50,000) is cancelled, year 1 is kept',
  });
};

const paySixMonths = async (play: Play, award: AwardInPlay): Promise<void> => {
  await claimAndRelease(play, award, 1, {
    documents: ['contract', 'social-insurance-record'],
    issuedOn: '2025-01-20',
    facts: { insuredMonths: 6 },
  });
  const title = { zh: '留嘉博士后满六个月', en: 'postdoc who stays, six months' };
  await pay(play, {
    key: `${STAYS}/pay-1`,
    title,
    tranches: [{ award: award.award, trancheNo: 1 }],
    format: 'csv',
  });
  await expectPaid(play, award, ['100000.00']);
};
