-- The packs that districts bind in registry, with their files: a copy kept by PolicyProjection
-- (TaoliHost). A cycle keeps the file it was opened with.
-- Runs as taoli_evaluation_owner.

-- A file in parts, as its events bring it.
create table evaluation.policy_file (
    district  text    not null,
    -- SHA-256 of the whole file.
    version   text    not null,
    part      integer not null check (part between 1 and parts),
    parts     integer not null,
    pack      text    not null,
    bytes     bytea   not null,
    primary key (district, version, part)
);

-- The last binding of a school year, by function: cases, evaluation and others.
create table evaluation.policy_binding (
    district     text        not null,
    function     text        not null,
    -- First calendar year of the school year in which it begins.
    school_year  integer     not null,
    pack         text        not null,
    version      text        not null,
    bound_at     timestamptz not null,
    bound_by     text        not null,
    primary key (district, function, school_year)
);

do $$
declare
    item text;
begin
    foreach item in array array['policy_file', 'policy_binding'] loop
        execute format('alter table evaluation.%I enable row level security', item);
        execute format(
            'create policy own_district on evaluation.%I to taoli_evaluation_app '
            'using (district = any((select taoli.scope())::text[]))', item);
        execute format(
            'create policy every_district on evaluation.%I to taoli_evaluation_all using (true)', item);
        execute format('grant select on evaluation.%I to taoli_evaluation_app', item);
        execute format('grant select, insert, update, delete on evaluation.%I to taoli_evaluation_all', item);
    end loop;
end
$$;
