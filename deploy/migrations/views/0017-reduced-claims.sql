-- What is claimed no longer because the bank gave a payment back after its award had ended.

alter table views.recovery_case
  add column reduced_fen  bigint not null default 0,
  add column overpaid_fen bigint not null default 0;

alter table views.recovery_case
  alter column reduced_fen drop default,
  alter column overpaid_fen drop default;

drop index views.recovery_case_by_debtor;
create index recovery_case_by_debtor on views.recovery_case (debtor, demanded_on)
  where outstanding_fen > 0 or earmarked_fen > 0;
