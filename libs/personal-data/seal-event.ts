import type { NewEvent } from '#event-store/envelope.js';
import { assert } from '#kernel/assert.js';
import type { Json, JsonObject } from '#kernel/fen-json.js';
import { PERSONAL_FIELDS, type PersonalField } from './personal-fields.js';
import type { PersonKeys } from './person-keys.js';
import { looksSealed, opened, seal, subjectOf } from './sealed-text.js';

export const isPersonal = (type: string): boolean => Object.hasOwn(PERSONAL_FIELDS, type);

interface Place {
  /** With the numbers of the items in place of the stars. */
  readonly pointer: string;
  readonly subject: string;
  readonly text: string;
}

/** The same event with every personal text sealed under its owner's key. */
export const sealEvent = async (keys: PersonKeys, stream: string, event: NewEvent): Promise<NewEvent> => {
  const places = placesIn(stream, event);
  if (places.length === 0) return event;
  const keyOf = await keys.forSealing(places.map(({ subject }) => subject));
  const data = structuredClone(event.data);
  for (const { pointer, subject, text } of places) {
    const key = keyOf.get(subject);
    assert(key, `No key of ${subject}`);
    assert(!looksSealed(text), `A text of ${event.type} is sealed already`);
    write(data, pointer, seal(key, subject, [event.id, pointer], text));
  }
  return { ...event, data };
};

const placesIn = (stream: string, { type, data }: NewEvent): readonly Place[] => {
  const fields = (isPersonal(type) ? PERSONAL_FIELDS[type] : undefined) ?? [];
  return fields
    .filter(({ when }) => when?.(data) ?? true)
    .flatMap((field) =>
      pointersIn(data, field.pointer).flatMap((place) => placeAt(stream, data, field, place)),
    );
};

/** A field that says nothing needs no seal. */
const placeAt = (
  stream: string,
  data: JsonObject,
  field: PersonalField,
  pointer: string,
): readonly Place[] => {
  const text = read(data, pointer);
  if (text === undefined || text === null) return [];
  assert(typeof text === 'string', `${pointer} is personal and no text`);
  const subject = field.subject === 'stream' ? stream : read(data, sameItems(field.subject.pointer, pointer));
  assert(typeof subject === 'string', `${pointer} is personal and nobody's`);
  return [{ pointer, subject, text }];
};

/** Every concrete pointer that a pointer with stars stands for. */
const pointersIn = (data: JsonObject, pattern: string): readonly string[] => {
  const [head = '', ...rest] = pattern.split('/*');
  if (rest.length === 0) return [pattern];
  const list = read(data, head);
  assert(Array.isArray(list), `${head} is no list`);
  return list.flatMap((_, index) => pointersIn(data, `${head}/${index}${rest.join('/*')}`));
};

/** The stars of `pattern`, replaced by the numbers that stand there in `pointer`. */
const sameItems = (pattern: string, pointer: string): string => {
  const numbers = pointer.split('/');
  return pattern
    .split('/')
    .map((step, index) => (step === '*' ? (numbers[index] ?? step) : step))
    .join('/');
};

const read = (data: Json, pointer: string): Json | undefined => {
  let value: Json | undefined = data;
  for (const step of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as JsonObject)[step];
  }
  return value;
};

const write = (data: JsonObject, pointer: string, text: string): void => {
  const steps = pointer.split('/').slice(1);
  const last = steps.pop();
  const parent = read(data, ['', ...steps].join('/'));
  assert(last !== undefined && typeof parent === 'object' && parent !== null, `${pointer} leads nowhere`);
  (parent as JsonObject)[last] = text;
};

/** Any data with every sealed text in it opened; a text whose key is destroyed reads as `FORGOTTEN`. Other data is returned as it is. */
export const openTexts = async <T>(keys: PersonKeys, value: T): Promise<T> => {
  const subjects = new Set<string>();
  const collect = (text: string): string => {
    const subject = subjectOf(text);
    if (subject !== undefined) subjects.add(subject);
    return text;
  };
  eachText(value, collect);
  if (subjects.size === 0) return value;
  const keyOf = await keys.forOpening([...subjects]);
  const open = (text: string): string => {
    const subject = subjectOf(text);
    return subject === undefined ? text : opened(text, keyOf.get(subject));
  };
  return eachText(value, open) as T;
};

/** Plain data only: lists and objects are copied, whatever else there is stays the same thing. */
const eachText = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => eachText(item, change));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, eachText(item, change)]));
};

const isPlain = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};
