-- Corrections of published cycles: which computation took the place of which, by whom and why. Results
-- of the former ones stay. Runs as taoli_evaluation_owner.

create table evaluation.cycle_correction (
    cycle_id      uuid     not null references evaluation.cycle (id),
    computation   integer  not null,
    replaces      integer  not null,
    corrected_on  date     not null,
    author        text     not null,
    role          text     not null,
    reason        text     not null,
    districts     text[]   not null,
    primary key (cycle_id, computation)
);

alter table evaluation.cycle_correction enable row level security;
create policy cycle_correction_app on evaluation.cycle_correction to taoli_evaluation_app
    using (districts && (select taoli.scope())::text[]);
create policy cycle_correction_all on evaluation.cycle_correction to taoli_evaluation_all
    using (true) with check (true);
grant select on evaluation.cycle_correction to taoli_evaluation_app;
grant select, insert on evaluation.cycle_correction to taoli_evaluation_all;

-- The day from which a corrected result counts instead.
alter table evaluation.verdict_year add column replaced_on date;
