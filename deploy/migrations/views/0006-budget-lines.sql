create table views.budget_line (
  id               text    primary key,
  line             text    not null,
  year             integer not null,
  appropriated_fen bigint  not null,
  committed_fen    bigint  not null,
  disbursed_fen    bigint  not null,
  open_fen         bigint  not null,
  free_fen         bigint  not null,
  queued_fen       bigint  not null,
  refunded_fen     bigint  not null,
  documents        jsonb   not null,
  unique (year, line)
);
