create table views.cap_account (
  id           text    primary key,
  cap_key      text,
  subject      text,
  cap_window   text,
  title        jsonb,
  clause       text,
  limit_fen    bigint,
  limit_years  integer,
  reserved_fen bigint  not null,
  consumed_fen bigint  not null,
  restored_fen bigint  not null,
  used_fen     bigint  not null,
  by_year      jsonb   not null
);

create index cap_account_by_subject on views.cap_account (subject, id);

create table views.cap_reservation (
  id            text    primary key,
  account       text    not null,
  award         text    not null,
  tranche_no    integer not null,
  year          integer,
  requested_fen bigint  not null,
  granted_fen   bigint  not null,
  consumed_fen  bigint  not null,
  released_fen  bigint  not null,
  restored_fen  bigint  not null,
  refused_with  text,
  requested_on  text    not null
);

create index cap_reservation_by_account on views.cap_reservation (account, requested_on, id);
