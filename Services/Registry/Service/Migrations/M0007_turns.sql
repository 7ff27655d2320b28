-- Lookups of histories and of pending steps. Runs as taoli_registry_owner.

-- The case that brought a change about is found by the time of the transaction: under a policy no
-- index serves an id that is cast to text.
create index on registry.change_history (recorded_at) where aggregate_type = 'case';

-- Steps that came back to their applicants.
create index case_step_returned on registry.case_step (case_id) where state = 'returned';
