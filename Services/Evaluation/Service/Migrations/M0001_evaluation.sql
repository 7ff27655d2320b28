-- evaluation's own copy of what registry says about schools, sites, groups and memberships, kept by
-- RegistryProjection (TaoliHost) from registry's events. No foreign keys: facts of different
-- aggregates come in any order, and a site that nobody has heard of yet is a normal state.
-- `districts` = who may see a row: its own district and those of the groups it is or was in.
-- Runs as taoli_evaluation_owner.

create schema evaluation;

create table evaluation.school (
    school_id  uuid   primary key,
    name       text   not null,
    district   text   not null,
    districts  text[] not null
);

create table evaluation.site (
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
create index on evaluation.site (school_id);

create table evaluation.school_group (
    group_id    uuid   primary key,
    name        text   not null,
    district    text   not null,
    founded_on  date   not null,
    -- First day on which it no longer exists.
    closed_on   date,
    -- Its own and those of all its sites, past and present.
    districts   text[] not null
);
create index on evaluation.school_group (name, group_id);

create table evaluation.membership (
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
create index on evaluation.membership (group_id);
create index on evaluation.membership (site_id);
create index on evaluation.membership (school_id);

do $$
declare
    relation text;
begin
    grant usage on schema evaluation to taoli_evaluation_app, taoli_evaluation_all;
    foreach relation in array array['school', 'site', 'school_group', 'membership'] loop
        execute format('alter table evaluation.%I enable row level security', relation);
        execute format(
            'create policy own_districts on evaluation.%I to taoli_evaluation_app '
            'using (districts && (select taoli.scope())::text[])', relation);
        execute format(
            'create policy every_district on evaluation.%I to taoli_evaluation_all using (true)', relation);
        execute format('grant select on evaluation.%I to taoli_evaluation_app', relation);
        execute format('grant select, insert, update on evaluation.%I to taoli_evaluation_all', relation);
    end loop;
end
$$;
