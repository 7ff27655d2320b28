-- Bodies of units with their members and resolutions; documents with versions and contents.
-- Runs as taoli_registry_owner. Locks are taken in this order, within a table by id: district,
-- site, school, school_group, account, case_file, body, resolution, document.

create table registry.body (
    id              uuid   primary key,
    -- Whose the unit is.
    district        text   not null,
    -- Whom it concerned when it was last written; of a group its districts.
    districts       text[] not null,
    pack            text   not null,
    pack_version    text   not null,
    kind            text   not null,
    name            text   not null,
    -- E.g. group/0199…; of a group or a school its id besides.
    unit            text   not null,
    group_id        uuid,
    school_id       uuid,
    -- Empty where the unit has one body of the kind only; else the name that tells it apart.
    slot            text   not null,
    established_on  date   not null,
    dissolved_on    date,
    version         bigint not null,
    foreign key (district, pack_version) references registry.policy_pack (district, version),
    check (dissolved_on is null or dissolved_on > established_on)
);
create unique index body_standing on registry.body (unit, kind, slot) where dissolved_on is null;
create index on registry.body (group_id) where group_id is not null;
create index on registry.body (school_id) where school_id is not null;
create index on registry.body (district);

create table registry.body_member (
    id           uuid   primary key,
    body_id      uuid   not null references registry.body (id),
    districts    text[] not null,
    post         text   not null,
    person_id    uuid,
    office       text,
    -- For which unit the holder sits.
    unit         text,
    valid_from   date   not null,
    valid_until  date,
    check ((person_id is null) <> (office is null)),
    check (valid_until is null or valid_until >= valid_from)
);
create index on registry.body_member (body_id);
create index on registry.body_member (person_id) where person_id is not null;

create table registry.resolution (
    id                uuid    primary key,
    body_id           uuid    not null references registry.body (id),
    districts         text[]  not null,
    title             text    not null,
    matter            text    not null,
    document_id       uuid,
    document_version  integer,
    case_id           uuid,
    school_id         uuid,
    status            text    not null,
    proposed_on       date    not null,
    -- Who proposed it, advice and the session that decided it: as ResolutionRecord writes them.
    record            jsonb   not null
);
create index on registry.resolution (body_id, id desc);
create index on registry.resolution (school_id) where school_id is not null;
create index on registry.resolution (document_id) where document_id is not null;

create table registry.document (
    id            uuid    primary key,
    district      text    not null,
    districts     text[]  not null,
    pack          text    not null,
    pack_version  text    not null,
    kind          text    not null,
    unit          text    not null,
    group_id      uuid,
    school_id     uuid,
    title         text    not null,
    -- The school years for which it is, as the years in which they begin; null where it stands
    -- until it is changed. Of a term its number besides.
    first_year    integer,
    last_year     integer,
    term          integer,
    version       bigint  not null,
    foreign key (district, pack_version) references registry.policy_pack (district, version)
);
create unique index document_of_period on registry.document
    (unit, kind, coalesce(first_year, 0), coalesce(term, 0));
create index on registry.document (group_id) where group_id is not null;
create index on registry.document (school_id) where school_id is not null;
create index on registry.document (district);

create table registry.document_version (
    document_id   uuid    not null references registry.document (id),
    number        integer not null,
    districts     text[]  not null,
    title         text    not null,
    sha256        text    not null check (sha256 ~ '^[0-9a-f]{64}$'),
    size          bigint  not null,
    media_type    text    not null,
    -- Where the content lies; null where it is kept here.
    reference     text,
    chapters      text[]  not null,
    in_force_from date,
    -- proposed, returned or filed in its bureau's section; null where that is not asked for.
    filing        text,
    -- Who proposed it, who accepted it, what the bureau said: as VersionRecord writes them.
    record        jsonb   not null,
    primary key (document_id, number)
);

-- Bytes of versions that are kept here.
create table registry.document_content (
    document_id  uuid    not null,
    number       integer not null,
    districts    text[]  not null,
    content      bytea   not null check (octet_length(content) <= 1000000),
    primary key (document_id, number),
    foreign key (document_id, number) references registry.document_version (document_id, number)
);

do $$
declare
    app text := regexp_replace(current_user, '_owner$', '_app');
    wide text := regexp_replace(current_user, '_owner$', '_all');
    item text;
begin
    foreach item in array array['body', 'body_member', 'resolution', 'document',
        'document_version', 'document_content'] loop
        execute format('alter table registry.%I enable row level security', item);
        execute format(
            'create policy %I on registry.%I to %I using (true) with check (true)',
            item || '_all', item, wide);
        execute format(
            'create policy %I on registry.%I to %I using '
            '(districts && (select taoli.scope())::text[])', item || '_app', item, app);
    end loop;
    execute format(
        'grant select, insert, update on registry.body, registry.body_member, '
        'registry.resolution, registry.document, registry.document_version to %I, %I', app, wide);
    execute format('grant select, insert on registry.document_content to %I, %I', app, wide);
end
$$;
