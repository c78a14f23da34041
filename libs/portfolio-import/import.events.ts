import type { DomainEvent } from '#kernel/decider.js';
import type { CheckReport } from './check-portfolio.js';
import type { Progress } from './take-over-portfolio.js';

/** A file was given. Nothing of its content is in any of these events. */
export type ImportRequested = DomainEvent<
  'ImportRequested',
  {
    readonly import: string;
    readonly fileName: string;
    readonly sha256: string;
    readonly bytes: number;
    /** Whether it was given for a look only. */
    readonly dryRun: boolean;
    readonly by: string;
  }
>;

export type ImportChecked = DomainEvent<'ImportChecked', Omit<CheckReport, 'faults' | 'notes'>>;

/** The file as a whole cannot be used. */
export type ImportRefused = DomainEvent<
  'ImportRefused',
  { readonly code: string; readonly zh: string; readonly en: string }
>;

export type ImportConfirmed = DomainEvent<'ImportConfirmed', { readonly by: string }>;

/** The one who gave the file tried to confirm it. */
export type ImportConfirmationRefused = DomainEvent<
  'ImportConfirmationRefused',
  { readonly by: string; readonly reasonCode: string }
>;

export type ImportCheckpointed = DomainEvent<'ImportCheckpointed', Progress>;
export type ImportFinished = DomainEvent<'ImportFinished', Progress>;

export type ImportEvent =
  | ImportRequested
  | ImportChecked
  | ImportRefused
  | ImportConfirmed
  | ImportConfirmationRefused
  | ImportCheckpointed
  | ImportFinished;
