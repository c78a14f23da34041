-- Read models: everything in this schema can be thrown away and is built anew from the event log.

create schema if not exists views;

create table views.checkpoint (
  name     text    primary key,
  version  integer not null,
  position text    not null
);

create table views.reaction_checkpoint (
  name     text primary key,
  position text not null
);
