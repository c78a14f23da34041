create table views.party (
  id                text  primary key,
  kind              text  not null,
  name              text  not null,
  identifier_kind   text  not null,
  masked_identifier text  not null,
  county            text,
  accounts          jsonb not null,
  proposals         jsonb not null,
  account_in_use    jsonb,
  confirmed_at      text,
  tier              jsonb,
  bans              jsonb not null,
  banned_until      text
);

create index party_by_name on views.party (name, id);
