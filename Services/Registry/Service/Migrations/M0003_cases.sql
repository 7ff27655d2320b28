-- Cases, the policy packs by which they run, and what a membership is besides its time.
-- Runs as taoli_registry_owner. Locks are taken in this order, within a table by id: district,
-- site, school, school_group, account, case_file.

alter table registry.membership add column mode text;
alter table registry.membership add column term_until date;
create index membership_term on registry.membership (term_until)
    where term_until is not null and valid_until is null;

-- A pack as a district bound it, never changed: cases keep the version with which they began.
create table registry.policy_pack (
    district     text        not null,
    version      text        not null check (version ~ '^[0-9a-f]{64}$'),
    pack         text        not null,
    file         bytea       not null,
    recorded_at  timestamptz not null default now(),
    primary key (district, version)
);
create index on registry.policy_pack (version);

-- Which pack a district follows from a school year on; the last binding of a year counts.
create table registry.policy_binding (
    id           bigint      generated always as identity primary key,
    district     text        not null,
    function     text        not null,
    -- The year in which it begins.
    school_year  integer     not null,
    pack         text        not null,
    version      text        not null,
    reason       text        not null,
    bound_by     text        not null,
    bound_at     timestamptz not null,
    foreign key (district, version) references registry.policy_pack (district, version)
);
create index on registry.policy_binding (district, function, school_year desc, id desc);

create table registry.case_file (
    id            uuid   primary key,
    -- Whose the group is; for a founding, whose it will be.
    district      text   not null,
    districts     text[] not null,
    pack          text   not null,
    pack_version  text   not null,
    chain         text   not null,
    purpose       text   not null,
    status        text   not null,
    group_id      uuid   not null,
    school_id     uuid   not null,
    -- The site that joins or is a member; of a founding the first that leads.
    site_id       uuid   not null,
    opened_on     date   not null,
    effective_on  date,
    -- What it is about, who opened it, rules set aside: as CaseRecord writes them.
    facts         jsonb  not null,
    version       bigint not null,
    foreign key (district, pack_version) references registry.policy_pack (district, version)
);
create index on registry.case_file (status, opened_on desc, id desc);
create index on registry.case_file (group_id);
create index on registry.case_file (school_id);
-- At most one case of a kind about one site and group runs at a time.
create unique index case_file_running on registry.case_file (purpose, group_id, site_id)
    where status in ('open', 'returned');

create table registry.case_step (
    case_id      uuid    not null references registry.case_file (id),
    position     integer not null,
    step         text    not null,
    districts    text[]  not null,
    state        text    not null,
    opened_on    date,
    due_on       date,
    -- Units whose people can act, e.g. district/440105.
    units        text[]  not null,
    delegate     uuid,
    -- The product acts by itself when its day has come.
    is_timed     boolean not null,
    answers      jsonb   not null,
    primary key (case_id, position)
);
create index case_step_open on registry.case_step using gin (units) where state = 'open';
create index on registry.case_step (delegate) where state = 'open' and delegate is not null;
create index case_step_timed on registry.case_step (due_on) where state = 'open' and is_timed;

do $$
declare
    app text := regexp_replace(current_user, '_owner$', '_app');
    wide text := regexp_replace(current_user, '_owner$', '_all');
    item text;
begin
    foreach item in array array['policy_pack', 'policy_binding', 'case_file', 'case_step'] loop
        execute format('alter table registry.%I enable row level security', item);
        execute format(
            'create policy %I on registry.%I to %I using (true) with check (true)',
            item || '_all', item, wide);
        execute format(
            'create policy %I on registry.%I to %I using (%s)', item || '_app', item, app,
            case when item like 'policy_%'
                then 'district = any((select taoli.scope())::text[])'
                else 'districts && (select taoli.scope())::text[]' end);
    end loop;
    execute format(
        'grant select, insert on registry.policy_pack, registry.policy_binding to %I, %I', app,
        wide);
    execute format(
        'grant select, insert, update on registry.case_file, registry.case_step to %I, %I', app,
        wide);
    execute format('grant usage on all sequences in schema registry to %I, %I', app, wide);
end
$$;
