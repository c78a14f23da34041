-- The event log: append-only, one gapless order, a hash chain per stream.

create schema if not exists tranche_log;

create table tranche_log.events (
  position     bigint  primary key,
  stream       text    collate "C" not null,
  revision     integer not null,
  id           uuid    not null unique,
  type         text    not null,
  version      integer not null,
  effective_on text    not null,
  -- Text, not jsonb: the content hash covers these very bytes, and jsonb changes numbers and refuses \u0000.
  -- For a look by hand: data::jsonb.
  data         text    not null,
  metadata     text    not null,
  content_hash text    not null,
  stream_hash  text    not null,
  unique (stream, revision)
);

-- The position of the last event. Its row lock, taken last, makes the order of positions the order of commits.
create table tranche_log.head (
  only_row boolean primary key default true check (only_row),
  position bigint  not null
) with (fillfactor = 10);

insert into tranche_log.head (position) values (0);

create function tranche_log.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The event log is append-only: % of tranche_log.events is refused', tg_op;
end $$;

create trigger events_are_never_changed
  before update or delete or truncate on tranche_log.events
  for each statement execute function tranche_log.refuse_change();

revoke all on all tables in schema tranche_log from public;

-- Appends a batch of requests, each to its own stream, and answers one row per request in their order:
--   appended  revision and position of its last event
--   repeated  the same, for events that were there already
--   conflict  the actual revision, null when the stream does not exist
--   reused    the id that is in the log with other content, in another stream or as part of another append
-- A request that is refused does not touch the others. `expected` is null for any revision, -1 for a new stream.
-- Lock order: streams by key, then the head. The settings keep the plans on the indexes, also those that were made while the
-- tables were empty. Ids are looked up only when something does not fit; otherwise the unique index says on insertion that there is
-- nothing to look up. The function acts with the rights of its owner; names without a schema are those of PostgreSQL.
create function tranche_log.append_batch(
  streams text[], expected integer[], sizes integer[],
  ids uuid[], types text[], versions integer[], effective_ons text[], datas text[], metadatas text[], content_hashes text[]
) returns table (outcome text, last_revision integer, last_position bigint, event_id uuid)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
declare
  nothing          text[]    := array_fill(null::text, array[cardinality(streams)]);
  nowhere          integer[] := array_fill(null::integer, array[cardinality(streams)]);
  head_revisions   integer[];
  head_hashes      text[];
  doubtful         boolean;
  known_streams    text[];
  known_revisions  integer[];
  known_positions  bigint[];
  known_hashes     text[];
  outcomes         text[];
  answer_revisions integer[];
  answer_positions bigint[];
  answer_ids       uuid[];
  -- By request: what makes the revision, and the distance from the head, of an event out of its place in the batch.
  revision_bases   integer[];
  offset_bases     integer[];
  -- By event: the request it belongs to, null for one that is refused, and its hash in the chain.
  requests         integer[];
  stream_hashes    text[]    := array_fill(null::text, array[cardinality(ids)]);
  new_count        integer;
  base             bigint;
  chain            text;
  first            integer;
  last             integer;
begin
  perform pg_advisory_xact_lock(s.key)
    from (select distinct hashtextextended(n.name, 0) as key from unnest(streams) n(name) order by 1 offset 0) s;

  select array_agg(h.revision order by r.i), array_agg(h.stream_hash order by r.i),
         coalesce(bool_or(r.expected <> coalesce(h.revision, -1)), false)
    into head_revisions, head_hashes, doubtful
    from unnest(streams, expected) with ordinality r(stream, expected, i)
    left join lateral (
      select e.revision, e.stream_hash from tranche_log.events e
       where e.stream = r.stream order by e.revision desc limit 1
    ) h on true;

  for attempt in 1 .. 2 loop
    if doubtful then
      select array_agg(k.stream order by n.i), array_agg(k.revision order by n.i),
             array_agg(k.position order by n.i), array_agg(k.content_hash order by n.i)
        into known_streams, known_revisions, known_positions, known_hashes
        from unnest(ids) with ordinality n(id, i)
        left join lateral (
          select e.stream, e.revision, e.position, e.content_hash from tranche_log.events e where e.id = n.id limit 1
        ) k on true;
    end if;

    outcomes := nothing;
    answer_ids := nothing::uuid[];
    answer_revisions := nowhere;
    answer_positions := nowhere::bigint[];
    revision_bases := nowhere;
    offset_bases := nowhere;
    requests := array_fill(null::integer, array[cardinality(ids)]);
    new_count := 0;
    last := 0;

    for r in 1 .. cardinality(streams) loop
      first := last + 1;
      last := last + sizes[r];

      if doubtful then
        outcomes[r] := 'repeated';
        for k in first .. last loop
          if known_positions[k] is not null and answer_ids[r] is null then
            answer_ids[r] := ids[k];
          end if;
          if known_positions[k] is null or known_streams[k] <> streams[r] or known_hashes[k] <> content_hashes[k]
             or known_revisions[k] <> known_revisions[first] + k - first then
            outcomes[r] := 'reused';
          end if;
        end loop;
        if outcomes[r] = 'repeated' then
          answer_revisions[r] := known_revisions[last];
          answer_positions[r] := known_positions[last];
          continue;
        end if;
        continue when answer_ids[r] is not null;

        if expected[r] <> coalesce(head_revisions[r], -1) then
          outcomes[r] := 'conflict';
          answer_revisions[r] := head_revisions[r];
          continue;
        end if;
      end if;

      outcomes[r] := 'appended';
      chain := coalesce(head_hashes[r], repeat('0', 64));
      for k in first .. last loop
        chain := encode(sha256(convert_to(chain || content_hashes[k], 'UTF8')), 'hex');
        stream_hashes[k] := chain;
        requests[k] := r;
      end loop;
      revision_bases[r] := coalesce(head_revisions[r], -1) + 1 - first;
      offset_bases[r] := new_count + 1 - first;
      new_count := new_count + sizes[r];
      answer_revisions[r] := revision_bases[r] + last;
      answer_positions[r] := new_count;
    end loop;

    exit when new_count = 0;
    begin
      update tranche_log.head h set position = h.position + new_count returning h.position - new_count into base;
      insert into tranche_log.events
        (position, stream, revision, id, type, version, effective_on, data, metadata, content_hash, stream_hash)
      select base + offset_bases[n.request] + n.place, streams[n.request], revision_bases[n.request] + n.place,
             n.id, n.type, n.version, n.effective_on, n.data, n.metadata, n.content_hash, n.stream_hash
        from unnest(requests, ids, types, versions, effective_ons, datas, metadatas, content_hashes, stream_hashes)
             with ordinality
             n(request, id, type, version, effective_on, data, metadata, content_hash, stream_hash, place)
       where n.request is not null;
      exit;
    exception when unique_violation then
      -- An id is in the log already. Everything up to here is undone, and the ids are looked up.
      if doubtful then raise; end if;
      doubtful := true;
    end;
  end loop;

  return query
    select a.outcome, a.revision, case a.outcome when 'appended' then base + a.position else a.position end, a.id
      from unnest(outcomes, answer_revisions, answer_positions, answer_ids) with ordinality
           a(outcome, revision, position, id, i)
     order by a.i;
end $$;
