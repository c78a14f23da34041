import type { Words } from './language.js';

export interface HeldTrancheOnWire {
  readonly award: string;
  readonly trancheNo: number;
  readonly title: Words;
  readonly payee: string;
  readonly status: string;
  readonly dueOn: string;
  readonly netYuan: string;
}

export interface HoldPreviewOnWire {
  readonly stops: readonly HeldTrancheOnWire[];
  readonly stopsCount: number;
  readonly stopsYuan: string;
  readonly goesOnCount: number;
  readonly notReleasedCount: number;
  readonly tooLate: readonly HeldTrancheOnWire[];
}

export interface HoldOnWire {
  readonly id: string;
  readonly status: string;
  readonly scopeKind: string;
  readonly scopeId: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly until: string | null;
  readonly amountYuan: string | null;
  readonly stops: HoldPreviewOnWire | null;
}

interface CodeInWords extends Words {
  readonly code: string;
}

export interface DueTrancheOnWire {
  readonly award: string;
  readonly trancheNo: number;
  readonly status: string;
  readonly dueWeek: string;
  readonly netYuan: string;
  readonly blockers: readonly CodeInWords[];
  readonly notices: readonly CodeInWords[];
}

export interface SelectedAnswersOnWire {
  readonly answers: readonly {
    readonly award: string;
    readonly trancheNo: number;
    readonly status: string | null;
    readonly refusal: CodeInWords | null;
  }[];
}
