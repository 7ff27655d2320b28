-- rotation's own copy of what registry says about schools, sites, groups and memberships, kept by
-- RegistryProjection (TaoliHost) from registry's events. No foreign keys: facts of different
-- aggregates come in any order, and a site that nobody has heard of yet is a normal state.
-- `districts` = who may see a row: its own district and those of the groups it is or was in.
-- Runs as taoli_rotation_owner.

create schema rotation;

create table rotation.school (
    school_id  uuid   primary key,
    name       text   not null,
    district   text   not null,
    districts  text[] not null
);

create table rotation.site (
    site_id    uuid    primary key,
    -- The school it belongs to now.
    school_id  uuid    not null,
    name       text    not null,
    district   text    not null,
    -- nine_year, complete, …: TaoliModels.SchoolKind. A word of a newer registry reads as unknown.
    kind       text    not null,
    status     text    not null,
    -- The import that registered it was undone: it never was.
    withdrawn  boolean not null,
    districts  text[]  not null
);
create index on rotation.site (school_id);

create table rotation.school_group (
    group_id    uuid   primary key,
    name        text   not null,
    district    text   not null,
    founded_on  date   not null,
    -- First day on which it no longer exists.
    closed_on   date,
    -- Its own and those of all its sites, past and present.
    districts   text[] not null
);
create index on rotation.school_group (name, group_id);

create table rotation.membership (
    membership_id  uuid   primary key,
    group_id       uuid   not null,
    site_id        uuid   not null,
    -- The school to which the site belonged when it joined.
    school_id      uuid   not null,
    role           text   not null check (role in ('lead', 'member')),
    starts_on      date   not null,
    -- First day on which it no longer belongs.
    ends_on        date,
    -- Those of its group.
    districts      text[] not null
);
create index on rotation.membership (group_id);
create index on rotation.membership (site_id);
create index on rotation.membership (school_id);

do $$
declare
    relation text;
begin
    grant usage on schema rotation to taoli_rotation_app, taoli_rotation_all;
    foreach relation in array array['school', 'site', 'school_group', 'membership'] loop
        execute format('alter table rotation.%I enable row level security', relation);
        execute format(
            'create policy own_districts on rotation.%I to taoli_rotation_app '
            'using (districts && (select taoli.scope())::text[])', relation);
        execute format(
            'create policy every_district on rotation.%I to taoli_rotation_all using (true)', relation);
        execute format('grant select on rotation.%I to taoli_rotation_app', relation);
        execute format('grant select, insert, update on rotation.%I to taoli_rotation_all', relation);
    end loop;
end
$$;
