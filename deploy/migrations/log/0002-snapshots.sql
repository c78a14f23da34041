-- Folded states of long streams. A cache: its rows carry where in the log they belong and are checked against it when they are used.

create table tranche_log.snapshots (
  stream      text    collate "C" not null,
  version     integer not null,
  revision    integer not null,
  stream_hash text    not null,
  state       text    not null,
  taken_at    timestamptz not null default now(),
  primary key (stream, version)
);
