-- The census (messaging.md): what the consumer's end remembers of it, what the relay did for others,
-- and what operators ordered by hand.

alter table bus.consumer_partition
    -- Requests of the running difference: the first asks from what was agreed, later ones from the
    -- beginning, ever more rarely.
    add column asks             integer     not null default 0,
    -- Censuses since the open question was asked; after a few it counts as lost and is asked again.
    add column question_age     integer     not null default 0,
    add column differing_since  timestamptz,
    -- For status: censuses read, requests sent.
    add column censuses         bigint      not null default 0,
    add column requests         bigint      not null default 0;

alter table bus.partition_total
    add column requests_served  bigint      not null default 0,
    add column sent_again       bigint      not null default 0;

-- A consumer stopped by an alarm: its producer's database is older than what was applied. Removing
-- the row lets it go on.
create table bus.consumer_halt (
    consumer  text        primary key,
    reason    text        not null,
    since     timestamptz not null default clock_timestamp()
);

-- What an operator wants done with events set aside; carried out by the consumer's own session.
create table bus.consumer_order (
    id              bigint generated always as identity primary key,
    consumer        text        not null,
    kind            text        not null check (kind in ('retry', 'discard')),
    aggregate_type  text,
    aggregate_id    uuid,
    event_id        uuid,
    requested_by    text        not null,
    reason          text        not null,
    requested_at    timestamptz not null default clock_timestamp(),
    finished_at     timestamptz,
    outcome         text,
    check (event_id is not null or (aggregate_type is not null and aggregate_id is not null)),
    check (kind = 'retry' or event_id is not null)
);
create index on bus.consumer_order (consumer, id) where finished_at is null;

-- Archived events that an operator wants sent again: a range of archive numbers of a topic, or one
-- aggregate.
create table bus.relay_order (
    id              bigint generated always as identity primary key,
    topic           text,
    from_number     bigint      not null default 0,
    through_number  bigint      not null default 9223372036854775807,
    aggregate_type  text,
    aggregate_id    uuid,
    requested_by    text        not null,
    reason          text        not null,
    requested_at    timestamptz not null default clock_timestamp(),
    finished_at     timestamptz,
    events          bigint,
    check ((topic is null) <> (aggregate_type is null or aggregate_id is null))
);
create index on bus.relay_order (id) where finished_at is null;

-- Which generation of a consumer is in use, and which one is being filled beside it.
create table bus.consumer_generation (
    consumer     text        primary key,
    active       integer     not null default 1,
    filling      integer,
    begun_at     timestamptz,
    switched_at  timestamptz,
    check (filling > active)
);

do $$
declare
    app text := regexp_replace(current_user, '_owner$', '_app');
    wide text := regexp_replace(current_user, '_owner$', '_all');
begin
    execute format(
        'grant select, insert, update, delete on bus.consumer_halt, bus.consumer_generation '
        'to %I, %I', app, wide);
    execute format(
        'grant select, insert, update on bus.consumer_order, bus.relay_order to %I, %I', app, wide);
    execute format('grant usage on all sequences in schema bus to %I, %I', app, wide);
end
$$;
