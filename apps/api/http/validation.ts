import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type Fault, InvalidRequest } from './problem.js';

/** Words for the rules that come with class-validator; the rules of `fields.ts` bring their own. */
const BUILT_IN: Readonly<Record<string, Omit<Fault, 'pointer'>>> = {
  whitelistValidation: { code: 'field.unknown', zh: '没有这个字段', en: 'there is no such field' },
  nestedValidation: { code: 'field.object', zh: '应为对象', en: 'must be an object' },
  isObject: { code: 'field.object', zh: '应为对象', en: 'must be an object' },
  isArray: { code: 'field.list', zh: '应为列表', en: 'must be a list' },
  arrayMaxSize: { code: 'field.list-too-long', zh: '列表过长', en: 'the list is too long' },
  unknownValue: { code: 'field.object', zh: '应为对象', en: 'must be an object' },
};

const MISSING: Omit<Fault, 'pointer'> = { code: 'field.missing', zh: '必填', en: 'is required' };

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const wordsOf = (rule: string, message: string): Omit<Fault, 'pointer'> => {
  const known = BUILT_IN[rule];
  if (known) return known;
  try {
    return JSON.parse(message) as Omit<Fault, 'pointer'>;
  } catch {
    return { code: 'field.invalid', zh: '内容有误', en: message };
  }
};

const faultsOf = (error: ValidationError, path: string): Fault[] => {
  const pointer = `${path}/${escaped(error.property)}`;
  const unknown = error.constraints && 'whitelistValidation' in error.constraints;
  const own =
    error.value === undefined && error.constraints && !unknown
      ? [{ pointer, ...named(pointer, MISSING) }]
      : Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
          pointer,
          ...named(pointer, wordsOf(rule, message)),
        }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, pointer))];
};

/** A sentence that can stand alone names its field. */
const named = (pointer: string, { code, zh, en }: Omit<Fault, 'pointer'>): Omit<Fault, 'pointer'> => ({
  code,
  zh: `“${pointer}”：${zh}`,
  en: `"${pointer}": ${en}`,
});

const FAULTS_MAX = 50;

/** Leaves the parts of a path as they were written: made a number first, `2024.0` would be the year 2024. */
class RequestValidation extends ValidationPipe {
  protected override transformPrimitive(value: unknown): unknown {
    return value;
  }
}

/** Reads and checks bodies and query strings: what is not declared is refused, not dropped. */
export const requestValidation = (): ValidationPipe =>
  new RequestValidation({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false },
    exceptionFactory: (errors) =>
      new InvalidRequest(errors.flatMap((error) => faultsOf(error, '')).slice(0, FAULTS_MAX)),
  });
