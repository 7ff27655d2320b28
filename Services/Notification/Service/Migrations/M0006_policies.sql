-- The packs that districts bind in registry, with their files: a copy kept by PolicyProjection
-- (TaoliHost). notification.notice_binding is not read any more.
-- Runs as taoli_notification_owner.

-- A file in parts, as its events bring it.
create table notification.policy_file (
    district  text    not null,
    -- SHA-256 of the whole file.
    version   text    not null,
    part      integer not null check (part between 1 and parts),
    parts     integer not null,
    pack      text    not null,
    bytes     bytea   not null,
    primary key (district, version, part)
);

-- The last binding of a school year, by function: cases, rotation, notification.
create table notification.policy_binding (
    district     text        not null,
    function     text        not null,
    -- First calendar year of the school year in which it begins.
    school_year  integer     not null,
    pack         text        not null,
    version      text        not null,
    bound_at     timestamptz not null,
    bound_by     text        not null,
    primary key (district, function, school_year)
);

-- A text of a pack that a message was written by: it stays as it was then.
create table notification.message_text (
    pack_version     text    not null,
    -- The rule's id in the pack.
    id               text    not null,
    pack             text    not null,
    version          integer not null,
    subject_chinese  text    not null,
    subject_english  text    not null,
    body_chinese     text    not null,
    body_english     text    not null,
    -- Those of the messages that were written by it.
    districts        text[]  not null,
    primary key (pack_version, id)
);
alter table notification.message_text enable row level security;
create policy own_districts on notification.message_text to taoli_notification_app
    using (districts && (select taoli.scope())::text[]);
create policy every_district on notification.message_text to taoli_notification_all using (true);
grant select on notification.message_text to taoli_notification_app, taoli_notification_all;
grant insert, update on notification.message_text to taoli_notification_all;
-- Null: the product's own text.
alter table notification.message add column text_pack text;
alter table notification.message add column text_id text;
alter table notification.message add foreign key (text_pack, text_id)
    references notification.message_text (pack_version, id);

do $$
declare
    item text;
begin
    foreach item in array array['policy_file', 'policy_binding'] loop
        execute format('alter table notification.%I enable row level security', item);
        execute format(
            'create policy own_district on notification.%I to taoli_notification_app '
            'using (district = any((select taoli.scope())::text[]))', item);
        execute format(
            'create policy every_district on notification.%I to taoli_notification_all using (true)', item);
        execute format('grant select on notification.%I to taoli_notification_app', item);
        execute format('grant select, insert, update, delete on notification.%I to taoli_notification_all', item);
    end loop;
end
$$;
