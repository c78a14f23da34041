-- What is kept from being paid, why and by whom.
create table views.hold (
  id          text   primary key,
  status      text   not null,
  scope_kind  text   not null,
  scope_id    text   not null,
  reason      text   not null,
  placed_by   text   not null,
  from_day    text   not null,
  until_day   text,
  amount_fen  bigint,
  lifted_by   text,
  ended_on    text,
  lift_reason text,
  -- Positions in the log, so that what bit at an event can be asked again.
  placed_at   text   not null,
  ended_at    text
);

create index hold_in_force on views.hold (from_day) where status = 'in-force';
