-- Read models that are built anew beside the ones that serve. The copies live in `views_next` while they are built.

create schema if not exists views_next;

create table views.rebuild (
  name         text        primary key,
  -- Who asked; a request that is handed over again changes nothing.
  request_id   text        not null,
  -- `switch`: the copy takes the place of the rows; `compare`: it is only compared with them.
  purpose      text        not null,
  -- `requested`, `building`, `done` or `failed`.
  state        text        not null,
  version      integer     not null,
  -- Everything up to here is in the copy; empty at the start of the log.
  position     text        not null,
  per_second   integer     not null,
  error        text,
  -- Of each table, rows that differed at the same position; null when the version changed and a difference was to be expected.
  comparison   jsonb,
  heartbeat_at timestamptz not null default now()
);

do $$
begin
  if exists (select from pg_roles where rolname = 'tranche_worker') then
    grant usage, create on schema views_next to tranche_worker;
  end if;
end $$;
