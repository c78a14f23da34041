create table views.deadline (
  id             text    primary key,
  kind           text    not null,
  subject        text    not null,
  about          text,
  status         text    not null,
  due_on         text,
  sorts_as       text    not null,
  term_from      text,
  working_days   integer,
  opened_on      text    not null,
  passed_on      text,
  closed_on      text,
  correlation_id text    not null
);

create index deadline_by_day on views.deadline (sorts_as, id) where status <> 'closed';
create index deadline_running on views.deadline (due_on, id) where status = 'open';
create index deadline_by_subject on views.deadline (subject);

create table views.deadline_calendar (
  id       text   primary key,
  imported jsonb  not null,
  waiting  text[] not null
);
