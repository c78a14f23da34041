import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { parseApprovalBands } from '#payments/batches/approval-bands.js';

/** Every setting of the service; each comes from the environment and has a default outside production. */
export const settingsSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  TRANCHE_HOME: z
    .string()
    .default('.tranche')
    .describe('Data directory of the embedded database, keys and files'),
  DATABASE_URL: z.url().optional().describe('Your PostgreSQL; without it the embedded one is started'),
  TRANCHE_MIGRATE: z
    .enum(['start', 'never'])
    .default('start')
    .describe('never: a start changes no table and stops when one is missing; `tranche migrate` makes them'),
  EVENT_STORE_URL: z
    .string()
    .regex(/^esdb(\+discover)?:\/\//, 'esdb:// or esdb+discover://')
    .optional()
    .describe('An EventStoreDB cluster for the log; without it the log is in PostgreSQL'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  TRANCHE_WORKER_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(0)
    .describe('Health and metrics of `tranche worker`; 0: a worker listens nowhere'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  TRANCHE_TOKEN_SECRET: z.string().min(32).optional().describe('Signs bearer tokens; required in production'),
  TRANCHE_LOOKUP_KEY: z
    .string()
    .min(32)
    .optional()
    .describe('Key of the hash that turns an identifier into a party id'),
  PERSONAL_KEYS_URL: z
    .url()
    .optional()
    .describe('PostgreSQL database of the keys of persons; by default one of its own beside DATABASE_URL'),
  TRANCHE_MASTER_KEY: z
    .string()
    .optional()
    .describe('Wraps the keys of persons: 32 bytes, hexadecimal or base64; the first of several is current'),
  TRANCHE_MASTER_KEY_FILE: z.string().optional().describe('File with the same, one key a line'),
  TRANCHE_RETENTION_YEARS: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(10)
    .describe('Years after the end of the last award before a person may be forgotten'),
  TRANCHE_CLOCK_START: z.iso.date().default('2024-01-02').describe('First business day outside production'),
  TRANCHE_ADMIN_PASSWORD: z.string().min(12).optional().describe('First administrator in production'),
  TRANCHE_BATCH_APPROVALS: z
    .string()
    .default('1')
    .transform((text, { addIssue }) => {
      const bands = parseApprovalBands(text);
      if (!bands) addIssue('a number, or bands such as 1000000:1,10000000:2,3');
      return bands ?? [];
    })
    .describe('People who approve a batch besides its maker, by its total in yuan'),
  TRANCHE_ACCOUNT_COOLING_OFF_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(60)
    .default(3)
    .describe('Working days after a payee changed accounts before money goes to the new one; 0: none'),
  ISO20022_XSD_DIR: z
    .string()
    .optional()
    .describe('Folder with the official schemas; without it files are not validated'),
  BANK_OUTBOX: z
    .string()
    .optional()
    .describe('Folder in which files for the bank appear; `outbox` in the data directory by default'),
  BANK_URL: z.url().optional().describe('A bank that takes files over HTTP; then no folder is used'),
  BANK_TEMPLATE: z
    .string()
    .default('common')
    .describe('Name of the batch table that the bank takes: columns, encoding, lines of one file'),
  BANK_TEMPLATES_FILE: z
    .string()
    .optional()
    .describe('File with templates of your banks (JSON), beside those that are shipped'),
  BANK_TOKEN: z.string().optional().describe('Bearer token for BANK_URL'),
  BANK_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(600_000)
    .default(30_000)
    .describe('No answer of the bank by then is an unknown outcome'),
  VOUCHER_ADM_DIV: z
    .string()
    .regex(/^\d{6,9}$/)
    .default('330400')
    .describe('行政区划 on vouchers'),
  VOUCHER_TYPE: z.string().max(10).default('5201').describe('凭证类型 on vouchers: 财政直接支付凭证'),
  VOUCHER_PAY_TYPE: z.string().max(10).default('1').describe('支付方式 on vouchers: direct payment'),
  VOUCHER_SETTLEMENT: z.string().max(10).default('2').describe('结算方式 on vouchers: transfer'),
  PAYER_NAME: z.string().default('嘉兴市财政局'),
  PAYER_ACCOUNT: z.string().default('33050163812700000001'),
  PAYER_BANK_CODE: z
    .string()
    .regex(/^\d{12}$/)
    .default('105335000018'),
  PAYER_BANK_NAME: z.string().default('中国建设银行嘉兴分行'),
});

export type Settings = z.infer<typeof settingsSchema> & {
  readonly home: string;
  readonly tokenSecret: string;
  readonly lookupKey: string;
  /** Text of all master keys, the current one first. */
  readonly masterKey: string;
  readonly isProduction: boolean;
};

/** Reads and checks the environment; a wrong setting stops the start and is named. */
export const readSettings = (environment: NodeJS.ProcessEnv): Settings => {
  const parsed = settingsSchema.safeParse(environment);
  if (!parsed.success) throw new Error(`设置有误 / Wrong settings:\n${z.prettifyError(parsed.error)}`);
  const values = parsed.data;
  const isProduction = values.NODE_ENV === 'production';
  if (isProduction && !(values.TRANCHE_TOKEN_SECRET && values.TRANCHE_LOOKUP_KEY)) {
    throw new Error('生产环境必须设置 / Production needs: TRANCHE_TOKEN_SECRET, TRANCHE_LOOKUP_KEY');
  }
  if (isProduction && !(values.TRANCHE_MASTER_KEY ?? values.TRANCHE_MASTER_KEY_FILE)) {
    throw new Error(
      '生产环境必须设置主密钥 / Production needs TRANCHE_MASTER_KEY or TRANCHE_MASTER_KEY_FILE: 32 random bytes, for instance `openssl rand -hex 32`',
    );
  }
  const home = resolve(values.TRANCHE_HOME);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  return {
    ...values,
    home,
    isProduction,
    tokenSecret: values.TRANCHE_TOKEN_SECRET ?? keptSecret(home, 'token-secret'),
    lookupKey: values.TRANCHE_LOOKUP_KEY ?? keptSecret(home, 'lookup-key'),
    masterKey: masterKeyOf(values, home),
  };
};

const masterKeyOf = (values: z.infer<typeof settingsSchema>, home: string): string => {
  if (values.TRANCHE_MASTER_KEY) return values.TRANCHE_MASTER_KEY;
  const file = values.TRANCHE_MASTER_KEY_FILE;
  if (!file) return keptSecret(home, 'master-key');
  if (!existsSync(file))
    throw new Error(`主密钥文件不存在 / There is no file ${file} (TRANCHE_MASTER_KEY_FILE)`);
  return readFileSync(file, 'utf8');
};

/**
 * A secret made once and kept in the data directory, readable by its owner only. Two processes that start together get the same one:
 * the file appears complete or not at all.
 */
const keptSecret = (home: string, name: string): string => {
  const file = join(home, name);
  if (!existsSync(file)) {
    const draft = `${file}.${randomBytes(6).toString('hex')}`;
    writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(file, 'utf8').trim();
};
