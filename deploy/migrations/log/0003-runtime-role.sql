-- The role of the running service, without log-in: grant it to the account the service connects with. It can read the log and add to
-- it through `append_batch`, and nothing else: no event can be changed, removed or slipped in beside the function. Roles belong to
-- the whole server, so whoever migrates may lack the right to make one; a database administrator then makes it and applies the
-- grants below.

do $$
begin
  if not exists (select from pg_roles where rolname = 'tranche_runtime') then
    create role tranche_runtime nologin;
  end if;
exception
  when insufficient_privilege then
    raise notice 'The role tranche_runtime does not exist and may not be created here; the service needs rights of its own';
  when duplicate_object or unique_violation then
    null; -- Another database of this server was migrated at the same time.
end $$;

-- The function acts with the rights of its owner; its caller needs none on the tables.
revoke execute on function tranche_log.append_batch from public;

do $$
begin
  if exists (select from pg_roles where rolname = 'tranche_runtime') then
    grant usage on schema tranche_log to tranche_runtime;
    grant select on tranche_log.events, tranche_log.head, tranche_log.migrations to tranche_runtime;
    grant execute on function tranche_log.append_batch to tranche_runtime;
    grant select, insert, update, delete on tranche_log.snapshots to tranche_runtime;
  end if;
end $$;
