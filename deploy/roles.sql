-- Who may do what in PostgreSQL. Run by a superuser in the database of the service, before the first migration, and again at any time:
--   psql "$ADMIN_URL" -v ON_ERROR_STOP=1 -f deploy/roles.sql
-- Then give each account its password (`\password tranche_api`); none is written here.
--
--   account         for                           may
--   tranche_owner   `tranche migrate`, rebuilding own the tables; nothing runs as this account for long
--   tranche_api     `tranche api`                 append to and read the log, read the views, keep idempotency keys
--   tranche_worker  `tranche worker`              append to and read the log, write the views, make copies in views_next
--   tranche_backup  pg_dump                       read everything, change nothing
--
-- tranche_runtime, what both processes may do with the log, is the role that the migration of the log grants to.

do $$
declare
  role_name text;
begin
  foreach role_name in array array['tranche_runtime', 'tranche_owner', 'tranche_api', 'tranche_worker', 'tranche_backup'] loop
    begin
      execute format('create role %I', role_name);
    exception when duplicate_object or unique_violation then
      null; -- Roles belong to the whole server; another database of it may have them already.
    end;
  end loop;
end $$;

alter role tranche_runtime nologin nosuperuser nocreatedb nocreaterole;
alter role tranche_owner login nosuperuser nocreatedb nocreaterole;
alter role tranche_api login nosuperuser nocreatedb nocreaterole;
alter role tranche_worker login nosuperuser nocreatedb nocreaterole;
alter role tranche_backup login nosuperuser nocreatedb nocreaterole;
grant tranche_runtime to tranche_api, tranche_worker;
grant pg_read_all_data to tranche_backup;

-- Nobody else comes in, and nobody but the owner makes anything. A migration says `create schema if not exists`, for which
-- PostgreSQL wants the right to create even where the schema exists.
do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect, create on database %I to tranche_owner', current_database());
  execute format('grant connect on database %I to tranche_api, tranche_worker, tranche_backup', current_database());
end $$;
revoke create on schema public from public;

create schema if not exists tranche_log authorization tranche_owner;
create schema if not exists views authorization tranche_owner;
create schema if not exists views_next authorization tranche_owner;
create schema if not exists api authorization tranche_owner;

-- An installation that was migrated by another account before: everything changes hands.
do $$
declare
  statement text;
begin
  for statement in
    select format('alter schema %I owner to tranche_owner', nspname)
      from pg_namespace where nspname in ('tranche_log', 'views', 'views_next', 'api')
    union all
    select format('alter table %I.%I owner to tranche_owner', schemaname, tablename)
      from pg_tables where schemaname in ('tranche_log', 'views', 'api')
    union all
    select format('alter routine %s owner to tranche_owner', oid::regprocedure)
      from pg_proc where pronamespace in (select oid from pg_namespace where nspname in ('tranche_log', 'views', 'views_next', 'api'))
  loop
    execute statement;
  end loop;
end $$;

-- The log: what migration 0003 of the log grants, for a log that was migrated before the role was there.
do $$
begin
  if to_regclass('tranche_log.snapshots') is not null then
    grant select on tranche_log.events, tranche_log.head, tranche_log.migrations to tranche_runtime;
    grant execute on function tranche_log.append_batch to tranche_runtime;
    grant select, insert, update, delete on tranche_log.snapshots to tranche_runtime;
  end if;
end $$;
grant usage on schema tranche_log to tranche_runtime;

-- Views and idempotency keys: the tables that are there, and those that later migrations make.
grant usage on schema views to tranche_api, tranche_worker;
grant usage on schema api to tranche_api;
grant select on all tables in schema views to tranche_api;
grant select, insert, update, delete on all tables in schema views to tranche_worker;
grant select, insert, update, delete on all tables in schema api to tranche_api;
alter default privileges for role tranche_owner in schema views grant select on tables to tranche_api;
alter default privileges for role tranche_owner in schema views grant select, insert, update, delete on tables to tranche_worker;
alter default privileges for role tranche_owner in schema api grant select, insert, update, delete on tables to tranche_api;

-- Copies of views that are built beside those that serve; whoever builds one owns it.
grant usage, create on schema views_next to tranche_worker;

-- A session that forgot its transaction holds the rows it touched; the service never waits that long inside one.
alter role tranche_api set idle_in_transaction_session_timeout = '60s';
alter role tranche_worker set idle_in_transaction_session_timeout = '60s';
