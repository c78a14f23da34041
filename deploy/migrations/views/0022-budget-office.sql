-- Budget lines by what they are counted under, what they promise, what was transferred and carried over. The rows are built anew:
-- another version.
alter table views.budget_line
  add column forward_fen     bigint not null default 0,
  add column uncommitted_fen bigint not null default 0,
  add column uncovered_fen   bigint not null default 0,
  add column transferred_fen bigint not null default 0,
  add column carried_in_fen  bigint not null default 0,
  add column carried_out_fen bigint not null default 0,
  add column given_up_fen    bigint not null default 0,
  add column fund            text,
  add column measure_group   text,
  add column source          text,
  add column economic_class  text,
  add column spending_plan   jsonb not null default '{"entered": null, "confirmedFen": null}',
  add column closing         jsonb not null default '{"status": "open"}';

create table views.budget_promise (
  id           text    primary key,
  line         text    not null,
  year         integer not null,
  award        text    not null,
  tranche_no   integer not null,
  promised_fen bigint  not null
);

create index budget_promise_by_award on views.budget_promise (award);
create index budget_promise_by_line on views.budget_promise (year, line, award, tranche_no);

create table views.budget_month (
  id          text    primary key,
  line        text    not null,
  year        integer not null,
  month       text    not null,
  planned_fen bigint  not null,
  paid_fen    bigint  not null
);

create index budget_month_by_line on views.budget_month (line, year, month);

create table views.budget_transfer (
  id              text    primary key,
  status          text    not null,
  from_line       text    not null,
  from_year       integer not null,
  to_line         text    not null,
  to_year         integer not null,
  amount_fen      bigint  not null,
  document_number text    not null,
  requested_by    text    not null,
  requested_on    text    not null,
  refusal         jsonb
);
