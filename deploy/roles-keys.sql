-- Who may do what in the database of the keys of persons. Run by a superuser in that database (`<database>_keys`, or what
-- PERSONAL_KEYS_URL names), after roles.sql has made the accounts, and again at any time.
--
--   tranche_api      make keys and read them; it can neither destroy nor replace one
--   tranche_worker   the same, and destroy keys of persons who are forgotten
--   tranche_owner    own the table: migration, and `tranche keys rotate`
--
-- tranche_backup comes in by pg_read_all_data; its copy of this database goes to another place than that of the log.

do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect, create on database %I to tranche_owner', current_database());
  execute format('grant connect on database %I to tranche_api, tranche_worker, tranche_backup', current_database());
end $$;
revoke create on schema public from public;

create schema if not exists tranche_log authorization tranche_owner;
create schema if not exists personal_keys authorization tranche_owner;
alter schema tranche_log owner to tranche_owner;
alter schema personal_keys owner to tranche_owner;

-- The record of migrations, which a start compares with its own.
grant usage on schema tranche_log to tranche_api, tranche_worker;
alter default privileges for role tranche_owner in schema tranche_log grant select on tables to tranche_api, tranche_worker;

grant usage on schema personal_keys to tranche_api, tranche_worker;
alter default privileges for role tranche_owner in schema personal_keys grant select, insert on tables to tranche_api;
alter default privileges for role tranche_owner in schema personal_keys grant select, insert, update on tables to tranche_worker;

-- For a database that was migrated before the roles were there.
do $$
begin
  if to_regclass('personal_keys.person_key') is not null then
    alter table personal_keys.person_key owner to tranche_owner;
    alter table tranche_log.migrations owner to tranche_owner;
    grant select on tranche_log.migrations to tranche_api, tranche_worker;
    grant select, insert on personal_keys.person_key to tranche_api;
    grant select, insert, update on personal_keys.person_key to tranche_worker;
  end if;
end $$;
