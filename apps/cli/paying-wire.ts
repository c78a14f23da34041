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
