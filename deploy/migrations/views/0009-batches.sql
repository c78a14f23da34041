create table views.batch (
  id                 text    primary key,
  batch              text    not null unique,
  revision           integer not null,
  title              text    not null,
  status             text    not null,
  drafted_at         text    not null,
  execute_on         text    not null,
  acts               jsonb   not null,
  approvals          text[]  not null,
  required_approvals integer,
  content_hash       text,
  sealed_at          text,
  message_id         text    unique,
  file               jsonb,
  reason             text,
  left_out           jsonb   not null,
  line_count         integer not null,
  total_fen          bigint  not null,
  by_outcome         jsonb   not null
);

create index batch_by_date on views.batch (drafted_at, id);

create table views.batch_line (
  id             text    primary key,
  batch          text    not null,
  line_id        text    not null,
  award          text    not null,
  tranche_no     integer not null,
  attempt        integer not null,
  payee          text    not null,
  account        jsonb   not null,
  gross_fen      bigint  not null,
  set_off_fen    bigint  not null,
  net_fen        bigint  not null,
  purpose        text    not null,
  involved       text[]  not null,
  outcome        text    not null,
  answered_on    text,
  bank_reference text,
  reason_code    text,
  reason         text,
  answers        jsonb   not null
);

create index batch_line_by_batch on views.batch_line (batch, id);
create index batch_line_by_line on views.batch_line (line_id);
create index batch_line_by_payment on views.batch_line (award, tranche_no, attempt);
