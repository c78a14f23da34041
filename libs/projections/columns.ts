import { Column, type ColumnOptions } from 'typeorm';
import { fromStored, type JsonObject, toStored } from '#kernel/fen-json.js';

/**
 * The column types of the read models. Every column is named, so that renaming a property never moves a column. Dates and moments
 * are text: their text order is their order, and nothing on the way turns them into a JS Date.
 */
const column = (name: string, options: ColumnOptions): PropertyDecorator => Column({ name, ...options });

export const TextColumn = (name: string): PropertyDecorator => column(name, { type: 'text' });
export const TextOrNull = (name: string): PropertyDecorator => column(name, { type: 'text', nullable: true });
export const TextsColumn = (name: string): PropertyDecorator => column(name, { type: 'text', array: true });
export const IntColumn = (name: string): PropertyDecorator => column(name, { type: 'integer' });
export const IntOrNull = (name: string): PropertyDecorator =>
  column(name, { type: 'integer', nullable: true });
export const BooleanColumn = (name: string): PropertyDecorator => column(name, { type: 'boolean' });

/** The driver reads bigint as text, so no amount ever passes through a Number. */
const fen = {
  to: (value: bigint | null | undefined) => value?.toString() ?? value,
  from: (value: string | null) => (value === null ? null : BigInt(value)),
};

export const FenColumn = (name: string): PropertyDecorator =>
  column(name, { type: 'bigint', transformer: fen });
export const FenOrNull = (name: string): PropertyDecorator =>
  column(name, { type: 'bigint', nullable: true, transformer: fen });

/** Nested parts, with amounts as the event log writes them. */
const json = {
  to: (value: object | null | undefined) => (value ? toStored(value) : value),
  from: (value: JsonObject | null) => (value === null ? null : fromStored(value)),
};

export const JsonColumn = (name: string): PropertyDecorator =>
  column(name, { type: 'jsonb', transformer: json });
export const JsonOrNull = (name: string): PropertyDecorator =>
  column(name, { type: 'jsonb', nullable: true, transformer: json });
