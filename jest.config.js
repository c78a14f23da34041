/**
 * Unit specs do no I/O. Integration specs get a real PostgreSQL, started once by the global setup. End-to-end specs run
 * the built service (`dist/`) on it.
 */
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^#(.*)\\.js$': '<rootDir>/libs/$1.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/node_modules/.cache/'],
  // As every process of the service does first.
  setupFiles: ['<rootDir>/libs/upcasting/all-upcasters.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { swcrc: true }] },
};

const withPostgres = {
  globalSetup: '<rootDir>/test/support/start-postgres.ts',
  globalTeardown: '<rootDir>/test/support/stop-postgres.ts',
};

export default {
  // All cores: the suites wait for a database or a service most of the time.
  maxWorkers: '100%',
  // Jest has one limit for all projects; a server on a busy machine needs more than the usual five seconds.
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.js'],
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,apps,deploy,test}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.(int|e2e)\\.spec\\.ts$', '/node_modules/', '/fixtures/'],
    },
    {
      ...common,
      ...withPostgres,
      displayName: 'int',
      testMatch: ['<rootDir>/{libs,apps,deploy,test}/**/*.int.spec.ts'],
    },
    {
      ...common,
      ...withPostgres,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/**/*.e2e.spec.ts'],
    },
  ],
};
