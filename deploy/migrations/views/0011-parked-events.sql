-- Events whose consequences are outstanding because a reaction failed, and those that wait behind them. What people decided about
-- them is in the log (stream operations-reactions); when this table is lost, it fills again as the log is handed over again.

create table views.parked_event (
  runner    text        not null,
  position  text        not null,
  event_id  text        not null,
  type      text        not null,
  stream    text        not null,
  revision  integer     not null,
  key       text        not null,
  holds     text[]      not null,
  waits_for text[]      not null,
  attempts  integer     not null,
  error     text,
  skipped   boolean     not null,
  parked_at timestamptz not null default now(),
  primary key (runner, position)
);
