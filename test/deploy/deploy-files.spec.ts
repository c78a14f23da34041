import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { settingsSchema } from '../../apps/platform/settings.js';

/** The reader of YAML that the API document is written with; compose files use the merge keys of YAML 1.1. */
const yaml = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'))('js-yaml') as {
  readonly YAML11_SCHEMA: unknown;
  load(text: string, options: object): unknown;
  loadAll(text: string, options: object): unknown[];
};
const options = { schema: yaml.YAML11_SCHEMA };
const load = (text: string): unknown => yaml.load(text, options);
const loadAll = (text: string): unknown[] => yaml.loadAll(text, options);

const DEPLOY = new URL('../../deploy/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, DEPLOY), 'utf8');

type Environment = Readonly<Record<string, string>>;

interface Compose {
  readonly services: Readonly<
    Record<string, { readonly image: string; readonly command?: unknown; readonly environment?: Environment }>
  >;
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } };
  }[];
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Environment;
  readonly stringData?: Environment;
  readonly spec?: { readonly template?: { readonly spec: { readonly containers: readonly Container[] } } };
}

const compose = load(read('compose.yaml')) as Compose;
const manifestFiles = readdirSync(new URL('kubernetes', DEPLOY)).filter((name) => name.endsWith('.yaml'));
const manifests = manifestFiles
  .filter((name) => name !== 'kustomization.yaml')
  .flatMap((name) => loadAll(read(`kubernetes/${name}`)) as Manifest[]);

const named = (kind: string, name: string): Manifest | undefined =>
  manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);

/** A value that is only known on the spot. */
const SECRET = '${secret}';

const environmentOf = ({ env = [], envFrom = [] }: Container): Environment => ({
  ...Object.assign({}, ...envFrom.map(({ configMapRef }) => named('ConfigMap', configMapRef.name)?.data)),
  ...Object.fromEntries(env.map(({ name, value = SECRET }) => [name, value])),
});

const containers = manifests.flatMap(({ spec }) => spec?.template?.spec.containers ?? []);

/** Every container that runs the service, and its half or verb. */
const processes: readonly (readonly [string, string, Environment])[] = [
  ...Object.entries(compose.services)
    .filter(([, { image }]) => image.includes('TRANCHE_IMAGE'))
    .map(
      ([name, { command, environment = {} }]) => [`compose ${name}`, String(command), environment] as const,
    ),
  ...containers
    .filter(({ image }) => image === 'tranche')
    .map(
      (container) =>
        [`kubernetes ${container.name}`, String(container.args), environmentOf(container)] as const,
    ),
];
const halves = processes.filter(([, verb]) => verb !== 'migrate');

const settings = Object.entries(settingsSchema.shape);
/** In production each has to be said: those without a default, and the paying account, whose default is an example. */
const MUST_BE_SET = settings
  .filter(([name, setting]) => setting.safeParse(undefined).data === undefined || name.startsWith('PAYER_'))
  .map(([name]) => name)
  // The official schemas may not be passed on; whoever has them mounts them.
  // The database of keys lies beside the other unless told otherwise, and the master key comes as a value.
  .filter((name) => !['ISO20022_XSD_DIR', 'PERSONAL_KEYS_URL', 'TRANCHE_MASTER_KEY_FILE'].includes(name))
  // Files for the bank lie in the data directory unless a folder or a bank that takes them is named.
  .filter((name) => !name.startsWith('BANK_'));

describe('The files of a deployment', () => {
  it('run both halves and the migration, each as a verb of the command line', () => {
    expect(processes.map(([name, verb]) => `${name}: ${verb}`).sort()).toEqual([
      'compose api: api',
      'compose migrate: migrate',
      'compose worker: worker',
      'kubernetes api: api',
      'kubernetes migrate: migrate',
      'kubernetes worker: worker',
    ]);
    const verbs = readdirSync(new URL('../apps/cli/verbs', DEPLOY));
    for (const [, verb] of processes) expect(verbs).toContain(`${verb}.ts`);
  });

  it.each(processes)('%s is told nothing that is no setting of the service', (_name, _verb, environment) => {
    expect(Object.keys(environment).filter((name) => !(name in settingsSchema.shape))).toEqual([]);
  });

  it.each(halves)('%s is told everything that production has no default for', (_name, _verb, environment) => {
    expect(MUST_BE_SET).toEqual(
      expect.arrayContaining(['DATABASE_URL', 'TRANCHE_TOKEN_SECRET', 'TRANCHE_LOOKUP_KEY']),
    );
    expect(MUST_BE_SET.filter((name) => !environment[name])).toEqual([]);
    expect(environment).toMatchObject({ NODE_ENV: 'production', TRANCHE_MIGRATE: 'never', HOST: '0.0.0.0' });
  });

  it.each(processes)(
    '%s is told values that the service takes, but for those to be filled in',
    (name, _verb, environment) => {
      const refused = settings
        .filter(([setting]) => environment[setting] !== undefined && !environment[setting].includes('${'))
        .filter(([setting, rule]) => !rule.safeParse(environment[setting]).success)
        .map(([setting]) => setting);
      // Whoever forgets to fill in the paying account gets no service instead of a wrong payer.
      const unfilled =
        name.startsWith('kubernetes') && environment.PAYER_BANK_CODE ? ['PAYER_BANK_CODE'] : [];
      expect(refused).toEqual(unfilled);
    },
  );

  it('give no half of the service the account that owns the tables', () => {
    for (const [name, verb, { DATABASE_URL = '' }] of processes.filter(([name]) =>
      name.startsWith('compose'),
    ))
      expect([name, DATABASE_URL]).toEqual([
        name,
        expect.stringContaining(verb === 'migrate' ? 'tranche_owner:' : `tranche_${verb}:`),
      ]);
    const keys = containers.flatMap(({ image, args, env = [] }) =>
      env.flatMap(({ name, valueFrom }) =>
        image === 'tranche' && name === 'DATABASE_URL'
          ? [`${String(args)}: ${valueFrom?.secretKeyRef?.key ?? ''}`]
          : [],
      ),
    );
    expect(keys.sort()).toEqual(['api: API_URL', 'migrate: OWNER_URL', 'worker: WORKER_URL']);
  });

  it('refer only to secrets of the template, but for the example of PostgreSQL', () => {
    const references = [
      ...manifestFiles
        .map((name) => read(`kubernetes/${name}`))
        .join('\n')
        .matchAll(/secretKeyRef: \{ name: ([\w-]+), key: ([\w.]+) \}/g),
    ].map(([, secret = '', key = '']) => ({ secret, key }));
    expect(references.length).toBeGreaterThan(10);
    const missing = references.filter(
      ({ secret, key }) => named('Secret', secret)?.stringData?.[key] === undefined,
    );
    expect(missing).toEqual([{ secret: 'postgres-admin', key: 'PASSWORD' }]);
  });

  it('hold no secret: what the templates leave open is empty or a placeholder', () => {
    const open = manifests
      .filter(({ kind }) => kind === 'Secret')
      .flatMap(({ stringData = {} }) => Object.values(stringData));
    for (const value of open) expect(value === '' || value.includes(':PASSWORD@')).toBe(true);
    const filled = read('env.template').matchAll(/^(\w+)=(.+)$/gm);
    expect([...filled].map(([, name]) => name)).toEqual(['TRANCHE_IMAGE']);
  });

  it('name in env.template whatever compose insists on', () => {
    const wanted = new Set([...read('compose.yaml').matchAll(/\$\{(\w+):\?\}/g)].map(([, name]) => name));
    const offered = [...read('env.template').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect(wanted.size).toBeGreaterThan(10);
    expect([...wanted].filter((name) => !offered.includes(name))).toEqual([]);
  });

  it('are applied together, but for secrets and examples, and into one namespace', () => {
    const { resources } = load(read('kubernetes/kustomization.yaml')) as {
      readonly resources: readonly string[];
    };
    const byHand = ['kustomization.yaml', 'postgres.example.yaml', 'secrets.template.yaml'];
    expect([...resources, ...byHand].sort()).toEqual([...manifestFiles].sort());
    const places = new Set(
      manifests.filter(({ kind }) => kind !== 'Namespace').map(({ metadata }) => metadata.namespace),
    );
    expect([...places]).toEqual(['tranche']);
  });

  it('ask a worker for its health and its figures where it listens', () => {
    const manifest = read('kubernetes/worker.yaml');
    const port = /TRANCHE_WORKER_PORT, value: '(\d+)'/.exec(manifest)?.[1] ?? 'none';
    expect(manifest).toContain(`{ name: health, containerPort: ${port} }`);
    expect(manifest).toContain(`prometheus.io/port: '${port}'`);
    expect(manifest.match(/path: \/health\/(live|ready), port: health/g)).toHaveLength(3);
    expect(read('kubernetes/network.yaml')).toContain(`{ port: ${port} }`);
    expect(read('compose.yaml')).toContain(`TRANCHE_WORKER_PORT: '${port}'`);
    expect(read('compose.yaml')).toContain(`127.0.0.1:${port}/health/ready`);
  });

  it('make an image that is told only settings and does not run as root', () => {
    const dockerfile = read('Dockerfile');
    const variables = [...(/^ENV (.+)$/m.exec(dockerfile)?.[1] ?? '').matchAll(/(\w+)=/g)].map(
      ([, name]) => name,
    );
    expect(variables).toContain('NODE_ENV');
    for (const name of variables) expect(Object.keys(settingsSchema.shape)).toContain(name);
    expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
  });
});
