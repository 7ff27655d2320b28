-- Rebuilding a projection (ADR 0018): a new generation of the consumer fills tables like the live
-- ones in a schema of its own; one transaction puts them into the old one's place. The service's
-- login role has no DDL right, so these functions run as the owner. They give no power over data that
-- the service has not: a table is replaced only if the service's _all role may delete and insert its
-- rows itself.

alter table bus.consumer_generation
    -- Highest generation ever begun: names are not used twice.
    add column latest       integer not null default 1,
    add column live_schema  text,
    add column shadow       text,
    add column copied       text[];

-- What an operator's call waits for, and finds again when it is repeated.
alter table bus.consumer_order add column request_id uuid unique;
alter table bus.relay_order add column request_id uuid unique;

-- The name under which a generation keeps its positions, its lease and what it has seen.
create function bus.generation_name(consumer text, generation integer) returns text
    language sql immutable set search_path = pg_catalog, pg_temp
as $$
    select case when generation = 1 then consumer else consumer || '@' || generation end
$$;

-- Begins each transaction of a generation: it holds its part until the transaction ends, so that no
-- batch of the old generation commits after the switch, and none of an abandoned one at all. The
-- error counts as passing by itself: nothing is parked for it.
create function bus.hold_generation(consumer text, generation integer, filling boolean)
    returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    found_row bus.consumer_generation;
begin
    select * into found_row from bus.consumer_generation g
        where g.consumer = hold_generation.consumer for key share;
    if (filling and found_row.filling is distinct from generation)
        or (not filling and coalesce(found_row.active, 1) <> generation) then
        raise exception 'generation % of consumer % is not % any more',
            generation, consumer, case when filling then 'being filled' else 'in use' end
            using errcode = 'serialization_failure';
    end if;
end
$$;

-- Removes what the bus knows of a consumer's name. `bus.applied` keeps what it did.
create function bus.forget_consumer(name text, outcome text) returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    delete from bus.lease l where l.name = 'consumer:' || forget_consumer.name;
    delete from bus.consumer_partition p where p.consumer = forget_consumer.name;
    delete from bus.aggregate_seen s where s.consumer = forget_consumer.name;
    delete from bus.parked p where p.consumer = forget_consumer.name;
    delete from bus.consumer_start s where s.consumer = forget_consumer.name;
    delete from bus.consumer_halt h where h.consumer = forget_consumer.name;
    update bus.consumer_order o
        set finished_at = clock_timestamp(), outcome = forget_consumer.outcome
        where o.consumer = forget_consumer.name and o.finished_at is null;
end
$$;

create function bus.begin_rebuild(consumer text, live_schema text, copied text[]) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = warning
as $$
declare
    wide text := regexp_replace(current_user, '_owner$', '_all');
    generation integer;
    shadow_name text;
    relation text;
    live regclass;
begin
    insert into bus.consumer_generation (consumer) values (begin_rebuild.consumer)
        on conflict do nothing;
    perform from bus.consumer_generation g
        where g.consumer = begin_rebuild.consumer and g.filling is null for update;
    if not found then
        raise exception 'consumer % is being rebuilt already', consumer;
    end if;
    if live_schema in ('bus', 'taoli', 'public', 'information_schema')
        or live_schema like 'pg\_%' or live_schema like 'rebuild\_%' then
        raise exception 'the tables of schema % are no copy', live_schema;
    end if;
    update bus.consumer_generation g set latest = g.latest + 1
        where g.consumer = begin_rebuild.consumer returning g.latest into generation;
    shadow_name := left('rebuild_' || regexp_replace(consumer, '[^a-z0-9]+', '_', 'g'), 50)
        || '_' || generation;
    execute format('create schema %I', shadow_name);
    execute format('grant usage on schema %I to %I', shadow_name, wide);
    foreach relation in array copied loop
        live := format('%I.%I', live_schema, relation)::regclass;
        perform from pg_class c where c.oid = live and c.relkind = 'r'
            and c.relowner = current_user::regrole
            and has_table_privilege(wide, c.oid, 'delete')
            and has_table_privilege(wide, c.oid, 'insert');
        if not found then
            raise exception '% may not replace the rows of %', wide, live;
        end if;
        perform from pg_attribute a
            where a.attrelid = live and not a.attisdropped and a.attidentity <> '';
        if found then
            raise exception '% numbers its rows itself: it is made of more than events', live;
        end if;
        execute format(
            'create table %I.%I (like %I.%I including all)', shadow_name, relation, live_schema,
            relation);
        execute format(
            'grant select, insert, update, delete on %I.%I to %I', shadow_name, relation, wide);
    end loop;
    update bus.consumer_generation g
        set filling = generation, begun_at = clock_timestamp(),
            live_schema = begin_rebuild.live_schema, shadow = shadow_name,
            copied = begin_rebuild.copied
        where g.consumer = begin_rebuild.consumer;
    return generation;
end
$$;

-- Deleting and inserting instead of exchanging tables: readers keep their snapshot, policies and
-- grants stay what the service's migrations made them.
create function bus.switch_rebuild(consumer text) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = warning
as $$
declare
    state bus.consumer_generation;
    relation text;
    columns text;
    place integer;
begin
    select * into state from bus.consumer_generation g
        where g.consumer = switch_rebuild.consumer and g.filling is not null for update;
    if not found then
        raise exception 'consumer % is not being rebuilt', consumer;
    end if;
    foreach relation in array state.copied loop
        execute format(
            'lock table %I.%I in share row exclusive mode', state.live_schema, relation);
    end loop;
    for place in reverse cardinality(state.copied)..1 loop
        execute format('delete from %I.%I', state.live_schema, state.copied[place]);
    end loop;
    foreach relation in array state.copied loop
        select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into columns
            from pg_attribute a
            where a.attrelid = format('%I.%I', state.live_schema, relation)::regclass
            and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
        execute format(
            'insert into %I.%I (%s) select %3$s from %4$I.%2$I', state.live_schema, relation,
            columns, state.shadow);
    end loop;
    execute format('drop schema %I cascade', state.shadow);
    perform bus.forget_consumer(
        bus.generation_name(consumer, state.active),
        'replaced by generation ' || state.filling);
    -- Whoever held the lease while filling wrote elsewhere: it must begin anew.
    update bus.lease l set epoch = l.epoch + 1, until = clock_timestamp()
        where l.name = 'consumer:' || bus.generation_name(consumer, state.filling);
    update bus.consumer_generation g
        set active = state.filling, filling = null, switched_at = clock_timestamp(),
            live_schema = null, shadow = null, copied = null
        where g.consumer = switch_rebuild.consumer;
    return state.filling;
end
$$;

create function bus.abandon_rebuild(consumer text) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = warning
as $$
declare
    state bus.consumer_generation;
begin
    select * into state from bus.consumer_generation g
        where g.consumer = abandon_rebuild.consumer and g.filling is not null for update;
    if not found then
        raise exception 'consumer % is not being rebuilt', consumer;
    end if;
    execute format('drop schema if exists %I cascade', state.shadow);
    perform bus.forget_consumer(
        bus.generation_name(consumer, state.filling), 'the rebuild was abandoned');
    update bus.consumer_generation g
        set filling = null, begun_at = null, live_schema = null, shadow = null, copied = null
        where g.consumer = abandon_rebuild.consumer;
    return state.filling;
end
$$;

do $$
declare
    app text := regexp_replace(current_user, '_owner$', '_app');
    wide text := regexp_replace(current_user, '_owner$', '_all');
    routine text;
begin
    foreach routine in array array[
        'bus.generation_name(text, integer)', 'bus.hold_generation(text, integer, boolean)',
        'bus.forget_consumer(text, text)', 'bus.begin_rebuild(text, text, text[])',
        'bus.switch_rebuild(text)', 'bus.abandon_rebuild(text)'
    ] loop
        execute format('revoke all on function %s from public', routine);
    end loop;
    execute format(
        'grant execute on function bus.generation_name(text, integer), '
        'bus.hold_generation(text, integer, boolean), bus.begin_rebuild(text, text, text[]), '
        'bus.switch_rebuild(text), bus.abandon_rebuild(text) to %I', wide);
    execute format('grant execute on function bus.generation_name(text, integer) to %I', app);
end
$$;
