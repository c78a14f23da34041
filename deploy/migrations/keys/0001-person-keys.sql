-- The key of every person whose data the log keeps, wrapped under a master key that is kept elsewhere. This area belongs into a
-- database of its own: a backup of the log must not contain the keys to it.
create schema if not exists personal_keys;

create table personal_keys.person_key (
  -- The stream of the party, the user or the award whose texts are sealed with it.
  subject         text        primary key,
  -- Null once the key is destroyed; the row stays, so that no new key ever takes its place.
  wrapped_key     bytea,
  master_key_id   text,
  created_at      timestamptz not null default now(),
  destroyed_at    timestamptz,
  destroyed_by    text,
  destroyed_why   text,
  -- Id of the event that ordered it.
  destroyed_cause text,
  check ((wrapped_key is null) = (destroyed_at is not null)),
  check ((wrapped_key is null) = (master_key_id is null)),
  check ((destroyed_at is null) = (destroyed_by is null or destroyed_why is null or destroyed_cause is null))
);

-- For a rotation that goes on where it was interrupted.
create index person_key_by_master on personal_keys.person_key (master_key_id, subject) where destroyed_at is null;
