create table views.recovery_case (
  id              text   primary key,
  case_id         text   not null unique,
  award           text   not null,
  debtor          text   not null,
  ground          text   not null,
  status          text   not null,
  found_on        text   not null,
  found_by        text   not null,
  demanded_on     text,
  demanded_by     text,
  repay_by        text,
  document_number text,
  amount_fen      bigint not null,
  set_off_fen     bigint not null,
  repaid_fen      bigint not null,
  written_off_fen bigint not null,
  outstanding_fen bigint not null,
  earmarked_fen   bigint not null,
  set_offs        jsonb  not null,
  derivation      jsonb  not null,
  items           jsonb  not null,
  reason          text
);

create index recovery_case_by_age on views.recovery_case (found_on, id);
create index recovery_case_by_debtor on views.recovery_case (debtor, demanded_on) where outstanding_fen > 0;

create table views.recovery_receipt (
  id             text    primary key,
  case_id        text    not null,
  award          text    not null,
  tranche_no     integer not null,
  attempt        integer not null,
  how            text    not null,
  amount_fen     bigint  not null,
  received_on    text    not null,
  bank_reference text
);

create index recovery_receipt_by_payment on views.recovery_receipt (award, tranche_no, attempt);
