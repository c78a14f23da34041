import type { DataSource } from 'typeorm';
import type { LogPosition } from '#event-store/envelope.js';
import { destroyKeys } from '#personal-data/forget-persons.js';
import type { KeyVault } from '#personal-data/key-vault.js';
import { partiesProjection } from '#projections/parties/parties.projection.js';
import { forgottenPersons } from '#projections/parties/forgotten-persons.js';
import type { Runner } from '#reactions/runner.js';

export interface ForgetAgain {
  readonly vault: KeyVault;
  readonly views: DataSource;
  readonly projections: readonly Runner[];
  /** Of the log at the start. */
  readonly head: LogPosition | undefined;
  readonly signal: AbortSignal;
}

const PATIENCE_MS = 1_000;

/** Carries out every forgetting that is on record once more, because the key store may come from an older backup than the log. */
export const forgetAgain = async ({ vault, views }: Pick<ForgetAgain, 'vault' | 'views'>): Promise<void> => {
  for (const order of await forgottenPersons(views)) await destroyKeys(vault, order);
};

/** The same when the register shows all that the log held at the start: what it did not show yet may have been carried out before. */
export const forgetAgainWhenSeen = async (parts: ForgetAgain): Promise<void> => {
  const { projections, head, signal } = parts;
  const register = projections.find(({ name }) => name === partiesProjection.name);
  while (head !== undefined && !signal.aborted) {
    if (await register?.progress.waitUntil(head, PATIENCE_MS)) return forgetAgain(parts);
  }
};
