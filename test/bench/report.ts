import { writeFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, totalmem } from 'node:os';
import type pg from 'pg';
import { median, type Rounds } from './measure.js';

/** One line of the report: what was measured, and our part of another's figure where there is a target. */
export interface Finding {
  readonly what: string;
  readonly unit: string;
  readonly rounds: Rounds;
  readonly medians: Readonly<Record<string, number>>;
  readonly ratios: readonly Ratio[];
}

interface Ratio {
  readonly against: string;
  readonly ratio: number;
  /** Undefined where the issue sets none. */
  readonly target: number | undefined;
}

/** Targets by the name of the contender they are set against. */
export type Targets = Readonly<Record<string, number | undefined>>;

const OURS = 'tranche';

export const finding = (what: string, unit: string, rounds: Rounds, targets: Targets = {}): Finding => {
  const medians = Object.fromEntries(
    Object.entries(rounds).map(([name, figures]) => [name, median(figures)]),
  );
  const ours = medians[OURS] ?? Number.NaN;
  const ratios = Object.entries(medians)
    .filter(([name]) => name !== OURS && OURS in medians)
    .map(([against, figure]) => ({ against, ratio: ours / figure, target: targets[against] }));
  return { what, unit, rounds, medians, ratios };
};

const number = (figure: number): string =>
  figure.toLocaleString('en', { maximumFractionDigits: figure < 100 ? 1 : 0 });

export const lineOf = ({ what, unit, medians, ratios }: Finding): string => {
  const figures = Object.entries(medians).map(([name, figure]) => `${name} ${number(figure)}`);
  const parts = ratios.map(({ against, ratio, target }) => {
    const verdict = target === undefined ? '' : ` (target ${target}: ${ratio >= target ? 'met' : 'missed'})`;
    return `${ratio.toFixed(2)} × ${against}${verdict}`;
  });
  return `${what.padEnd(46)} ${[figures.join(' · '), ...parts].join(' | ')} ${unit}`;
};

export interface Machine {
  readonly processors: string;
  readonly memoryGiB: number;
  readonly node: string;
  readonly postgres: string;
  readonly durability: string;
}

export const machine = async (pool: pg.Pool): Promise<Machine> => {
  const show = async (setting: string): Promise<string> => {
    const { rows } = await pool.query<Record<string, string>>(`show ${setting}`);
    return Object.values(rows[0] ?? {}).join('');
  };
  return {
    processors: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'} (${arch()})`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgres: await show('server_version'),
    durability: `fsync ${await show('fsync')}, synchronous_commit ${await show('synchronous_commit')}`,
  };
};

export const writeReport = async (file: string, report: object): Promise<void> =>
  writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`);
