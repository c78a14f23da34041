create table views.award_money (
  id            text    primary key,
  award         text    not null,
  programme     text    not null,
  measure       text    not null,
  tranche_no    integer not null,
  attempt       integer not null,
  budget_line   text    not null,
  fiscal_year   integer not null,
  forecast_fen  bigint  not null,
  reserved_fen  bigint  not null,
  committed_fen bigint  not null,
  set_off_fen   bigint  not null,
  bank_fen      bigint  not null,
  returned_fen  bigint  not null,
  recovered_fen bigint  not null
);

create index award_money_by_award on views.award_money (award, fiscal_year);
create index award_money_by_year on views.award_money (fiscal_year, programme);
