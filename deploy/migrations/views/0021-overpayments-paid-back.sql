-- What came in beyond the claim and how it is paid back to the debtor.

alter table views.recovery_case
  add column paid_back_fen bigint not null default 0,
  add column refunds       jsonb  not null default '[]';

alter table views.recovery_case
  alter column paid_back_fen drop default,
  alter column refunds drop default;
