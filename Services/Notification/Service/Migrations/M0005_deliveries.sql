-- What leaves the product: addresses, deliveries with each of their tries, how a unit wants to be
-- told, and which pack's rules hold in a district. A row's `district` is the unit's own.
-- Runs as taoli_notification_owner.

-- Where a unit is told besides its inbox. Address, secrets and code are sealed with keys outside the
-- database (ADR 38).
create table notification.endpoint (
    id             uuid        primary key,
    version        bigint      not null check (version > 0),
    recipient      text        not null,
    district       text        not null,
    kind           text        not null check (kind in ('email', 'webhook')),
    name           text        not null,
    -- The address as people are shown it, masked.
    shown          text        not null,
    address        bytea       not null,
    -- Keyed digest: a unit has an address once.
    address_index  bytea       not null,
    secret         bytea,
    -- Signs besides until then, so that a receiver can change over.
    former_secret  bytea,
    former_until   timestamptz,
    -- The code on its way; null once it came back.
    code           bytea,
    code_until     timestamptz,
    state          text        not null check (state in ('unverified', 'verified', 'failed', 'removed')),
    reason         text        not null default '',
    created_at     timestamptz not null,
    created_by     text        not null,
    check ((kind = 'webhook') = (secret is not null)),
    check ((former_secret is null) = (former_until is null)),
    check ((code is null) = (code_until is null))
);
create unique index on notification.endpoint (recipient, kind, address_index) where state <> 'removed';
create index on notification.endpoint (recipient);

-- One message, one digest or one code, to one address. The id goes out with every try.
create table notification.delivery (
    id               uuid        primary key,
    version          bigint      not null check (version > 0),
    recipient        text        not null,
    district         text        not null,
    endpoint_id      uuid        not null references notification.endpoint (id),
    channel          text        not null check (channel in ('email', 'webhook')),
    what             text        not null check (what in ('message', 'digest', 'verification')),
    urgent           boolean     not null,
    state            text        not null check (state in ('created', 'sending', 'delivered',
        'temporary_failure', 'permanent_failure', 'technical_failure', 'cancelled')),
    attempts         integer     not null default 0,
    -- Tries before it was opened again last.
    attempts_before  integer     not null default 0,
    due_at           timestamptz,
    -- When the try under way, or the last one, began.
    began_at         timestamptz,
    settled_at       timestamptz,
    -- Of the last try.
    outcome          text        not null default '',
    created_at       timestamptz not null,
    check ((due_at is not null) = (state in ('created', 'temporary_failure'))),
    check ((settled_at is not null)
        = (state in ('delivered', 'permanent_failure', 'technical_failure', 'cancelled')))
);
create index on notification.delivery (due_at, id) where due_at is not null;
create index on notification.delivery (began_at) where state = 'sending';
create index on notification.delivery (recipient, id desc);
create index on notification.delivery (district, id desc);
create index on notification.delivery (endpoint_id) where settled_at is null;

-- Which messages are in it.
create table notification.delivery_message (
    delivery_id  uuid not null references notification.delivery (id),
    message_id   uuid not null references notification.message (id),
    district     text not null,
    primary key (delivery_id, message_id)
);
create index on notification.delivery_message (message_id);

-- Every try that somebody lived to see the end of.
create table notification.delivery_attempt (
    delivery_id  uuid        not null references notification.delivery (id),
    number       integer     not null check (number > 0),
    district     text        not null,
    began_at     timestamptz not null,
    ended_at     timestamptz not null,
    -- SMTP reply or HTTP status; 0 without an answer.
    code         integer     not null,
    text         text        not null,
    primary key (delivery_id, number)
);

-- How a unit wants to be told; no row: as the product has it.
create table notification.preference (
    recipient    text        primary key,
    id           uuid        not null unique,
    version      bigint      not null check (version > 0),
    district     text        not null,
    email        text        not null check (email in ('all', 'urgent', 'none')),
    webhook      text        not null check (webhook in ('all', 'urgent', 'none')),
    language     text        not null check (language in ('both', 'zh', 'en')),
    -- Minutes of the day in Asia/Shanghai.
    quiet_from   smallint    check (quiet_from between 0 and 1439),
    quiet_until  smallint    check (quiet_until between 0 and 1439),
    digest_at    smallint    check (digest_at between 0 and 1439),
    set_at       timestamptz not null,
    set_by       text        not null,
    check ((quiet_from is null) = (quiet_until is null))
);

-- Which pack's notification section holds in a district from a school year on; the latest row of a
-- year counts. The file stays, since a version must be readable for ever.
create table notification.notice_binding (
    id           bigint      generated always as identity primary key,
    district     text        not null,
    -- First calendar year of the school year.
    from_year    integer     not null,
    pack         text        not null,
    pack_version text        not null,
    file         bytea       not null,
    reason       text        not null,
    bound_at     timestamptz not null,
    bound_by     text        not null
);
create index on notification.notice_binding (district, from_year desc, id desc);

-- When it was looked at which addresses a message goes to; null: not yet. What was written before
-- there were addresses goes to none.
alter table notification.message add column planned_at timestamptz;
update notification.message set planned_at = created_at;
create index on notification.message (created_at, id) where planned_at is null;
-- Of a placement: the school that receives.
alter table notification.message add column receiver_id uuid;
-- When an unread message is told above; null: never, or it was.
alter table notification.message add column escalate_at timestamptz;
create index on notification.message (escalate_at) where escalate_at is not null;

do $$
declare
    relation text;
begin
    foreach relation in array array['endpoint', 'delivery', 'delivery_message', 'delivery_attempt',
        'preference', 'notice_binding'] loop
        execute format('alter table notification.%I enable row level security', relation);
        execute format(
            'create policy own_district on notification.%I to taoli_notification_app '
            'using (district = any ((select taoli.scope())::text[]))', relation);
        execute format(
            'create policy every_district on notification.%I to taoli_notification_all using (true)', relation);
        execute format(
            'grant select, insert, update on notification.%I to taoli_notification_app, taoli_notification_all',
            relation);
    end loop;
end
$$;
