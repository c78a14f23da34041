-- A projection may be divided into shards, each with a checkpoint of its own; and a runner that stalls says so to everybody.

alter table views.checkpoint add column shard integer not null default 0;
alter table views.checkpoint add column stalled jsonb;
alter table views.checkpoint drop constraint checkpoint_pkey;
alter table views.checkpoint add primary key (name, shard);
