-- Staff by event, what bureaus record for plans, plans with their searches, and placements. Needs the
-- extension btree_gist, which deploy/postgres/database.sql makes. Runs as taoli_rotation_owner.

-- rotation's own copy of registry's person events and of what bureaus say of schools, kept by
-- StaffProjection. No names: events carry none. No foreign keys, as in M0001.
create table rotation.person (
    person_id  uuid    primary key,
    -- The import that registered the person was undone.
    withdrawn  boolean not null,
    districts  text[]  not null
);

create table rotation.post (
    employment_id  uuid   primary key,
    person_id      uuid   not null,
    school_id      uuid   not null,
    kind           text   not null,
    post           text   not null,
    subject        text   not null,
    -- Empty for several or none.
    stage          text   not null,
    starts_on      date   not null,
    ends_on        date,
    school_since   date   not null,
    districts      text[] not null
);
create index on rotation.post (school_id);
create index on rotation.post (person_id);

create table rotation.key_level (
    award_id   uuid   primary key,
    person_id  uuid   not null,
    level      text   not null,
    starts_on  date   not null,
    ends_on    date,
    districts  text[] not null
);
create index on rotation.key_level (person_id);

create table rotation.category (
    designation_id  uuid   primary key,
    school_id       uuid   not null,
    value           text   not null,
    -- Empty for all stages.
    stage           text   not null,
    starts_on       date   not null,
    ends_on         date,
    districts       text[] not null
);
create index on rotation.category (school_id);

-- What a bureau recorded for the plans of one group and school year.
create table rotation.inputs (
    id           uuid   primary key,
    group_id     uuid   not null,
    school_year  text   not null,
    district     text   not null,
    districts    text[] not null,
    version      bigint not null,
    constraint inputs_of_year unique (group_id, school_year)
);

create table rotation.input_places (
    inputs_id  uuid    not null references rotation.inputs (id),
    school_id  uuid    not null,
    stage      text    not null,
    places     integer not null check (places >= 0),
    team       boolean not null,
    districts  text[]  not null,
    primary key (inputs_id, school_id, stage)
);

create table rotation.input_need (
    inputs_id  uuid    not null references rotation.inputs (id),
    school_id  uuid    not null,
    stage      text    not null,
    subject    text    not null,
    posts      integer not null check (posts >= 0),
    weight     integer not null check (weight >= 1),
    districts  text[]  not null,
    primary key (inputs_id, school_id, stage, subject)
);

create table rotation.input_teacher (
    inputs_id            uuid    not null references rotation.inputs (id),
    person_id            uuid    not null,
    -- Null: the years decide.
    eligible             boolean,
    hardship             boolean not null,
    willing              integer not null check (willing between -1 and 1),
    years_to_retirement  integer check (years_to_retirement >= 0),
    wishes               uuid[]  not null,
    districts            text[]  not null,
    primary key (inputs_id, person_id)
);

create table rotation.input_way (
    inputs_id      uuid    not null references rotation.inputs (id),
    -- A person's own way, or that of everybody at a school.
    owner_type     text    not null check (owner_type in ('person', 'school')),
    owner_id       uuid    not null,
    to_school      uuid    not null,
    minutes        integer not null check (minutes >= 0),
    extra_minutes  integer not null check (extra_minutes >= 0),
    districts      text[]  not null,
    primary key (inputs_id, owner_id, to_school)
);

create table rotation.plan (
    id               uuid   primary key,
    group_id         uuid   not null,
    district         text   not null,
    districts        text[] not null,
    stage            text   not null,
    school_year      text   not null,
    facts_on         date   not null,
    pack             text   not null,
    pack_version     text   not null,
    -- The pack's file as it was then.
    pack_file        bytea  not null,
    clause           text   not null,
    -- What it is solved on, JSON with sorted keys, and its SHA-256.
    instance         bytea  not null,
    instance_hash    text   not null,
    sending          uuid[] not null,
    receiving        uuid[] not null,
    teachers         integer not null,
    eligible         integer not null,
    state            text   not null,
    outcome          text,
    objective        bigint,
    bound            bigint,
    -- taoli.rotation.v1.PlanReport: why there is no plan, and what would help.
    report           bytea,
    ready            text,
    quota_missing    integer not null,
    key_missing      integer not null,
    withdrawn        uuid[]  not null,
    consulted_until  date,
    decided_on       date,
    version          bigint  not null
);
create index on rotation.plan (group_id, school_year);
-- Of two plans of one year one is decided.
create unique index plan_decided_year on rotation.plan (group_id, stage, school_year)
    where state = 'decided';

-- The search for a plan. Any instance takes one that nobody holds; one whose holder stopped is taken
-- by the next when its time is over.
create table rotation.plan_job (
    plan_id       uuid        primary key references rotation.plan (id),
    district      text        not null,
    state         text        not null check (state in ('waiting', 'running', 'done')),
    holder        uuid,
    held_until    timestamptz,
    attempts      integer     not null,
    step          text        not null,
    -- Of the attempt that runs, or ran last.
    began_at      timestamptz,
    ended_at      timestamptz
);
create index on rotation.plan_job (plan_id) where state <> 'done';

-- Rows of the plan itself have an empty ready; those of the two ready plans its name.
create table rotation.plan_move (
    plan_id        uuid    not null references rotation.plan (id),
    ready          text    not null check (ready in ('', 'quota_first', 'key_first')),
    person_id      uuid    not null,
    home           uuid    not null,
    receiving      uuid    not null,
    subject        text    not null,
    is_key         boolean not null,
    minutes        integer not null,
    extra_minutes  integer not null,
    wish           integer,
    hardship       boolean not null,
    willing        integer not null,
    districts      text[]  not null,
    -- A teacher goes to one school.
    primary key (plan_id, ready, person_id)
);

create table rotation.plan_objection (
    id           uuid   primary key,
    plan_id      uuid   not null references rotation.plan (id),
    unit         text   not null,
    person_id    uuid,
    text         text   not null,
    raised_on    date   not null,
    status       text   not null check (status in ('open', 'upheld', 'rejected')),
    answer       text   not null,
    answered_on  date,
    districts    text[] not null
);
create index on rotation.plan_objection (plan_id);

-- Schools of decided plans, frozen with the decision (decision 3).
create table rotation.plan_school (
    plan_id       uuid    not null references rotation.plan (id),
    school_id     uuid    not null,
    group_id      uuid    not null,
    stage         text    not null,
    school_year   text    not null,
    is_strong     boolean not null,
    basis         text    not null,
    eligible      integer not null,
    quota         integer not null,
    key_required  integer not null,
    districts     text[]  not null,
    primary key (plan_id, school_id)
);
create index on rotation.plan_school (school_year, group_id, stage, school_id);

create table rotation.placement (
    id             uuid    primary key,
    plan_id        uuid    not null references rotation.plan (id),
    group_id       uuid    not null,
    district       text    not null,
    districts      text[]  not null,
    person_id      uuid    not null,
    kind           text    not null,
    home           uuid    not null,
    receiving      uuid    not null,
    stage          text    not null,
    subject        text    not null,
    is_key         boolean not null,
    school_year    text    not null,
    starts_on      date    not null,
    -- First day back at home; the first day itself for one that never began.
    ends_on        date    not null check (ends_on >= starts_on),
    state          text    not null,
    pack           text    not null,
    pack_version   text    not null,
    clause         text    not null,
    years_at_least integer not null,
    appraiser      text,
    began_on       date,
    ground         text,
    ended_reason   text    not null,
    version        bigint  not null,
    -- Nobody is in two places at once.
    constraint placement_of_person exclude using gist
        (person_id with =, daterange(starts_on, ends_on) with &&)
);
create index on rotation.placement (plan_id);
create index on rotation.placement (home);
create index on rotation.placement (receiving);
create index on rotation.placement (group_id);

create table rotation.placement_appraisal (
    placement_id  uuid   not null references rotation.placement (id),
    school_year   text   not null,
    grade         text   not null,
    recorded_on   date   not null,
    districts     text[] not null,
    primary key (placement_id, school_year)
);

do $$
declare
    item text;
begin
    foreach item in array array['person', 'post', 'key_level', 'category', 'inputs', 'input_places',
                                'input_need', 'input_teacher', 'input_way', 'plan', 'plan_move',
                                'plan_objection', 'plan_school', 'placement',
                                'placement_appraisal'] loop
        execute format('alter table rotation.%I enable row level security', item);
        execute format(
            'create policy own_districts on rotation.%I to taoli_rotation_app '
            'using (districts && (select taoli.scope())::text[])', item);
        execute format(
            'create policy every_district on rotation.%I to taoli_rotation_all using (true)', item);
        execute format('grant select on rotation.%I to taoli_rotation_app', item);
        execute format('grant select, insert, update on rotation.%I to taoli_rotation_all', item);
    end loop;
    alter table rotation.plan_job enable row level security;
    create policy own_districts on rotation.plan_job to taoli_rotation_app
        using (district = any((select taoli.scope())::text[]));
    create policy every_district on rotation.plan_job to taoli_rotation_all using (true);
    grant select on rotation.plan_job to taoli_rotation_app;
    grant select, insert, update on rotation.plan_job to taoli_rotation_all;
    -- The copy is rebuilt, and a repaired plan has other moves.
    grant delete on rotation.person, rotation.post, rotation.key_level, rotation.category,
        rotation.plan_move to taoli_rotation_all;
end
$$;
