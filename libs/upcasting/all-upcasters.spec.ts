import { readFileSync, readdirSync } from 'node:fs';
import { capFigures } from '#caps/cap-account.js';
import { capDecider } from '#caps/caps.js';
import type { CapEvent } from '#caps/caps.events.js';
import { decode } from '#event-store/decode.js';
import { currentDataOf, currentVersionOf } from '#event-store/upcasting.js';
import { fold } from '#kernel/decider.js';
import { type JsonObject, toStored } from '#kernel/fen-json.js';
import { ALL_UPCASTERS } from './all-upcasters.js';

interface Stored {
  readonly type: string;
  readonly version: number;
  readonly data: JsonObject;
}

/** Kept for ever: events as that version wrote them, what the current version reads, and what comes of folding them. */
interface Fixture {
  readonly history: readonly Stored[];
  /** Of each event, the fields that tell the versions apart. */
  readonly current: readonly JsonObject[];
  readonly figures: JsonObject;
}

const FOLDER = new URL('./fixtures/', import.meta.url);
const fixtureOf = (name: string): Fixture =>
  JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Fixture;

/** What the aggregate of an event type makes of a history, in the form the log would store. */
const FIGURES: Readonly<Record<string, (history: readonly Stored[]) => JsonObject>> = {
  CapReserved: (history) =>
    toStored(
      capFigures(
        fold(
          capDecider,
          history.map((stored) => decode<CapEvent>(stored)),
        ),
      ),
    ),
};

const OLD_VERSIONS = ALL_UPCASTERS.map(({ type, from }) => ({ type, from, name: `${type}.v${from}.json` }));

it('there is a fixture for every old version, and none for a version that never was', () => {
  expect(readdirSync(FOLDER).toSorted()).toEqual(OLD_VERSIONS.map(({ name }) => name).toSorted());
});

describe.each(OLD_VERSIONS)('$type, version $from', ({ type, from, name }) => {
  const { history, current, figures } = fixtureOf(name);

  it('is what its fixture shows', () => {
    const shown = history.filter((stored) => stored.type === type && stored.version === from);
    expect(shown).not.toEqual([]);
    expect(current).toHaveLength(history.length);
  });

  it('is read in its current version, and stays as it was stored', () => {
    const before = JSON.stringify(history);
    expect(history.map(currentDataOf)).toMatchObject(current);
    expect(JSON.stringify(history)).toBe(before);
  });

  it('folds to the figures it had', () => {
    expect(FIGURES[type]?.(history)).toEqual(figures);
  });

  it('is read by every later version the same, whichever it comes through', () => {
    for (const { data } of history) {
      const stepwise = ALL_UPCASTERS.filter((one) => one.type === type && one.from >= from)
        .toSorted((first, second) => first.from - second.from)
        .reduce((older, { upcast }) => upcast(older), data);
      expect(currentDataOf({ type, version: from, data })).toEqual(stepwise);
      expect(currentDataOf({ type, version: currentVersionOf(type), data: stepwise })).toBe(stepwise);
    }
  });
});
