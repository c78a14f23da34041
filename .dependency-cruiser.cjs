/**
 * Who may import whom (DESIGN §2). Specs may reach further than the code they prove.
 * Every rule is proven by `test/architecture/fixtures/<name of the rule>/`.
 */
const DOMAIN = '^libs/(parties|programmes|caps|budgets|payments|recovery|policy|ledger|deadlines|revisions)/';
const SPEC = '\\.(spec|contract)\\.ts$';
const ADAPTER = '^libs/event-store/(postgres|memory|eventstoredb)/';
const NEST_FILE = '\\.(module|controller|handler)\\.ts$';

/** An installed package, by name: resolved to its folder, or left as its name where it is not installed. */
const installed = (name) => `(^|/)node_modules/${name}(/|$)|^${name}(/|$)`;

module.exports = {
  forbidden: [
    {
      name: 'kernel-imports-nothing-of-ours',
      comment: 'The kernel is the bottom: it must be readable, testable and reusable alone.',
      severity: 'error',
      from: { path: '^libs/kernel/' },
      to: { path: '^(libs|apps|deploy|test)/', pathNot: '^libs/kernel/' },
    },
    {
      name: 'event-store-port-imports-only-kernel',
      comment: 'The port knows neither its adapters nor the domain.',
      severity: 'error',
      from: { path: '^libs/event-store/[^/]+$', pathNot: `${SPEC}|${NEST_FILE}` },
      to: { path: '^(libs|apps|deploy|test)/', pathNot: '^libs/(kernel/|event-store/[^/]+$)' },
    },
    {
      name: 'programmes-stay-apart',
      comment:
        'A new programme is one folder: it builds on the shared award and the shared kinds, and on nothing of another programme.',
      severity: 'error',
      from: { path: '^libs/programmes/([^/]+)/' },
      to: { path: '^libs/programmes/([^/]+)/', pathNot: '^libs/programmes/($1|award|kinds)/' },
    },
    {
      name: 'programmes-build-on-kernel-policy-award',
      comment:
        'A programme is rules over facts; what reaches further belongs to the shared award or to a reaction.',
      severity: 'error',
      from: { path: '^libs/programmes/([^/]+)/', pathNot: `^libs/programmes/award/|${SPEC}` },
      to: { path: '^(libs|apps|deploy|test)/', pathNot: '^libs/(kernel|policy|programmes)/' },
    },
    {
      name: 'domain-knows-no-reader',
      comment: 'Write side and read side meet only in the event log.',
      severity: 'error',
      from: { path: DOMAIN },
      to: { path: '^libs/(projections|audit)/' },
    },
    {
      name: 'domain-knows-no-adapter',
      comment: 'The same domain runs on every event store. Its specs may use the memory adapter.',
      severity: 'error',
      from: { path: DOMAIN, pathNot: SPEC },
      to: { path: ADAPTER },
    },
    {
      name: 'apps-are-never-imported',
      comment: 'Apps are thin shells: what two of them need lives in libs.',
      severity: 'error',
      from: { path: '^(libs|deploy)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'only-the-cli-joins-apps',
      comment:
        'The command line may run every app in one process; the others share only what `platform` wires.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/cli/' },
      to: { path: '^apps/', pathNot: '^apps/($1|platform)/' },
    },
    {
      name: 'typeorm-only-in-projections',
      comment: 'TypeORM is for read models; the log and the domain do not go through it. Apps only wire it.',
      severity: 'error',
      from: { path: '^(libs|apps|deploy|test)/', pathNot: '^libs/projections/|^apps/' },
      to: { path: installed('(typeorm|@nestjs/typeorm)') },
    },
    {
      name: 'pg-only-in-its-adapters',
      comment:
        'SQL against the log is written in one place, where its locks can be reasoned about; a lease is one session lock.',
      severity: 'error',
      from: {
        path: '^(libs|apps|deploy|test)/',
        pathNot: `^libs/(event-store/postgres|embedded-postgres|personal-data/postgres)/|^libs/projections/(lease\\.ts$|testing/)|^apps/platform/|^deploy/migrations/|^test/|${SPEC}`,
      },
      to: { path: installed('pg') },
    },
    {
      name: 'nest-only-at-the-edges-of-libs',
      comment: 'Deciders, evolvers and rules run without a framework.',
      severity: 'error',
      from: { path: '^libs/', pathNot: `${NEST_FILE}|${SPEC}|^libs/(access|projections)/` },
      to: { path: installed('@nestjs') },
    },
    {
      name: 'no-circular',
      comment: 'A cycle means that two files are one concept, or that one of them knows too much.',
      severity: 'error',
      from: { path: '^(libs|apps|deploy|test)/' },
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'A file nobody imports and that imports nobody is dead.',
      severity: 'error',
      from: { orphan: true, path: '^(libs|apps)/', pathNot: `${SPEC}|^apps/[^/]+/main\\.ts$` },
      to: {},
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere fails only when it is reached.',
      severity: 'error',
      from: { path: '^(libs|apps|deploy|test)/' },
      // Two scripts of the tests run the built service, which a fresh checkout does not have yet.
      to: { couldNotResolve: true, pathNot: '/dist/apps/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/|^test/architecture/fixtures/|^apps/console/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['types', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.d.ts', '.js', '.json'],
    },
  },
};
