-- The invariants of messaging.md over what verify.sh exported from the four databases into these
-- files of the current folder: one line a check, `ok` or `DIFFERENT`, and examples of differences.
-- "Differences" is 0 everywhere after quiet. Reads nothing but temporary tables.
\set QUIET on
\pset tuples_only on
\pset format unaligned
\pset fieldsep ' '
set client_min_messages = warning;

create temporary table archived (service text, topic text, aggregate_type text, aggregate_id uuid,
    sequence bigint, event_id uuid, archive_number bigint);
create temporary table versions (service text, relation text, id uuid, version bigint);
create temporary table outbox (service text, rows bigint);
create temporary table listens (service text, consumer text, topic text);
create temporary table seen (service text, consumer text, source text, aggregate_type text,
    aggregate_id uuid, sequence bigint, event_id uuid);
create temporary table applied (service text, serial bigint, consumer text, epoch bigint,
    event_id uuid, source text, aggregate_type text, aggregate_id uuid, sequence bigint);
create temporary table parked (service text, consumer text, event_id uuid, class text, error text);
\copy archived from 'archived.tsv'
\copy versions from 'versions.tsv'
\copy outbox from 'outbox.tsv'
\copy listens from 'listens.tsv'
\copy seen from 'seen.tsv'
\copy applied from 'applied.tsv'
\copy parked from 'parked.tsv'
create index on archived (aggregate_id);
create index on archived (event_id);
create index on seen (aggregate_id);
create index on applied (event_id);
analyze;

create temporary table finding (invariant text, what text, checked bigint, differences bigint,
    example text);

-- An aggregate's version, by the log of its producer.
create temporary view logged as
    select service as producer, topic, aggregate_type, aggregate_id, max(sequence) as version,
           count(*) as events, min(sequence) as first
    from archived group by 1, 2, 3, 4;

insert into finding
    select 'quiet', 'outboxes are empty', count(*), coalesce(sum(rows), 0),
           string_agg(service || ' ' || rows, ', ') filter (where rows > 0)
    from outbox;
insert into finding
    select 'quiet', 'nothing is parked', count(distinct consumer), count(event_id),
           min(consumer || ' ' || class || ': ' || left(error, 120))
    from (select distinct service, consumer from listens) as consumers
        left join parked using (service, consumer);

-- I1, the producer's half: what a table says is what the log says.
insert into finding
    select 'I1', 'each record''s version is its last event''s sequence', count(*),
           count(*) filter (where l.version is distinct from v.version),
           min(format('%s %s: version %s, log %s', v.relation, v.id, v.version, l.version))
               filter (where l.version is distinct from v.version)
    from versions v left join logged l on l.producer = v.service and l.aggregate_id = v.id;

-- I1, the listeners' half.
create temporary view expected as
    select l.service, l.consumer, g.producer, g.aggregate_type, g.aggregate_id, g.version,
           s.sequence
    from listens l
        join logged g using (topic)
        left join seen s on s.service = l.service and s.consumer = l.consumer
            and s.source like '%/' || g.producer
            and s.aggregate_type = g.aggregate_type and s.aggregate_id = g.aggregate_id;
insert into finding
    select 'I1', format('no loss: %s has every aggregate''s last event', consumer), count(*),
           count(*) filter (where sequence is distinct from version),
           min(format('%s %s: producer %s, consumer %s',
               aggregate_type, aggregate_id, version, sequence))
               filter (where sequence is distinct from version)
    from expected group by consumer;

insert into finding
    select 'I2', 'no ghost: every effect''s event stands in its producer''s log', count(*),
           count(*) filter (where a.event_id is null),
           min(format('%s event %s', e.consumer, e.event_id)) filter (where a.event_id is null)
    from (select consumer, source, event_id, aggregate_id, sequence from applied
          union all
          select consumer, source, event_id, aggregate_id, sequence from seen) e
        left join archived a on a.event_id = e.event_id and a.aggregate_id = e.aggregate_id
            and a.sequence = e.sequence and e.source like '%/' || a.service;

insert into finding
    select 'I3', 'once: one effect per event and consumer', count(*),
           count(*) filter (where effects <> 1),
           min(format('%s event %s: %s effects', consumer, event_id, effects))
               filter (where effects <> 1)
    from (select e.service, e.consumer, a.event_id,
                 (select count(*) from applied p where p.event_id = a.event_id
                     and p.service = e.service and p.consumer = e.consumer) as effects
          from (select distinct service, consumer, aggregate_id from expected) e
              join archived a using (aggregate_id)) as counted;

insert into finding
    select 'I4', 'order: the log of each aggregate is 1, 2, 3…', count(*),
           count(*) filter (where first <> 1 or version <> events),
           min(format('%s %s: %s events, %s to %s',
               aggregate_type, aggregate_id, events, first, version))
               filter (where first <> 1 or version <> events)
    from logged;
insert into finding
    select 'I4', 'order: effects of each aggregate came as 1, 2, 3…', count(*),
           count(*) filter (where sequence <> place),
           min(format('%s %s %s: sequence %s came as number %s',
               consumer, aggregate_type, aggregate_id, sequence, place))
               filter (where sequence <> place)
    from (select *, row_number() over (
              partition by service, consumer, source, aggregate_type, aggregate_id
              order by serial) as place
          from applied) as placed;

insert into finding
    select 'I5', 'fencing: a consumer''s epochs never go back', count(*),
           count(*) filter (where epoch < before),
           min(format('%s: epoch %s after %s', consumer, epoch, before))
               filter (where epoch < before)
    from (select consumer, epoch, lag(epoch) over (
              partition by service, consumer order by serial) as before
          from applied) as paced;

\ir verify-report.sql
