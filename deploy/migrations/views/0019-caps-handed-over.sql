-- Cap accounts of an identity that became somebody else. The rows are built anew: another version.
alter table views.cap_account add column handed_over_to text;
