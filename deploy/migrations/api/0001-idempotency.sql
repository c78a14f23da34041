-- What was asked under which idempotency key, and what was answered. Losing it is harmless for the log: a repeated command
-- writes the same events. It may be emptied of rows older than a client's patience.
create schema if not exists api;

create table api.idempotency (
  user_name    text        not null,
  key          text        not null,
  request_hash text        not null,
  -- Advisory lock that the process working on the request holds while it lives; null when nobody does.
  owner        bigint,
  claimed_at   timestamptz not null default now(),
  -- Null until the answer is final.
  status       integer,
  headers      jsonb,
  body         jsonb,
  created_at   timestamptz not null default now(),
  primary key (user_name, key)
);

create index idempotency_by_age on api.idempotency (created_at);
