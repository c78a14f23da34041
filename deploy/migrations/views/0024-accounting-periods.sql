-- The day a posting counts on in the accounts; another than its own when its month was closed before it came. The rows are built anew:
-- another version.
alter table views.journal_posting add column booked_on text not null default '';
alter table views.journal_posting alter column booked_on drop default;

create index journal_posting_by_booking on views.journal_posting (booked_on, id);
create index journal_posting_late on views.journal_posting (booked_on, id) where booked_on <> effective_on;
