-- Import jobs (messaging.md, Imports are jobs). The machinery is TaoliImports; what it reads and
-- writes here stands in its ImportTables. Runs as taoli_registry_owner.

create table registry.import_job (
    id                 uuid        primary key,
    -- The creator's home district; `*` for callers who see every district.
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
    -- [{"slug","column","value","chinese","english"}]
    problems           text        not null default '[]',
    applied_before_by  uuid,
    -- The CSV of answers with which it was checked last.
    answers            bytea       not null default '',
    -- Who made it and who confirmed what it does now, as JSON of a caller.
    creator            text        not null,
    confirmer          text,
    reason             text        not null default '',
    -- Up to where applying or undoing came; batches so far give each its derived request id.
    phase              integer     not null default 0,
    last_row           bigint      not null default 0,
    batches            bigint      not null default 0,
    -- Failures in a row of what it does now that will not pass by themselves.
    failures           integer     not null default 0,
    created_at         timestamptz not null,
    changed_at         timestamptz not null
);
create index on registry.import_job (changed_at)
    where state in ('checking', 'applying', 'undoing');
create index on registry.import_job (kind, sha256) where state = 'applied';

-- The file as it came, in pieces without gaps.
create table registry.import_chunk (
    job_id       uuid   not null references registry.import_job (id),
    byte_offset  bigint not null,
    district     text   not null,
    data         bytea  not null check (octet_length(data) between 1 and 262144),
    primary key (job_id, byte_offset)
);

-- Which records a job changed, from which version to which, its undo included: an undo asks
-- whether anything else came later.
create table registry.import_touch (
    job_id          uuid   not null references registry.import_job (id),
    aggregate_type  text   not null,
    -- An id, or a district's code.
    aggregate_id    text   not null,
    district        text   not null,
    first_version   bigint not null,
    last_version    bigint not null,
    primary key (job_id, aggregate_type, aggregate_id)
);
create index on registry.import_touch (aggregate_type, aggregate_id);

-- Staging: the checked rows. COPY fills it, which policies would forbid, so it has none and only
-- the import's own functions read it, as the role that sees every district, after they found the
-- job under the caller's scope.
create table registry.import_staging (
    job_id      uuid     not null,
    row_number  bigint   not null,
    -- 1 accepted, 2 doubtful, 3 refused.
    verdict     smallint not null,
    -- 0 none, 1 new, 2 changed, 3 unchanged, 4 skipped.
    effect      smallint not null,
    -- Rows of a lower phase are applied first.
    phase       smallint not null,
    problems    text,
    cells       text[]   not null,
    -- An accepted row as the kind's own record, field by field.
    record      text[],
    -- What applying it did, for undoing it; null while nothing.
    steps       text,
    primary key (job_id, row_number)
);

do $$
declare
    app text := regexp_replace(current_user, '_owner$', '_app');
    wide text := regexp_replace(current_user, '_owner$', '_all');
    item text;
begin
    foreach item in array array['import_job', 'import_chunk', 'import_touch'] loop
        execute format('alter table registry.%I enable row level security', item);
        execute format(
            'create policy %I on registry.%I to %I using (true) with check (true)',
            item || '_all', item, wide);
        execute format(
            'create policy %I on registry.%I to %I '
            'using (district = any((select taoli.scope())::text[]))',
            item || '_app', item, app);
    end loop;
    execute format('grant select, insert, update on registry.import_job to %I, %I', app, wide);
    execute format('grant select, insert on registry.import_chunk to %I, %I', app, wide);
    execute format('grant delete on registry.import_chunk to %I', wide);
    execute format('grant select, insert, update on registry.import_touch to %I', wide);
    execute format('grant select, insert, update, delete on registry.import_staging to %I', wide);
end
$$;
