/** What goes wrong with one append. */
export type AppendFault =
  | { readonly kind: 'mute'; readonly stored: boolean }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'fail'; readonly stored: boolean; readonly code: number }
  | { readonly kind: 'not-leader'; readonly host: string; readonly port: number }
  /** Batches only: the call ends as if all were well. */
  | { readonly kind: 'end' }
  /** Batches only: the acknowledgement comes twice. */
  | { readonly kind: 'acknowledge-twice' };

/** What goes wrong with one read or subscription, after so many events. */
export type ReadFault =
  | { readonly kind: 'mute'; readonly after: number }
  | { readonly kind: 'end'; readonly after: number }
  | { readonly kind: 'drop'; readonly after: number; readonly code: number }
  | { readonly kind: 'not-leader'; readonly host: string; readonly port: number };

/** One call takes the first fault of its kind; without any it works. */
export interface Faults {
  readonly append: AppendFault[];
  readonly read: ReadFault[];
  readonly subscribe: ReadFault[];
  /** The code with which the list of features is refused. */
  readonly features: number[];
}

export const noFaults = (): Faults => ({ append: [], read: [], subscribe: [], features: [] });
