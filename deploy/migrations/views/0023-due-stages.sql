-- Tranches of running awards before their release, beside those that wait for the bank; and both by week. The rows are built anew.
create index due_tranche_coming on views.due_tranche (due_on, id)
  where status in ('planned', 'claimed', 'refused', 'verified', 'releasing');
