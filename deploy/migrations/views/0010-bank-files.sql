create table views.bank_file (
  id           text    primary key,
  file_name    text    not null,
  file_hash    text    not null,
  format       text    not null,
  message_id   text,
  imported_by  text    not null,
  imported_at  text    not null,
  group_answer jsonb,
  entry_count  integer not null,
  open_count   integer not null
);

create table views.bank_entry (
  id             text    primary key,
  file           text    not null,
  entry_no       integer not null,
  imported_at    text    not null,
  status         text    not null,
  outcome        text    not null,
  end_to_end_id  text,
  amount_fen     bigint,
  bank_reference text,
  happened_on    text,
  reason_code    text,
  reason         text,
  batch          text,
  line_id        text,
  problem        jsonb,
  assignment     jsonb
);

create index bank_entry_by_file on views.bank_entry (file, entry_no);
create index bank_entry_open on views.bank_entry (imported_at, id) where status in ('unmatched', 'refused');
