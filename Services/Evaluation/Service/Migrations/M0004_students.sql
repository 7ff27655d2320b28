-- Students of a school year, their results, surveys, and the imports that fill them. A student is a keyed hash of the code in the file: nobody reads from here who it was.
-- Runs as taoli_evaluation_owner.

create table evaluation.enrolled_student (
    district     text   not null,
    school_year  text   not null,
    student      bytea  not null,
    school_id    uuid   not null,
    stage        text   not null,
    job_id       uuid   not null,
    -- Whoever is on two schools' rolls of one year is refused, across districts too.
    primary key (school_year, student)
);
create index on evaluation.enrolled_student (job_id);

create table evaluation.student_result (
    district     text     not null,
    school_year  text     not null,
    student      bytea    not null,
    subject      text     not null,
    school_id    uuid     not null,
    stage        text     not null,
    -- Hundredths of a point, so that sums are exact; null for one who was absent.
    score        integer  check (score >= 0),
    prior        integer  check (prior >= 0),
    is_passed    boolean,
    -- sat, excused, or missing without cause.
    absence      text     not null check (absence in ('sat', 'excused', 'missing')),
    job_id       uuid     not null,
    primary key (school_year, student, subject)
);
create index on evaluation.student_result (district, school_year);
create index on evaluation.student_result (school_id, school_year);
create index on evaluation.student_result (job_id);

create table evaluation.survey (
    id            uuid    primary key,
    district      text    not null,
    districts     text[]  not null,
    title         text    not null,
    pack          text    not null,
    pack_version  text    not null,
    period        text    not null,
    group_ids     uuid[]  not null,
    starts_on     date    not null,
    -- Last day on which answers are taken.
    ends_on       date    not null,
    status        text    not null check (status in ('open', 'closed')),
    version       bigint  not null
);
create index on evaluation.survey (period);

-- All that is kept of answers: how many, and how many of them were satisfied.
create table evaluation.survey_count (
    survey_id    uuid    not null references evaluation.survey (id),
    school_id    uuid    not null,
    school_name  text    not null,
    respondent   text    not null,
    roll         bigint  not null check (roll >= 0),
    issued       bigint  not null default 0 check (issued <= roll),
    answered     bigint  not null default 0 check (answered <= issued),
    satisfied    bigint  not null default 0 check (satisfied <= answered),
    districts    text[]  not null,
    primary key (survey_id, school_id, respondent)
);

-- Keyed hashes of tokens. What somebody answered stands nowhere beside the token.
create table evaluation.survey_token (
    token       bytea    primary key,
    survey_id   uuid     not null references evaluation.survey (id),
    school_id   uuid     not null,
    respondent  text     not null,
    is_spent    boolean  not null,
    districts   text[]   not null
);

create table evaluation.import_job (
    id                 uuid        primary key,
    district           text        not null,
    kind               text        not null,
    state              text        not null check (state in ('uploading', 'checking', 'checked',
                           'applying', 'applied', 'undoing', 'undone', 'unusable')),
    file_name          text        not null,
    size_bytes         bigint      not null check (size_bytes >= 0),
    sha256             text        not null,
    received_bytes     bigint      not null default 0,
    effective_on       date        not null,
    rows_done          bigint      not null default 0,
    rows_total         bigint      not null default 0,
    groups_total       bigint      not null default 0,
    accepted           bigint      not null default 0,
    doubtful           bigint      not null default 0,
    refused            bigint      not null default 0,
    new_rows           bigint      not null default 0,
    changed            bigint      not null default 0,
    unchanged          bigint      not null default 0,
    skipped            bigint      not null default 0,
    report_hash        text        not null default '',
    problems           text        not null default '[]',
    applied_before_by  uuid,
    answers            bytea       not null default '',
    creator            text        not null,
    confirmer          text,
    reason             text        not null default '',
    phase              integer     not null default 0,
    last_row           bigint      not null default 0,
    batches            bigint      not null default 0,
    failures           integer     not null default 0,
    created_at         timestamptz not null,
    changed_at         timestamptz not null
);
create index on evaluation.import_job (changed_at)
    where state in ('checking', 'applying', 'undoing');
create index on evaluation.import_job (kind, sha256) where state = 'applied';

create table evaluation.import_chunk (
    job_id       uuid   not null references evaluation.import_job (id),
    byte_offset  bigint not null,
    district     text   not null,
    -- Sealed, since a file names students: a little longer than what was sent.
    data         bytea  not null check (octet_length(data) between 1 and 263168),
    primary key (job_id, byte_offset)
);

-- Staging: the checked rows. COPY fills it, which policies would forbid, so it has none and only
-- the import's own functions read it, as the role that sees every district.
create table evaluation.import_staging (
    job_id      uuid     not null,
    row_number  bigint   not null,
    verdict     smallint not null,
    effect      smallint not null,
    phase       smallint not null,
    problems    text,
    cells       text[]   not null,
    record      text[],
    steps       text,
    primary key (job_id, row_number)
);

do $$
declare
    relation text;
begin
    foreach relation in array array['enrolled_student', 'student_result',
        'import_job', 'import_chunk'] loop
        execute format('alter table evaluation.%I enable row level security', relation);
        execute format(
            'create policy %I on evaluation.%I to taoli_evaluation_app '
            'using (district = any((select taoli.scope())::text[]))', relation || '_app', relation);
        execute format(
            'create policy %I on evaluation.%I to taoli_evaluation_all using (true) with check (true)',
            relation || '_all', relation);
    end loop;
    foreach relation in array array['survey', 'survey_count', 'survey_token'] loop
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
    revoke select on evaluation.survey_token from taoli_evaluation_app;
    foreach relation in array array['enrolled_student', 'student_result'] loop
        execute format('grant select, insert, delete on evaluation.%I to taoli_evaluation_all', relation);
    end loop;
    grant select, insert, update on evaluation.import_job to taoli_evaluation_app, taoli_evaluation_all;
    grant select, insert on evaluation.import_chunk to taoli_evaluation_app, taoli_evaluation_all;
    grant delete on evaluation.import_chunk to taoli_evaluation_all;
    grant select, insert, update, delete on evaluation.import_staging to taoli_evaluation_all;
end
$$;
