-- The register: districts, schools, sites, groups, accounts, and what happened to each.
-- Runs as taoli_registry_owner. `version` is the sequence of the record's last event.
-- Locks are taken in this order, within a table by id: district, site, school, school_group,
-- account.

create schema registry;

-- Whether the transaction sees every district. Called inside SECURITY DEFINER functions, where
-- current_user is the owner: SET LOCAL ROLE … still shows in the setting `role`.
create function registry.sees_all() returns boolean
    language sql stable set search_path = pg_catalog
as $$
    select current_setting('role') = regexp_replace(current_user, '_owner$', '_all')
$$;

create table registry.district (
    code          text    primary key,
    -- The row's owner for its policy: the same as the code.
    district      text    not null generated always as (code) stored,
    name          text    not null,
    is_city       boolean not null,
    is_withdrawn  boolean not null,
    version       bigint  not null
);
create unique index district_one_city on registry.district ((true))
    where is_city and not is_withdrawn;

create table registry.school (
    id          uuid   primary key,
    district    text   not null,
    name        text   not null,
    closed_on   date,
    successor   uuid,
    version     bigint not null
);
create index on registry.school (district, name);
create index school_name_trigram on registry.school using gin (name public.gin_trgm_ops);

-- Official codes with their time (decisions.md: attributes with validity, never keys).
create table registry.school_code (
    school_id    uuid not null references registry.school (id),
    scheme       text not null,
    value        text not null,
    valid_from   date not null,
    valid_until  date,
    district     text not null,
    primary key (school_id, scheme, valid_from)
);

create table registry.site (
    id            uuid    primary key,
    district      text    not null,
    school_id     uuid    not null,
    external_id   text,
    name          text    not null,
    kind          text    not null,
    ownership     text    not null,
    status        text    not null,
    longitude     double precision,
    latitude      double precision,
    legal_name    text,
    is_withdrawn  boolean not null,
    version       bigint  not null
);
create index on registry.site (school_id);
create index on registry.site (external_id) where not is_withdrawn;
create unique index site_external_id on registry.site (district, external_id)
    where not is_withdrawn;
create index site_name_trigram on registry.site using gin (name public.gin_trgm_ops);

-- To which school a site belonged when: valid time in `valid_from`/`valid_until` (null from = as
-- far back as anybody knows), and when it was recorded.
create table registry.site_school (
    id           bigint generated always as identity primary key,
    site_id      uuid not null references registry.site (id),
    school_id    uuid not null,
    valid_from   date,
    valid_until  date,
    recorded_at  timestamptz not null default now(),
    district     text not null
);
create unique index site_school_open on registry.site_school (site_id) where valid_until is null;
create index on registry.site_school (school_id);

create table registry.school_group (
    id             uuid    primary key,
    -- Whose it is.
    district       text    not null,
    -- Whom it concerns: the owner, and the districts of its sites, past and present.
    districts      text[]  not null,
    name           text    not null,
    kind           text    not null,
    founded_on     date    not null,
    start_unknown  boolean not null,
    closed_on      date,
    source_type    text,
    source_level   text,
    version        bigint  not null
);
create unique index school_group_name on registry.school_group (district, name)
    where closed_on is null;
create index school_group_name_trigram on registry.school_group
    using gin (name public.gin_trgm_ops);
create index on registry.school_group using gin (districts);

create table registry.membership (
    id             uuid    primary key,
    group_id       uuid    not null references registry.school_group (id),
    site_id        uuid    not null,
    -- The site's school and district when it joined.
    school_id      uuid    not null,
    site_district  text    not null,
    districts      text[]  not null,
    role           text    not null,
    valid_from     date    not null,
    valid_until    date,
    start_unknown  boolean not null,
    relation       text,
    check (valid_until is null or valid_until >= valid_from)
);
create index on registry.membership (group_id);
create index on registry.membership (site_id);
create unique index membership_open on registry.membership (group_id, site_id)
    where valid_until is null;

-- One line a change; a record's history (GroupHistory, SchoolHistory).
create table registry.change_history (
    id              bigint generated always as identity primary key,
    aggregate_type  text        not null,
    -- An id, or a district's code.
    aggregate_id    text        not null,
    version         bigint      not null,
    what            text        not null,
    effective_on    date,
    -- The site concerned, so that a school's history shows its joinings.
    site_id         uuid,
    actor           text        not null,
    actor_role      text        not null,
    reason          text        not null,
    -- [{"field","before","after"}]
    fields          jsonb       not null,
    districts       text[]      not null,
    recorded_at     timestamptz not null default now(),
    unique (aggregate_type, aggregate_id, version)
);
create index on registry.change_history (site_id, id) where site_id is not null;

create table registry.account (
    id               uuid        primary key,
    district         text        not null,
    kind             text        not null,
    login            text        not null,
    display_name     text        not null,
    created_at       timestamptz not null,
    last_sign_in_at  timestamptz,
    version          bigint      not null
);
-- Signing in names no district, so a login is unique in the deployment.
create unique index account_login on registry.account (login);
create index on registry.account (district, login);

create table registry.account_grant (
    id          uuid        primary key,
    account_id  uuid        not null references registry.account (id),
    district    text        not null,
    role        text        not null,
    unit        text        not null,
    granted_at  timestamptz not null,
    revoked_at  timestamptz
);
create index on registry.account_grant (account_id);
create unique index account_grant_held on registry.account_grant (account_id, role, unit)
    where revoked_at is null;

-- How an account proves who it is: a password's scrypt form or a program's public key.
create table registry.credential (
    account_id      uuid    primary key references registry.account (id),
    district        text    not null,
    password_hash   text,
    public_key_pem  text,
    failures        integer not null default 0,
    locked_until    timestamptz,
    check (num_nonnulls(password_hash, public_key_pem) = 1)
);

create table registry.refresh_token (
    -- SHA-256 of the token: a stolen database opens nothing.
    digest      bytea       primary key check (octet_length(digest) = 32),
    family      uuid        not null,
    account_id  uuid        not null references registry.account (id),
    grant_id    uuid        not null,
    district    text        not null,
    -- When its family began: the sign-in.
    began_at    timestamptz not null,
    expires_at  timestamptz not null,
    spent_at    timestamptz,
    revoked_at  timestamptz
);
create index on registry.refresh_token (family);
create index on registry.refresh_token (expires_at);

-- Ids of assertions exchanged already, until they expire.
create table registry.used_assertion (
    account_id  uuid        not null,
    jti         text        not null,
    district    text        not null,
    expires_at  timestamptz not null,
    primary key (account_id, jti)
);
create index on registry.used_assertion (expires_at);

-- Names are searched here and not under a policy: only leakproof operators use an index there
-- (a trigram search of 250,000 rows: 0.4 ms without, 43-83 ms with).
create function registry.schools_named(part text)
    returns table (id uuid)
    language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    pattern text := '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%';
    wide boolean := registry.sees_all();
    scope text[] := case when wide then null else taoli.scope() end;
begin
    return query
        select s.id from registry.school s
            where s.name like pattern and (wide or s.district = any(scope))
        union
        select s.school_id from registry.site s
            where s.name like pattern and not s.is_withdrawn and (wide or s.district = any(scope));
end
$$;

create function registry.groups_named(part text)
    returns table (id uuid)
    language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    pattern text := '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%';
    wide boolean := registry.sees_all();
    scope text[] := case when wide then null else taoli.scope() end;
begin
    return query
        select g.id from registry.school_group g
            where g.name like pattern and (wide or g.districts && scope);
end
$$;

-- What may be known of a group's sites by whoever may see the group: names of schools are public,
-- and a member may stand in a district outside the reader's scope.
create function registry.site_faces(sites uuid[])
    returns table (id uuid, name text, external_id text, kind text, district text,
                   school_id uuid, school_name text)
    language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    wide boolean := registry.sees_all();
    scope text[] := case when wide then null else taoli.scope() end;
begin
    return query
        select s.id, s.name, s.external_id, s.kind, s.district, s.school_id, c.name
        from registry.site s left join registry.school c on c.id = s.school_id
        where s.id = any(sites)
            and (wide or s.district = any(scope) or exists (
                select from registry.membership m
                where m.site_id = s.id and m.districts && scope));
end
$$;

-- A login is unique across districts, which a caller scoped to one cannot see by itself.
create function registry.login_taken(wanted text) returns boolean
    language sql stable security definer set search_path = pg_catalog
as $$
    select exists (select from registry.account a where a.login = wanted)
$$;

-- The city's own code; public like all district codes, and the owner of what the city owns.
create function registry.city_code() returns text
    language sql stable security definer set search_path = pg_catalog
as $$
    select d.code from registry.district d where d.is_city and not d.is_withdrawn
$$;

do $$
declare
    app text := regexp_replace(current_user, '_owner$', '_app');
    wide text := regexp_replace(current_user, '_owner$', '_all');
    one text[] := array['district', 'school', 'school_code', 'site', 'site_school', 'account',
                        'account_grant', 'credential', 'refresh_token', 'used_assertion'];
    several text[] := array['school_group', 'membership', 'change_history'];
    item text;
begin
    execute format('grant usage on schema registry to %I, %I', app, wide);
    execute format('grant usage on all sequences in schema registry to %I, %I', app, wide);
    foreach item in array one || several loop
        execute format('alter table registry.%I enable row level security', item);
        execute format(
            'create policy %I on registry.%I to %I using (true) with check (true)',
            item || '_all', item, wide);
        execute format(
            'create policy %I on registry.%I to %I using (%s)', item || '_app', item, app,
            case when item = any(one)
                then 'district = any((select taoli.scope())::text[])'
                else 'districts && (select taoli.scope())::text[]' end);
    end loop;
    execute format(
        'grant select, insert, update on registry.district, registry.school, registry.school_code, '
        'registry.site, registry.site_school, registry.school_group, registry.membership, '
        'registry.account, registry.account_grant to %I, %I', app, wide);
    execute format('grant select, insert on registry.change_history to %I, %I', app, wide);
    -- Hashes and keys are read only by signing in, which sees every district.
    execute format('grant insert on registry.credential to %I', app);
    execute format('grant select, insert, update on registry.credential to %I', wide);
    execute format(
        'grant select, insert, update, delete on registry.refresh_token, registry.used_assertion '
        'to %I', wide);
    execute 'revoke all on all functions in schema registry from public';
    execute format('grant execute on all functions in schema registry to %I, %I', app, wide);
end
$$;
