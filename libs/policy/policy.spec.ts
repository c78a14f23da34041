import { type Actor, SYSTEM } from '#kernel/actor.js';
import { businessDate } from '#kernel/business-date.js';
import { given } from '#kernel/decider-spec.js';
import type { JsonObject } from '#kernel/fen-json.js';
import { orThrow } from '#kernel/refusal.js';
import { loadPolicyFiles } from './load-policy-files.js';
import { policyDecider, type PolicyDrafted, type PolicyPublished, policyStream } from './policy.js';
import { parsePolicyBook } from './policy-book.js';

const shipped = (await loadPolicyFiles()).find(({ book }) => book === 'PH03') ?? {};
const version = (number: number, effectiveFrom = '2017-01-01'): JsonObject => ({
  ...shipped,
  version: number,
  effectiveFrom,
});

const wang: Actor = { id: 'wang', role: 'programme-officer' };
const li: Actor = { id: 'li', role: 'programme-verifier' };

const data = (content: JsonObject, by: string) => {
  const {
    book,
    version: number,
    policyVersion,
    effectiveFrom,
    contentHash,
  } = orThrow(parsePolicyBook(content));
  return { book, version: number, policyVersion, effectiveFrom, contentHash, content, by };
};
const drafted = (content: JsonObject, by = 'wang'): PolicyDrafted => ({
  type: 'PolicyDrafted',
  data: data(content, by),
});
const published = (content: JsonObject, by = 'li'): PolicyPublished => ({
  type: 'PolicyPublished',
  data: data(content, by),
});

const draft = (content: JsonObject, by = wang) => ({
  type: 'DraftPolicy' as const,
  book: 'PH03',
  content,
  by,
});
const publish = (number: number, by = li) => ({
  type: 'PublishPolicy' as const,
  book: 'PH03',
  version: number,
  by,
});

it('has one stream for each book', () => {
  expect(policyStream('JX24')).toBe('policy-JX24');
});

describe('drafting a policy version', () => {
  it('records the content and its hash', () => {
    given(policyDecider)
      .when(draft(version(1)))
      .then(drafted(version(1)));
  });

  it('is harmless when repeated, before and after publication', () => {
    given(policyDecider, [drafted(version(1))])
      .when(draft(version(1)))
      .then();
    given(policyDecider, [drafted(version(1)), published(version(1))])
      .when(draft(version(1)))
      .then();
  });

  it('refuses other content under the same version', () => {
    given(policyDecider, [drafted(version(1))])
      .when(draft(version(1, '2018-01-01')))
      .thenRefused('policy.version-has-other-content');
  });

  it('refuses a malformed file, another book and a version below the latest', () => {
    given(policyDecider).when(draft({})).thenRefused('policy.malformed');
    given(policyDecider)
      .when({ ...draft(version(1)), book: 'JX24' })
      .thenRefused('policy.other-book');
    given(policyDecider, [drafted(version(3))])
      .when(draft(version(2)))
      .thenRefused('policy.version-out-of-order');
  });
});

describe('publishing a policy version', () => {
  it('takes a second person', () => {
    given(policyDecider, [drafted(version(1))])
      .when(publish(1))
      .then(published(version(1)));
    given(policyDecider, [drafted(version(1))])
      .when(publish(1, wang))
      .thenRefused('policy.same-person', {
        type: 'PolicyPublicationRefused',
        data: { policyVersion: 'PH03@1', version: 1, by: 'wang' },
      });
  });

  it('lets the system load what ships with the service', () => {
    given(policyDecider, [drafted(version(1), 'system')])
      .when(publish(1, SYSTEM))
      .then(published(version(1), 'system'));
  });

  it('supersedes the version before it from its first day on', () => {
    const next = version(2, '2025-01-01');
    given(policyDecider, [drafted(version(1)), published(version(1)), drafted(next)])
      .when(publish(2))
      .then(published(next), {
        type: 'PolicySuperseded',
        data: {
          policyVersion: 'PH03@1',
          version: 1,
          supersededBy: 'PH03@2',
          from: businessDate('2025-01-01'),
        },
      });
  });

  it('is harmless when repeated', () => {
    given(policyDecider, [drafted(version(1)), published(version(1))])
      .when(publish(1))
      .then();
  });

  it('refuses a first day that has passed, unless it is said to be retroactive', () => {
    const next = version(2, '2025-01-01');
    const history = [drafted(version(1)), published(version(1)), drafted(next)];
    const late = { ...publish(2), on: businessDate('2025-01-02') };
    given(policyDecider, history).when(late).thenRefused('policy.effective-in-past');
    const { events } = policyDecider.decide(
      { ...late, retroactive: true },
      history.reduce(policyDecider.evolve, policyDecider.initialState()),
    );
    expect(events[0]).toMatchObject({ type: 'PolicyPublished', data: { retroactive: true } });
    const inTime = policyDecider.decide(
      { ...late, on: businessDate('2025-01-01') },
      history.reduce(policyDecider.evolve, policyDecider.initialState()),
    );
    expect(inTime.events[0]?.data).not.toHaveProperty('retroactive');
  });

  it('refuses what was never drafted, an older version and an earlier first day', () => {
    given(policyDecider).when(publish(1)).thenRefused('policy.not-drafted');
    const skipped = [drafted(version(1)), drafted(version(2)), published(version(2))];
    given(policyDecider, skipped).when(publish(1)).thenRefused('policy.version-out-of-order');
    const earlier = version(2, '2016-12-31');
    given(policyDecider, [drafted(version(1)), published(version(1)), drafted(earlier)])
      .when(publish(2))
      .thenRefused('policy.effective-before-current');
  });
});
