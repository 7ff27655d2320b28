-- How groups come out of one another, earlier names, what a bureau says of groups and schools for a
-- time, groups' money and partners. Runs as taoli_registry_owner. Whoever writes a row here has
-- locked the group, school or site that it is about; partners come after school_group in the order
-- of locks.

create table registry.group_succession (
    predecessor   uuid   not null references registry.school_group (id),
    successor     uuid   not null references registry.school_group (id),
    -- Of both groups.
    districts     text[] not null,
    way           text   not null check (way in ('merge', 'split')),
    succeeded_on  date   not null,
    reason        text   not null,
    primary key (predecessor, successor),
    check (predecessor <> successor)
);
create index on registry.group_succession (successor);

create table registry.name_period (
    unit_type    text    not null check (unit_type in ('group', 'school', 'site')),
    unit_id      uuid    not null,
    position     integer not null,
    districts    text[]  not null,
    name         text    not null,
    -- Null: as far back as anybody knows.
    valid_from   date,
    valid_until  date,
    primary key (unit_type, unit_id, position)
);

create table registry.designation (
    id            uuid   primary key,
    unit_type     text   not null check (unit_type in ('group', 'school')),
    unit_id       uuid   not null,
    districts     text[] not null,
    kind          text   not null,
    value         text   not null,
    -- In the words of the pack that was followed then.
    name_chinese  text   not null,
    name_english  text   not null,
    stage         text,
    valid_from    date   not null,
    -- The first day itself when it was corrected on that day: then it never held.
    valid_until   date check (valid_until >= valid_from),
    reason        text   not null
);
create index on registry.designation (unit_type, unit_id);
create index on registry.designation (valid_from, id);

-- Money: rows are only added; a reversal is a row that names the one it takes back, once.
create table registry.ledger_entry (
    id               uuid   primary key,
    group_id         uuid   not null references registry.school_group (id),
    districts        text[] not null,
    booked_on        date   not null,
    direction        text   not null check (direction in ('income', 'spending')),
    -- Ids of the pack that was followed then, with its words.
    source           text   not null,
    source_chinese   text   not null,
    source_english   text   not null,
    purpose          text   not null,
    purpose_chinese  text   not null,
    purpose_english  text   not null,
    fen              bigint not null check (fen > 0),
    note             text   not null,
    reverses         uuid   unique references registry.ledger_entry (id)
);
create index on registry.ledger_entry (group_id, booked_on);
create index on registry.ledger_entry (booked_on, id);

create table registry.fee_agreement (
    id            uuid   primary key,
    group_id      uuid   not null references registry.school_group (id),
    districts     text[] not null,
    kind          text   not null,
    kind_chinese  text   not null,
    kind_english  text   not null,
    -- [{"id","name"}]: institutions.
    parties       jsonb  not null,
    fen_a_year    bigint check (fen_a_year > 0),
    reference     text   not null,
    valid_from    date   not null,
    valid_until   date check (valid_until > valid_from)
);
create index on registry.fee_agreement (group_id);

create table registry.partner (
    id         uuid   primary key,
    -- Who keeps its record.
    district   text   not null,
    -- The owner, and the owners of the groups that it works or worked with.
    districts  text[] not null,
    name       text   not null,
    kind       text   not null,
    version    bigint not null
);
create index on registry.partner (name, id);

create table registry.partnership (
    id              uuid   primary key,
    partner_id      uuid   not null references registry.partner (id),
    group_id        uuid   not null references registry.school_group (id),
    group_district  text   not null,
    districts       text[] not null,
    subject         text   not null,
    valid_from      date   not null,
    valid_until     date check (valid_until > valid_from)
);
create index on registry.partnership (partner_id);
create index on registry.partnership (group_id);

-- A group that gets a site elsewhere concerns that district too, and so does what is said of it.
create function registry.follow_group_districts() returns trigger
    language plpgsql security definer set search_path = pg_catalog
as $$
begin
    update registry.designation set districts = new.districts
        where unit_type = 'group' and unit_id = new.id;
    update registry.name_period set districts = new.districts
        where unit_type = 'group' and unit_id = new.id;
    update registry.ledger_entry set districts = new.districts where group_id = new.id;
    update registry.fee_agreement set districts = new.districts where group_id = new.id;
    update registry.group_succession s set districts = array(
            select unnest(s.districts) union select unnest(new.districts) order by 1)
        where s.predecessor = new.id or s.successor = new.id;
    return null;
end
$$;
revoke all on function registry.follow_group_districts() from public;
create trigger group_districts_changed after update of districts on registry.school_group
    for each row when (old.districts is distinct from new.districts)
    execute function registry.follow_group_districts();

do $$
declare
    app text := regexp_replace(current_user, '_owner$', '_app');
    wide text := regexp_replace(current_user, '_owner$', '_all');
    item text;
begin
    foreach item in array array['group_succession', 'name_period', 'designation', 'ledger_entry',
                                'fee_agreement', 'partner', 'partnership'] loop
        execute format('alter table registry.%I enable row level security', item);
        execute format(
            'create policy %I on registry.%I to %I using (true) with check (true)',
            item || '_all', item, wide);
        execute format(
            'create policy %I on registry.%I to %I using (districts && (select taoli.scope())::text[])',
            item || '_app', item, app);
    end loop;
    execute format(
        'grant select, insert, update on registry.name_period, registry.designation to %I, %I', app,
        wide);
    execute format(
        'grant select, insert, update on registry.partner, registry.partnership to %I, %I', app,
        wide);
    execute format(
        'grant select, insert on registry.group_succession, registry.ledger_entry, '
        'registry.fee_agreement to %I, %I', app, wide);
end
$$;
