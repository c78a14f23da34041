-- What the register knows beside accounts, folded by its own rules; a team has no document. The rows are built anew: another version.
alter table views.party alter column identifier drop not null, alter column identifier_kind drop not null;
alter table views.party add column register jsonb;
