import type { AwardEvent } from '#programmes/award/award.events.js';
import type { DeadlineChange } from './deadline.js';
import type { DeadlineRules } from './deadline-rules.js';

const publicity = (award: string): string => `${award}/publicity`;
const rectification = (award: string): string => `${award}/rectification`;

const close =
  (...keys: ((award: string) => string)[]) =>
  ({ data }: { readonly data: { readonly award: string } }): readonly DeadlineChange[] =>
    keys.map((key) => ({ does: 'close', key: key(data.award) }));

/** Publicity and rectification. The last day of both is stated by the event that opens them. */
export const awardDeadlines: DeadlineRules<AwardEvent> = {
  PublicityStarted: ({ data: { award, endsOn } }) => [
    { does: 'open', key: publicity(award), kind: 'publicity', due: { on: endsOn } },
  ],
  ObjectionRaised: ({ data: { award } }) => [{ does: 'stop', key: publicity(award) }],
  // While another objection is open the clock stands still; then there is no day.
  ObjectionDismissed: ({ data: { award, endsOn } }) =>
    endsOn ? [{ does: 'open', key: publicity(award), kind: 'publicity', due: { on: endsOn } }] : [],
  PublicityEnded: ({ data: { award, endsOn } }) => [{ does: 'pass', key: publicity(award), dueOn: endsOn }],
  ApplicationRefused: close(publicity),
  ApplicationWithdrawn: close(publicity),
  AwardApproved: close(publicity),
  AssessmentFailed: ({ data: { award, gate, rectifyBy } }) => [
    { does: 'open', key: rectification(award), kind: 'rectification', due: { on: rectifyBy }, about: gate },
  ],
  // Only the assessment that failed, once passed, lets an award resume.
  AwardResumed: close(rectification),
  AwardTerminated: close(rectification),
  AwardLapsed: close(rectification),
  AwardCompleted: close(rectification),
};
