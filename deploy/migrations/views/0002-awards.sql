create table views.award (
  id            text    primary key,
  stream        text    not null,
  revision      integer not null,
  position      text    not null,
  programme     text    not null,
  measure       text    not null,
  status        text    not null,
  parties       text[]  not null,
  applied_on    text    not null,
  approved_on   text,
  state         jsonb   not null,
  derivation    jsonb,
  publicity     jsonb,
  assessments   jsonb   not null,
  tranche_notes jsonb   not null,
  ending        jsonb
);

create index award_by_date on views.award (applied_on, id);
create index award_by_programme on views.award (programme, status, applied_on, id);
create index award_by_party on views.award using gin (parties);

create table views.award_event (
  id             text    primary key,
  award          text    not null,
  revision       integer not null,
  position       text    not null,
  type           text    not null,
  data           jsonb   not null,
  effective_on   text    not null,
  recorded_at    text    not null,
  actor          jsonb   not null,
  policy_version text,
  refusal        jsonb
);

create index award_event_in_order on views.award_event (award, position, id);
