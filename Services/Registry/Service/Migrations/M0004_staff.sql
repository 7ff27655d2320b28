-- Persons, their posts, their levels, what was revealed of them, and how many posts a school has.
-- Runs as taoli_registry_owner. Locks are taken in this order, within a table by id: district,
-- site, school, school_group, account, case_file, person.

create table registry.person (
    id               uuid    primary key,
    -- Whose record it is: the district of the main post held last.
    district         text    not null,
    -- Whom it concerns: the owner, and the districts of posts that have not ended.
    districts        text[]  not null,
    name             text    not null,
    -- The identity document's number, sealed with a key from outside the database, and its keyed
    -- digest, by which it is found; both null once the person is withdrawn.
    document         text,
    number_sealed    bytea,
    number_index     bytea,
    phone_sealed     bytea,
    working_since    date,
    teaching_since   date,
    title            text,
    principal_grade  text,
    is_withdrawn     boolean not null,
    version          bigint  not null,
    check (num_nonnulls(document, number_sealed, number_index) in (0, 3))
);
create unique index person_number on registry.person (number_index);
create index on registry.person (district, name, id);
create index on registry.person using gin (districts);
create index person_name_trigram on registry.person using gin (name public.gin_trgm_ops);

create table registry.employment (
    id             uuid    primary key,
    person_id      uuid    not null references registry.person (id),
    school_id      uuid    not null references registry.school (id),
    -- The school's district when it began.
    district       text    not null,
    -- The person's: whoever sees the person sees every post.
    districts      text[]  not null,
    kind           text    not null check (kind in ('main', 'concurrent')),
    post           text    not null,
    subject        text,
    stage          text,
    channel        text,
    outside_limit  boolean not null,
    valid_from     date    not null,
    valid_until    date,
    school_since   date    not null,
    check (valid_until is null or valid_until >= valid_from)
);
create index on registry.employment (person_id);
create index on registry.employment (school_id, valid_from);
create unique index employment_one_main on registry.employment (person_id)
    where kind = 'main' and valid_until is null;

create table registry.key_level (
    id           uuid    primary key,
    person_id    uuid    not null references registry.person (id),
    districts    text[]  not null,
    level        text    not null,
    issuer       text    not null,
    valid_from   date    not null,
    valid_until  date,
    check (valid_until is null or valid_until >= valid_from)
);
create index on registry.key_level (person_id);

-- Who looked at which numbers of whom, and why; written before they are shown.
create table registry.person_reveal (
    id           bigint      generated always as identity primary key,
    person_id    uuid        not null references registry.person (id),
    districts    text[]      not null,
    -- number, phone.
    fields       text[]      not null,
    reason       text        not null,
    actor        text        not null,
    actor_role   text        not null,
    revealed_at  timestamptz not null
);
create index on registry.person_reveal (person_id, id);

-- A school's numbers of posts; each holds until the next one's first day.
create table registry.establishment (
    school_id        uuid    not null references registry.school (id),
    valid_from       date    not null,
    district         text    not null,
    posts            integer not null,
    leaders          integer not null,
    middle_managers  integer not null,
    reference        text    not null,
    primary key (school_id, valid_from)
);

-- A sealed piece of a file is longer than what came: 4 bytes of key number, 12 of nonce, 16 of tag.
alter table registry.import_chunk drop constraint import_chunk_data_check;
alter table registry.import_chunk add constraint import_chunk_data_check
    check (octet_length(data) between 1 and 262176);

-- Names are searched here and not under a policy; see schools_named.
create function registry.persons_named(part text)
    returns table (id uuid)
    language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    pattern text := '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%';
    wide boolean := registry.sees_all();
    scope text[] := case when wide then null else taoli.scope() end;
begin
    return query
        select p.id from registry.person p
            where p.name like pattern and not p.is_withdrawn and (wide or p.districts && scope);
end
$$;

do $$
declare
    app text := regexp_replace(current_user, '_owner$', '_app');
    wide text := regexp_replace(current_user, '_owner$', '_all');
    item text;
begin
    foreach item in array array['person', 'employment', 'key_level', 'person_reveal',
                                'establishment'] loop
        execute format('alter table registry.%I enable row level security', item);
        execute format(
            'create policy %I on registry.%I to %I using (true) with check (true)',
            item || '_all', item, wide);
        execute format(
            'create policy %I on registry.%I to %I using (%s)', item || '_app', item, app,
            case when item = 'establishment'
                then 'district = any((select taoli.scope())::text[])'
                else 'districts && (select taoli.scope())::text[]' end);
    end loop;
    execute format(
        'grant select, insert, update on registry.person, registry.employment, '
        'registry.key_level, registry.establishment to %I, %I', app, wide);
    execute format('grant select, insert on registry.person_reveal to %I, %I', app, wide);
    execute format('grant usage on all sequences in schema registry to %I, %I', app, wide);
    execute 'revoke all on function registry.persons_named(text) from public';
    execute format('grant execute on function registry.persons_named(text) to %I, %I', app, wide);
end
$$;
