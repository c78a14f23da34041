/** A person's data key as the vault keeps it; without a wrapped key it was destroyed. */
export interface KeptKey {
  readonly subject: string;
  /** The data key under a master key. */
  readonly wrapped: Buffer | null;
  readonly masterKeyId: string | null;
}

export type WrappedKey = KeptKey & { readonly wrapped: Buffer; readonly masterKeyId: string };

/** Why a key was destroyed, on whose word. */
export interface Destruction {
  readonly subject: string;
  readonly by: string;
  readonly why: string;
  /** Id of the event that ordered it. */
  readonly cause: string;
}

/** Where the keys of persons are kept: beside the log, never in it, with backups of its own. */
export interface KeyVault {
  load(subjects: readonly string[]): Promise<readonly KeptKey[]>;

  /** Keeps new keys. A subject that has one already, or had one that was destroyed, keeps what it has. */
  create(keys: readonly WrappedKey[]): Promise<void>;

  /** Removes the key for good and leaves the reason in its place, also where there was none. Again, it changes nothing. */
  destroy(destruction: Destruction): Promise<void>;

  /** Some keys under other master keys than this one. */
  underOtherMasters(masterKeyId: string, limit: number): Promise<readonly WrappedKey[]>;

  /** Replaces the wrapping, unless somebody else changed it meanwhile. */
  rewrap(from: WrappedKey, to: WrappedKey): Promise<void>;

  close(): Promise<void>;
}

/** For specs and simulation. */
export const memoryKeyVault = (): KeyVault & { readonly destructions: ReadonlyMap<string, Destruction> } => {
  const keys = new Map<string, KeptKey>();
  const destructions = new Map<string, Destruction>();
  return {
    destructions,
    load: async (subjects) => subjects.flatMap((subject) => keys.get(subject) ?? []),
    create: async (fresh) => {
      for (const key of fresh) if (!keys.has(key.subject)) keys.set(key.subject, key);
    },
    destroy: async (destruction) => {
      const { subject } = destruction;
      if (!destructions.has(subject)) destructions.set(subject, destruction);
      keys.set(subject, { subject, wrapped: null, masterKeyId: null });
    },
    underOtherMasters: async (masterKeyId, limit) =>
      [...keys.values()]
        .filter((key): key is WrappedKey => key.wrapped !== null && key.masterKeyId !== masterKeyId)
        .slice(0, limit),
    rewrap: async (from, to) => {
      if (keys.get(from.subject)?.wrapped?.equals(from.wrapped)) keys.set(to.subject, to);
    },
    close: async () => undefined,
  };
};
