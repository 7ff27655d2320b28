-- The packs that districts bind in registry, with their files: a copy kept by PolicyProjection
-- (TaoliHost). A plan keeps the file it was made by.
-- Runs as taoli_rotation_owner.

-- A file in parts, as its events bring it.
create table rotation.policy_file (
    district  text    not null,
    -- SHA-256 of the whole file.
    version   text    not null,
    part      integer not null check (part between 1 and parts),
    parts     integer not null,
    pack      text    not null,
    bytes     bytea   not null,
    primary key (district, version, part)
);

-- The last binding of a school year, by function: cases, rotation, notification.
create table rotation.policy_binding (
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
        execute format('alter table rotation.%I enable row level security', item);
        execute format(
            'create policy own_district on rotation.%I to taoli_rotation_app '
            'using (district = any((select taoli.scope())::text[]))', item);
        execute format(
            'create policy every_district on rotation.%I to taoli_rotation_all using (true)', item);
        execute format('grant select on rotation.%I to taoli_rotation_app', item);
        execute format('grant select, insert, update, delete on rotation.%I to taoli_rotation_all', item);
    end loop;
end
$$;
