/** The six roles of the service; `system` is the process manager, which never approves anything. */
export const ROLES = [
  'programme-officer',
  'programme-verifier',
  'finance-maker',
  'finance-checker',
  'auditor',
  'administrator',
] as const;

export type Role = (typeof ROLES)[number];

/** Who acts, and in which role. Separation of duties compares `id`, never the role. */
export interface Actor {
  readonly id: string;
  readonly role: Role | 'system';
}

export const SYSTEM: Actor = { id: 'system', role: 'system' };
