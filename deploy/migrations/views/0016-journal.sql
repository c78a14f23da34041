-- The double-entry ledger: postings, what went through every account day by day, and what is known of payments and cases.

create table views.journal_posting (
  id            text    primary key,
  position      text    not null,
  event_id      text    not null,
  event_type    text    not null,
  stream        text    not null,
  effective_on  text    not null,
  recorded_on   text    not null,
  account       text    not null,
  debit_fen     bigint  not null,
  credit_fen    bigint  not null,
  award         text,
  tranche_no    integer,
  attempt       integer,
  party         text,
  budget_line   text,
  fiscal_year   integer not null,
  recovery_case text,
  batch_line    text
);

create index journal_posting_by_account on views.journal_posting (account, effective_on, id);
create index journal_posting_by_day on views.journal_posting (effective_on, id);
create index journal_posting_by_award on views.journal_posting (award, effective_on, id);
create index journal_posting_by_party on views.journal_posting (party, effective_on, id);

create table views.journal_day (
  id             text    primary key,
  account        text    not null,
  fiscal_year    integer not null,
  effective_on   text    not null,
  recorded_on    text    not null,
  debit_fen      bigint  not null,
  credit_fen     bigint  not null,
  first_position text    not null,
  last_position  text    not null
);

create index journal_day_by_account on views.journal_day (account, effective_on);

create table views.journal_facts (
  id    text  primary key,
  facts jsonb not null
);
