-- Cycles with what went into them and what came out, and the record of each subject over the years
-- (ADR 37). `districts` = who may see a row: the cycle's own district and its members'. Finer scope
-- (one group, one school, not before its time) is CycleViewer's. Runs as taoli_evaluation_owner.

create table evaluation.cycle (
    id             uuid     primary key,
    district       text     not null,
    districts      text[]   not null,
    pack           text     not null,
    pack_version   text     not null,
    -- The pack as it was when the cycle began: it computes the same whatever came later (TC-33).
    pack_file      bytea    not null,
    kind           text     not null check (kind in ('standards', 'levels', 'tree')),
    tree           text     not null,
    name_chinese   text     not null,
    name_english   text     not null,
    clause         text     not null,
    -- 2024-2025, or 2024 for a calendar year.
    period         text     not null,
    members_on     date     not null,
    is_past        boolean  not null,
    contest_days   integer  not null,
    opened_on      date     not null,
    status         text     not null check (status in ('open', 'contesting', 'published', 'withdrawn')),
    computation    integer  not null,
    inputs_hash    text     not null,
    hash           text     not null,
    result_count   bigint   not null,
    contest_until  date,
    published_on   date,
    -- Sequence of its last event.
    version        bigint   not null
);
create index on evaluation.cycle (district, period);
create index on evaluation.cycle (pack, period);

-- One running or published cycle a group, pack, kind and year.
create table evaluation.cycle_group (
    cycle_id    uuid     not null references evaluation.cycle (id),
    group_id    uuid     not null,
    pack        text     not null,
    kind        text     not null,
    tree        text     not null,
    period      text     not null,
    is_counted  boolean  not null,
    districts   text[]   not null,
    primary key (cycle_id, group_id)
);
create unique index cycle_group_running on evaluation.cycle_group (group_id, pack, kind, tree, period)
    where is_counted;

create table evaluation.cycle_member (
    cycle_id       uuid     not null references evaluation.cycle (id),
    position       integer  not null,
    group_id       uuid     not null,
    group_name     text     not null,
    school_id      uuid     not null,
    school_name    text     not null,
    leads          boolean  not null,
    stages         text[]   not null,
    sites          text[]   not null,
    membership_id  uuid     not null,
    -- Where its sites lie.
    own_districts  text[]   not null,
    -- The cycle's.
    districts      text[]   not null,
    primary key (cycle_id, group_id, school_id)
);
create index on evaluation.cycle_member (school_id);

-- Computation 0 is what people recorded so far; n is what went into the n-th computation.
create table evaluation.cycle_input (
    cycle_id     uuid     not null references evaluation.cycle (id),
    computation  integer  not null,
    -- What it tells of, in one text.
    key          text     not null,
    what         text     not null,
    group_id     uuid,
    school_id    uuid,
    stage        text     not null,
    subject      text     not null,
    item         text     not null,
    -- Numbers with all their digits, by spaces.
    numbers      text     not null,
    level        text     not null,
    evidence     text     not null,
    source       text     not null,
    districts    text[]   not null,
    primary key (cycle_id, computation, key)
);

create table evaluation.cycle_computation (
    cycle_id     uuid     not null references evaluation.cycle (id),
    computation  integer  not null,
    computed_on  date     not null,
    inputs_hash  text     not null,
    hash         text     not null,
    -- The frozen text; recomputing gives the same bytes.
    frozen       text     not null,
    districts    text[]   not null,
    primary key (cycle_id, computation)
);

create table evaluation.cycle_result (
    cycle_id      uuid     not null references evaluation.cycle (id),
    computation   integer  not null,
    line          bigint   not null,
    group_id      uuid     not null,
    school_id     uuid,
    stage         text     not null,
    course        text     not null,
    respondent    text     not null,
    item          text     not null,
    name_chinese  text     not null,
    name_english  text     not null,
    verdict       text     not null,
    figure        text     not null,
    low           double precision,
    high          double precision,
    threshold_chinese  text,
    threshold_english  text,
    sample_count  bigint,
    sample_total  bigint,
    estimator     text     not null,
    source        text     not null,
    clause        text     not null,
    note_chinese  text,
    note_english  text,
    is_against    boolean  not null,
    is_whole      boolean  not null,
    districts     text[]   not null,
    primary key (cycle_id, computation, line)
);

create table evaluation.cycle_objection (
    id           uuid     primary key,
    cycle_id     uuid     not null references evaluation.cycle (id),
    position     integer  not null,
    group_id     uuid     not null,
    school_id    uuid,
    computation  integer  not null,
    raised_on    date     not null,
    due_on       date     not null,
    reason       text     not null,
    status       text     not null check (status in ('open', 'upheld', 'rejected')),
    answered_on  date,
    answer       text     not null,
    districts    text[]   not null
);
create index on evaluation.cycle_objection (cycle_id);

-- One a pack and subject; its id is made from both.
create table evaluation.verdict_record (
    id               uuid    primary key,
    pack             text    not null,
    district         text    not null,
    districts        text[]  not null,
    group_id         uuid    not null,
    school_id        uuid,
    warned_since     date,
    named_on         date,
    reviewed_on      date,
    review_told      text    not null,
    disqualified_on  date,
    revoked_on       date,
    grounds          text[]  not null,
    version          bigint  not null
);
create index on evaluation.verdict_record (group_id);
create index on evaluation.verdict_record (school_id);
create index on evaluation.verdict_record (named_on) where named_on is not null and revoked_on is null;

create table evaluation.verdict_year (
    record_id      uuid     not null references evaluation.verdict_record (id),
    position       integer  not null,
    period         text     not null,
    cycle_id       uuid     not null,
    kind           text     not null,
    tree           text     not null,
    result         text     not null,
    name_chinese   text     not null,
    name_english   text     not null,
    membership_id  uuid,
    published_on   date     not null,
    is_past        boolean  not null,
    districts      text[]   not null,
    primary key (record_id, position)
);

do $$
declare
    relation text;
begin
    foreach relation in array array['cycle', 'cycle_group', 'cycle_member', 'cycle_input',
        'cycle_computation', 'cycle_result', 'cycle_objection', 'verdict_record', 'verdict_year'] loop
        execute format('alter table evaluation.%I enable row level security', relation);
        execute format(
            'create policy %I on evaluation.%I to taoli_evaluation_app '
            'using (districts && (select taoli.scope())::text[])', relation || '_app', relation);
        execute format(
            'create policy %I on evaluation.%I to taoli_evaluation_all using (true) with check (true)',
            relation || '_all', relation);
        execute format('grant select on evaluation.%I to taoli_evaluation_app', relation);
        execute format('grant select, insert, update on evaluation.%I to taoli_evaluation_all', relation);
    end loop;
end
$$;
