-- I8 of messaging.md, over what verify.sh exported from notification's database and what the demo's
-- receivers logged, in files of the current folder. Reads nothing but temporary tables.
\set QUIET on
\pset tuples_only on
\pset format unaligned
\pset fieldsep ' '
set client_min_messages = warning;

create temporary table deliveries (id uuid, channel text, shown text, state text, attempts integer,
    waits boolean);
create temporary table received (channel text, id text, verified boolean);
\copy deliveries from 'deliveries.tsv'
\copy received from 'received.tsv'

create temporary table finding (invariant text, what text, checked bigint, differences bigint,
    example text);

-- What waits for its hour has not begun yet.
insert into finding
    select 'I8', 'every delivery ended', count(*),
           count(*) filter (where not ended),
           min(format('%s is %s after %s tries', id, state, attempts)) filter (where not ended)
    from (select *, state in ('delivered', 'permanent_failure', 'technical_failure', 'cancelled')
              as ended
          from deliveries where not waits) as all_of_them;

-- Both ways: nothing counts as delivered that nobody got, and nothing was got that does not.
insert into finding
    select 'I8', 'what counts as delivered was received, signed rightly, and the reverse', count(*),
           count(*) filter (where d.id is null or r.id is null),
           min(format('%s %s: %s', coalesce(d.channel, r.channel), coalesce(d.id::text, r.id),
               case when d.id is null then 'received only' else 'delivered only' end))
               filter (where d.id is null or r.id is null)
    from (select * from deliveries where state = 'delivered'
              and (channel = 'email' or shown like 'https://127.0.0.1/%')) d
        full join (select distinct channel, id from received where verified) r
            on r.id = d.id::text and r.channel = d.channel;
\ir verify-report.sql
