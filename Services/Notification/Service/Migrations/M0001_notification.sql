-- notification's own copy of what registry says about schools, sites, groups and memberships, kept by
-- RegistryProjection (TaoliHost) from registry's events. No foreign keys: facts of different
-- aggregates come in any order, and a site that nobody has heard of yet is a normal state.
-- `districts` = who may see a row: its own district and those of the groups it is or was in.
-- Runs as taoli_notification_owner.

create schema notification;

create table notification.school (
    school_id  uuid   primary key,
    name       text   not null,
    district   text   not null,
    districts  text[] not null
);

create table notification.site (
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
create index on notification.site (school_id);

create table notification.school_group (
    group_id    uuid   primary key,
    name        text   not null,
    district    text   not null,
    founded_on  date   not null,
    -- First day on which it no longer exists.
    closed_on   date,
    -- Its own and those of all its sites, past and present.
    districts   text[] not null
);
create index on notification.school_group (name, group_id);

create table notification.membership (
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
create index on notification.membership (group_id);
create index on notification.membership (site_id);
create index on notification.membership (school_id);

-- One message to one unit. Its text is made when it is read, from the template of that name and
-- version and from the names that the copy above holds by then: what is missing today may come
-- tomorrow, since facts of different aggregates arrive in any order.
create table notification.message (
    id                uuid        primary key,
    -- Sequence of its last event.
    version           bigint      not null check (version > 0),
    -- Whose inbox holds it: school/<id>, or bureau/<code> for a district's or the city's bureau,
    -- which nobody needs to tell apart when it is written.
    recipient         text        not null,
    districts         text[]      not null,
    template          text        not null,
    template_version  integer     not null,
    group_id          uuid,
    site_id           uuid,
    school_id         uuid,
    role              text check (role in ('lead', 'member')),
    effective_on      date,
    reason            text        not null default '',
    -- Of a summary: the import, and how many of its events concerned the recipient so far.
    import_job_id     uuid,
    foundings         bigint      not null default 0,
    joinings          bigint      not null default 0,
    leavings          bigint      not null default 0,
    created_at        timestamptz not null,
    -- The first receipt: when, and which account.
    read_at           timestamptz,
    read_by           text,
    check ((read_at is null) = (read_by is null))
);
create index on notification.message (recipient, id desc);
create index on notification.message (recipient) where read_at is null;

do $$
declare
    relation text;
begin
    grant usage on schema notification to taoli_notification_app, taoli_notification_all;
    foreach relation in array array['school', 'site', 'school_group', 'membership', 'message'] loop
        execute format('alter table notification.%I enable row level security', relation);
        execute format(
            'create policy own_districts on notification.%I to taoli_notification_app '
            'using (districts && (select taoli.scope())::text[])', relation);
        execute format(
            'create policy every_district on notification.%I to taoli_notification_all using (true)', relation);
        execute format('grant select on notification.%I to taoli_notification_app', relation);
        execute format('grant select, insert, update on notification.%I to taoli_notification_all', relation);
    end loop;
    grant update on notification.message to taoli_notification_app;
end
$$;
