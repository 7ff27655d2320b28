-- What schools have of the resources that packs name, by school year (教督〔2017〕6号). Runs as
-- taoli_evaluation_owner.

create table evaluation.school_resource (
    district     text     not null,
    school_year  text     not null,
    school_id    uuid     not null,
    stage        text     not null,
    students     integer  not null check (students > 0),
    -- As id=amount, by spaces, with all digits.
    amounts      text     not null,
    job_id       uuid     not null,
    primary key (school_year, school_id, stage)
);
create index on evaluation.school_resource (district, school_year);
create index on evaluation.school_resource (job_id);

alter table evaluation.school_resource enable row level security;
create policy school_resource_app on evaluation.school_resource to taoli_evaluation_app
    using (district = any((select taoli.scope())::text[]));
create policy school_resource_all on evaluation.school_resource to taoli_evaluation_all
    using (true) with check (true);
grant select, insert, delete on evaluation.school_resource to taoli_evaluation_all;
