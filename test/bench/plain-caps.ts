import type pg from 'pg';

/** The tables of the caps screen, column by column and index by index. */
const SCHEMA = `
  create table plain_cap_account (
    id text primary key, cap_key text, subject text, cap_window text, title jsonb, clause text, limit_fen bigint,
    limit_years integer, reserved_fen bigint not null, consumed_fen bigint not null, restored_fen bigint not null,
    used_fen bigint not null, by_year jsonb not null, handed_over_to text
  );
  create index on plain_cap_account (subject, id);
  create table plain_cap_reservation (
    id text primary key, account text not null, award text not null, tranche_no integer not null, year integer,
    requested_fen bigint not null, granted_fen bigint not null, consumed_fen bigint not null, released_fen bigint not null,
    restored_fen bigint not null, refused_with text, requested_on text not null
  );
  create index on plain_cap_reservation (account, requested_on, id);
  create table plain_cap_checkpoint (position bigint not null);
  insert into plain_cap_checkpoint values (0)`;

/** What a batch may change of an account; the rest of its columns stays empty in this workload. */
interface Account {
  readonly id: string;
  title: string | null;
  clause: string | null;
  limitFen: string | null;
  reservedFen: bigint;
  consumedFen: bigint;
  usedFen: bigint;
  byYear: Record<string, { usedFen: string }>;
}

interface Reservation {
  readonly id: string;
  readonly account: string;
  readonly award: string;
  readonly trancheNo: number;
  readonly year: number;
  readonly requestedFen: bigint;
  readonly grantedFen: bigint;
  consumedFen: bigint;
  readonly requestedOn: string;
}

export interface PlainEvent {
  readonly position: string;
  readonly stream: string;
  readonly type: string;
  readonly effective_on: string;
  readonly data: string;
}

interface Data {
  readonly reservationId: string;
  readonly amountFen: string;
  readonly clause: string;
  readonly year: number;
  readonly requestedFen: string;
  readonly grantedFen: string;
  readonly limit: { readonly limitFen: string };
  readonly award: string;
  readonly trancheNo: number;
  readonly title: object;
}

const SAVE_ACCOUNTS = `insert into plain_cap_account as a
  (id, title, clause, limit_fen, reserved_fen, consumed_fen, restored_fen, used_fen, by_year)
  select id, title, clause, limit_fen, reserved, consumed, 0, used, by_year
    from unnest($1::text[], $2::jsonb[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::jsonb[])
      as t(id, title, clause, limit_fen, reserved, consumed, used, by_year)
  on conflict (id) do update set title = excluded.title, clause = excluded.clause, limit_fen = excluded.limit_fen,
    reserved_fen = excluded.reserved_fen, consumed_fen = excluded.consumed_fen, used_fen = excluded.used_fen,
    by_year = excluded.by_year`;

const SAVE_RESERVATIONS = `insert into plain_cap_reservation
  (id, account, award, tranche_no, year, requested_fen, granted_fen, consumed_fen, released_fen, restored_fen, requested_on)
  select id, account, award, tranche_no, year, requested, granted, consumed, 0, 0, requested_on
    from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[])
      as t(id, account, award, tranche_no, year, requested, granted, consumed, requested_on)
  on conflict (id) do update set consumed_fen = excluded.consumed_fen`;

/**
 * The caps screen as a careful hand writes it for these two kinds of events: a page of the log, one statement for the rows it needs
 * of each table and one for those it leaves, and the checkpoint in the same transaction.
 */
export const projectCapsByHand = async (
  pool: pg.Pool,
  page: (after: string, pageSize: number) => Promise<readonly PlainEvent[]>,
  pageSize: number,
): Promise<number> => {
  await pool.query('drop table if exists plain_cap_account, plain_cap_reservation, plain_cap_checkpoint');
  await pool.query(SCHEMA);
  const client = await pool.connect();
  let count = 0;
  for (let events = await page('0', pageSize); events.length > 0;) {
    const position = events.at(-1)?.position ?? '';
    await client.query('begin');
    await client.query('select position from plain_cap_checkpoint for update');
    await fold(client, events);
    await client.query('update plain_cap_checkpoint set position = $1', [position]);
    await client.query('commit');
    count += events.length;
    events = await page(position, pageSize);
  }
  client.release();
  return count;
};

const fold = async (client: pg.PoolClient, events: readonly PlainEvent[]): Promise<void> => {
  const parsed = events.map((event) => ({ ...event, data: JSON.parse(event.data) as Data }));
  const idOf = ({ stream, data }: (typeof parsed)[number]): string => `${stream}/${data.reservationId}`;
  const accounts = await loadAccounts(client, [...new Set(parsed.map(({ stream }) => stream))]);
  const reservations = await loadReservations(client, [...new Set(parsed.map(idOf))]);
  for (const event of parsed) {
    const { stream, type, data, effective_on } = event;
    const account = accounts.get(stream) ?? unused(stream);
    accounts.set(stream, account);
    if (type === 'CapConsumed') {
      const reservation = reservations.get(idOf(event));
      if (!reservation) throw new Error(`No reservation ${idOf(event)}`);
      const amountFen = BigInt(data.amountFen);
      reservation.consumedFen += amountFen;
      account.reservedFen -= amountFen;
      account.consumedFen += amountFen;
      continue;
    }
    reservations.set(idOf(event), reservationOf(idOf(event), stream, data, effective_on));
    const grantedFen = BigInt(data.grantedFen);
    account.title = JSON.stringify(data.title);
    account.clause = data.clause;
    account.limitFen = data.limit.limitFen;
    account.reservedFen += grantedFen;
    account.usedFen += grantedFen;
    const ofYear = BigInt(account.byYear[data.year]?.usedFen ?? 0) + grantedFen;
    account.byYear[data.year] = { usedFen: ofYear.toString() };
  }
  await saveAccounts(client, [...accounts.values()]);
  await saveReservations(client, [...reservations.values()]);
};

const unused = (id: string): Account => ({
  id,
  title: null,
  clause: null,
  limitFen: null,
  reservedFen: 0n,
  consumedFen: 0n,
  usedFen: 0n,
  byYear: {},
});

const reservationOf = (id: string, account: string, data: Data, requestedOn: string): Reservation => ({
  id,
  account,
  award: data.award,
  trancheNo: data.trancheNo,
  year: data.year,
  requestedFen: BigInt(data.requestedFen),
  grantedFen: BigInt(data.grantedFen),
  consumedFen: 0n,
  requestedOn,
});

const loadAccounts = async (client: pg.PoolClient, ids: string[]): Promise<Map<string, Account>> => {
  const { rows } = await client.query<Record<string, string>>({
    name: 'caps',
    text: `select id, title::text, clause, limit_fen, reserved_fen, consumed_fen, used_fen, by_year::text
      from plain_cap_account where id = any($1)`,
    values: [ids],
  });
  const accounts = rows.map((row): Account => ({
    id: row['id']!,
    title: row['title']!,
    clause: row['clause']!,
    limitFen: row['limit_fen']!,
    reservedFen: BigInt(row['reserved_fen']!),
    consumedFen: BigInt(row['consumed_fen']!),
    usedFen: BigInt(row['used_fen']!),
    byYear: JSON.parse(row['by_year']!) as Account['byYear'],
  }));
  return new Map(accounts.map((account) => [account.id, account]));
};

const loadReservations = async (client: pg.PoolClient, ids: string[]): Promise<Map<string, Reservation>> => {
  const { rows } = await client.query<Record<string, string>>({
    name: 'cap-reservations',
    text: 'select * from plain_cap_reservation where id = any($1)',
    values: [ids],
  });
  const reservations = rows.map((row): Reservation => ({
    id: row['id']!,
    account: row['account']!,
    award: row['award']!,
    trancheNo: Number(row['tranche_no']),
    year: Number(row['year']),
    requestedFen: BigInt(row['requested_fen']!),
    grantedFen: BigInt(row['granted_fen']!),
    consumedFen: BigInt(row['consumed_fen']!),
    requestedOn: row['requested_on']!,
  }));
  return new Map(reservations.map((reservation) => [reservation.id, reservation]));
};

const saveAccounts = async (client: pg.PoolClient, rows: readonly Account[]): Promise<void> => {
  await client.query({
    name: 'save-caps',
    text: SAVE_ACCOUNTS,
    values: [
      rows.map(({ id }) => id),
      rows.map(({ title }) => title),
      rows.map(({ clause }) => clause),
      rows.map(({ limitFen }) => limitFen),
      rows.map(({ reservedFen }) => reservedFen),
      rows.map(({ consumedFen }) => consumedFen),
      rows.map(({ usedFen }) => usedFen),
      rows.map(({ byYear }) => JSON.stringify(byYear)),
    ],
  });
};

const saveReservations = async (client: pg.PoolClient, rows: readonly Reservation[]): Promise<void> => {
  await client.query({
    name: 'save-cap-reservations',
    text: SAVE_RESERVATIONS,
    values: [
      rows.map(({ id }) => id),
      rows.map(({ account }) => account),
      rows.map(({ award }) => award),
      rows.map(({ trancheNo }) => trancheNo),
      rows.map(({ year }) => year),
      rows.map(({ requestedFen }) => requestedFen),
      rows.map(({ grantedFen }) => grantedFen),
      rows.map(({ consumedFen }) => consumedFen),
      rows.map(({ requestedOn }) => requestedOn),
    ],
  });
};
