-- The bus tables that every service keeps beside its own. What they are for: messaging.md.
-- Runs as taoli_<service>_owner; the two other roles' names follow from that one.

create schema bus;
create schema taoli;

-- The districts that the current transaction may see. An error, not an empty list, when nobody
-- set them: a forgotten scope must never look like "no rows". After the first transaction of a
-- session an unset setting reads as '', so both mean unset.
create function taoli.scope() returns text[]
    language plpgsql stable parallel safe set search_path = pg_catalog
as $$
declare
    setting text := current_setting('taoli.scope', true);
begin
    if setting is null or setting = '' then
        raise exception 'no data scope set in this transaction'
            using hint = 'Set taoli.scope or SET LOCAL ROLE to the _all role first.',
                  errcode = 'insufficient_privilege';
    end if;
    return setting::text[];
end
$$;

create table bus.outbox (
    id              bigint generated always as identity (cache 1) primary key,
    event_id        uuid        not null,
    topic           text        not null,
    aggregate_type  text        not null,
    aggregate_id    uuid        not null,
    sequence        bigint      not null check (sequence > 0),
    districts       text[]      not null,
    type            text        not null,
    causation       uuid,
    actor           text        not null,
    traceparent     text,
    payload         bytea       not null check (octet_length(payload) <= 65536),
    created_at      timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0.0,
        autovacuum_analyze_threshold = 5000, autovacuum_analyze_scale_factor = 0.0);

create sequence bus.event_archive_number cache 1;

create table bus.event_archive (
    archive_number  bigint      not null default nextval('bus.event_archive_number'),
    event_id        uuid        not null,
    topic           text        not null,
    aggregate_type  text        not null,
    aggregate_id    uuid        not null,
    sequence        bigint      not null,
    districts       text[]      not null,
    type            text        not null,
    causation       uuid,
    actor           text        not null,
    traceparent     text,
    payload         bytea       not null,
    created_at      timestamptz not null,
    partition       integer     not null,
    record_offset   bigint      not null,
    archived_at     timestamptz not null default clock_timestamp()
) partition by range (archived_at);
create index on bus.event_archive (archive_number);
create index on bus.event_archive (topic, partition, archive_number);
create index on bus.event_archive (aggregate_type, aggregate_id, sequence);
create table bus.event_archive_default partition of bus.event_archive default;

-- Makes a month's partition before its first row comes; called by the relay, which has no DDL
-- right of its own.
create function bus.prepare_archive(month date) returns void
    language plpgsql security definer set search_path = pg_catalog
as $$
declare
    first date := date_trunc('month', month)::date;
    name text := 'event_archive_' || to_char(first, 'YYYYMM');
begin
    perform pg_advisory_xact_lock(hashtext('bus.prepare_archive'));
    if to_regclass('bus.' || name) is null then
        execute format(
            'create table bus.%I partition of bus.event_archive for values from (%L) to (%L)',
            name, first::timestamptz, (first + interval '1 month')::timestamptz);
    end if;
end
$$;

-- How many archived events a partition holds, and the XOR of their ids: one end of the census.
create table bus.partition_total (
    topic        text     not null,
    partition    integer  not null,
    events       bigint   not null,
    fingerprint  bit(128) not null,
    primary key (topic, partition)
);

create table bus.lease (
    name   text        primary key,
    owner  text        not null,
    until  timestamptz not null,
    epoch  bigint      not null
);

create table bus.consumer_partition (
    consumer           text     not null,
    topic              text     not null,
    partition          integer  not null,
    next_offset        bigint   not null,
    -- Distinct events applied or parked: the other end of the census.
    known_events       bigint   not null default 0,
    known_fingerprint  bit(128) not null default B'0'::bit(128),
    -- Highest archive number up to which both ends were equal.
    agreed             bigint   not null default 0,
    differences        integer  not null default 0,
    open_question      uuid,
    question_events       bigint,
    question_fingerprint  bit(128),
    -- The event that may have ended the process, and how often.
    trying_offset      bigint,
    tries              integer  not null default 0,
    primary key (consumer, topic, partition)
);

-- Starts of a consumer that ended with the process, one after the other: several look like an
-- event that ends it, and make the next one careful.
create table bus.consumer_start (
    consumer  text    primary key,
    starts    integer not null
);

create table bus.aggregate_seen (
    consumer        text   not null,
    source          text   not null,
    aggregate_type  text   not null,
    aggregate_id    uuid   not null,
    sequence        bigint not null,
    event_id        uuid   not null,
    primary key (consumer, source, aggregate_type, aggregate_id)
);

create table bus.parked (
    consumer        text        not null,
    event_id        uuid        not null,
    class           text        not null check (class in ('gap', 'failed', 'poison', 'conflict', 'follower')),
    source          text,
    aggregate_type  text,
    aggregate_id    uuid,
    sequence        bigint,
    type            text,
    topic           text        not null,
    partition       integer     not null,
    record_offset   bigint      not null,
    key             bytea,
    value           bytea,
    header_names    text[]      not null,
    header_values   bytea[]     not null,
    error           text        not null,
    parked_at       timestamptz not null default clock_timestamp(),
    primary key (consumer, event_id)
);
create index on bus.parked (consumer, source, aggregate_type, aggregate_id, sequence);

-- Every effect, without a unique key, so that a program can see an effect that happened twice.
-- Written only where messaging.record-applied is on (demo and tests).
create table bus.applied (
    serial          bigint generated always as identity primary key,
    consumer        text   not null,
    epoch           bigint not null,
    event_id        uuid   not null,
    source          text   not null,
    aggregate_type  text   not null,
    aggregate_id    uuid   not null,
    sequence        bigint not null
);

create table bus.command_log (
    district     text        not null,
    caller       text        not null,
    method       text        not null,
    request_id   uuid        not null,
    fingerprint  bytea       not null,
    outcome      text        not null check (outcome in ('running', 'answered', 'refused')),
    response     bytea,
    created_at   timestamptz not null default clock_timestamp(),
    primary key (district, caller, method, request_id)
);
create index on bus.command_log (created_at);

-- One row a change, in the change's own transaction; no service role may alter one.
create table bus.audit (
    id           bigint generated always as identity primary key,
    at           timestamptz not null default clock_timestamp(),
    actor        text        not null,
    role         text        not null,
    unit         text,
    method       text        not null,
    request_id   uuid        not null,
    reason       text        not null,
    subjects     text[]      not null,
    districts    text[]      not null,
    traceparent  text
);
create index on bus.audit using gin (subjects);

do $$
declare
    app text := regexp_replace(current_user, '_owner$', '_app');
    wide text := regexp_replace(current_user, '_owner$', '_all');
begin
    if app = current_user then
        raise exception 'migrations run as a role named …_owner, not as %', current_user;
    end if;
    execute format('grant usage on schema bus, taoli to %I, %I', app, wide);
    execute format('grant execute on function taoli.scope() to %I, %I', app, wide);
    execute format('revoke all on function bus.prepare_archive(date) from public');
    execute format('grant execute on function bus.prepare_archive(date) to %I, %I', app, wide);
    execute format('grant usage on all sequences in schema bus to %I, %I', app, wide);
    execute format(
        'grant select, insert, update, delete on bus.outbox, bus.lease, bus.consumer_partition, '
        'bus.consumer_start, bus.aggregate_seen, bus.parked, bus.command_log to %I, %I', app, wide);
    execute format(
        'grant select, insert, update on bus.partition_total to %I, %I', app, wide);
    execute format('grant select, insert on bus.event_archive, bus.applied, bus.audit to %I, %I', app, wide);
end
$$;
