-- What is personal is kept here as the log keeps it: sealed. The rows are built anew, because the view has another version.
alter table views.party rename column masked_identifier to identifier;
alter table views.party add column forgetting jsonb, add column forgotten jsonb;
