import { ServiceProblem, ServiceUnreachable } from './service-client.js';

/** What the shell learns. A fault of our own ends with 70, as `sysexits.h` has it. */
export const EXIT = { ok: 0, refused: 1, usage: 2, unreachable: 3, fault: 70 } as const;

/** The arguments make no sense; the sentence says which. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Something was checked and is not as it should be; everything worth saying has been said. */
export class Unsuccessful extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Unsuccessful';
  }
}

export const exitCodeOf = (error: unknown): number => {
  if (error instanceof ServiceProblem || error instanceof Unsuccessful || isAddressTaken(error)) {
    return EXIT.refused;
  }
  if (error instanceof ServiceUnreachable) return EXIT.unreachable;
  if (error instanceof UsageError) return EXIT.usage;
  return commanderExit(error) ?? EXIT.fault;
};

/** Help and version end well; whatever else the argument parser stops for is wrong usage. */
const commanderExit = (error: unknown): number | undefined => {
  if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('commander.'))
    return undefined;
  return 'exitCode' in error && error.exitCode === 0 ? EXIT.ok : EXIT.usage;
};

/** Another program listens where the API was to listen. */
export const isAddressTaken = (
  error: unknown,
): error is Error & { readonly address: string; readonly port: number } =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'EADDRINUSE' &&
  'address' in error &&
  'port' in error;
