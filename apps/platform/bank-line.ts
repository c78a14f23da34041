import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { In } from 'typeorm';
import type { EventStore } from '#event-store/event-store.js';
import type { CommandExecutor } from '#event-store/execute.js';
import type { LogPosition } from '#event-store/envelope.js';
import { orThrow } from '#kernel/refusal.js';
import {
  type BankCsvTemplate,
  readTemplates,
  SHIPPED_TEMPLATES,
} from '#payments/bank-files/bank-template.js';
import type { Debtor } from '#payments/bank-files/credit-transfer.js';
import type { BankChannel } from '#payments/channel/bank-channel.js';
import { fileDrop } from '#payments/channel/file-drop.js';
import { httpChannel } from '#payments/channel/http-channel.js';
import { instructionOf, outgoingFileOf } from '#payments/channel/payment-file.js';
import { bankReactions } from '#processes/hand-over-files.js';
import { precedenceOf } from '#processes/precedence.js';
import { BatchRow } from '#projections/batches/batch.entity.js';
import { stoppedLinesOf } from '#projections/batches/stopped-lines.queries.js';
import { parkedEvents } from '#projections/parked-events.js';
import { reactionCheckpoints } from '#projections/reaction-checkpoints.js';
import type { Lease } from '#reactions/lease.js';
import { ProcessRunner } from '#reactions/process-runner.js';
import type { Settings } from './settings.js';

const NAME = 'bank-line';

/** Statuses in which the bank may still owe an answer. */
const WAITING = ['sent', 'outcome-unknown', 'acknowledged'];

export const payerOf = (settings: Settings): Debtor => ({
  name: settings.PAYER_NAME,
  account: settings.PAYER_ACCOUNT,
  bankCode: settings.PAYER_BANK_CODE,
  bankName: settings.PAYER_BANK_NAME,
});

/** The table the bank takes, from the templates that are shipped and those the operator keeps. @throws for a name or a file that is wrong. */
export const templateOf = ({ BANK_TEMPLATE, BANK_TEMPLATES_FILE }: Settings): BankCsvTemplate => {
  const own =
    BANK_TEMPLATES_FILE === undefined
      ? {}
      : orThrow(readTemplates(readFileSync(BANK_TEMPLATES_FILE, 'utf8')));
  const known = { ...SHIPPED_TEMPLATES, ...own };
  const template = Object.hasOwn(known, BANK_TEMPLATE) ? known[BANK_TEMPLATE] : undefined;
  if (!template)
    throw new Error(
      `没有银行模板“${BANK_TEMPLATE}” / There is no bank template ${BANK_TEMPLATE}; known: ${Object.keys(known).join(', ')}`,
    );
  return template;
};

const channelOf = (settings: Settings): BankChannel =>
  settings.BANK_URL === undefined
    ? fileDrop(settings.BANK_OUTBOX ?? join(settings.home, 'outbox'), randomUUID)
    : httpChannel({
        url: settings.BANK_URL,
        token: settings.BANK_TOKEN,
        timeoutMs: settings.BANK_TIMEOUT_MS,
      });

interface BankLineParts {
  readonly settings: Settings;
  readonly store: EventStore;
  readonly executor: CommandExecutor;
  readonly views: DataSource;
  readonly lease: Lease;
  readonly seen: (position: LogPosition) => Promise<void>;
  readonly log: (line: string) => void;
}

/** Carries files to the bank and asks after them, in a runner of its own: a slow bank holds nobody up. */
export const bankLine = (parts: BankLineParts): ProcessRunner => {
  const { settings, store, executor, views, lease, seen, log } = parts;
  const template = templateOf(settings);
  const reactions = bankReactions({
    executor,
    channel: channelOf(settings),
    fileOf: async (_batch, state) =>
      orThrow(
        outgoingFileOf(orThrow(instructionOf(state, payerOf(settings))), state.sending.format, template),
      ),
    newClaim: randomUUID,
    stoppedLines: async ({ stream, position, effectiveOn }) => {
      await seen(position);
      return stoppedLinesOf(views.manager, stream, effectiveOn);
    },
    openBatches: async ({ position }) => {
      await seen(position);
      const rows = await views.manager.find(BatchRow, {
        where: { status: In(WAITING) },
        order: { id: 'ASC' },
      });
      return rows.map(({ batch }) => batch);
    },
  });
  return new ProcessRunner({
    name: NAME,
    store,
    reactions,
    checkpoints: reactionCheckpoints(views),
    parkedEvents: parkedEvents(views),
    precedenceOf,
    lease,
    onFailure: (failure) => log(`${NAME}: ${JSON.stringify(failure)}`),
    onParked: ({ type, stream, error }) =>
      log(`${NAME}: ALARM, parked ${type} of ${stream}: ${error ?? ''}. Nothing of it goes to the bank`),
  });
};
