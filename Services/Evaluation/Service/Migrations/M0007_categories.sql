-- evaluation's own copy of the categories that bureaus give to schools for a time, such as `weak`
-- (decision 3): SH-11 asks of weak schools whether they came on. Kept by CategoryProjection. Runs as
-- taoli_evaluation_owner.

create table evaluation.category (
    designation_id  uuid    primary key,
    school_id       uuid    not null,
    value           text    not null,
    -- Empty for all stages.
    stage           text    not null,
    starts_on       date    not null,
    -- First day on which it no longer holds.
    ends_on         date,
    districts       text[]  not null
);
create index on evaluation.category (school_id);

alter table evaluation.category enable row level security;
create policy category_app on evaluation.category to taoli_evaluation_app
    using (districts && (select taoli.scope())::text[]);
create policy category_all on evaluation.category to taoli_evaluation_all
    using (true) with check (true);
grant select on evaluation.category to taoli_evaluation_app;
grant select, insert, update, delete on evaluation.category to taoli_evaluation_all;
