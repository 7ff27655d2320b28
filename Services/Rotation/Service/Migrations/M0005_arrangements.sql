-- Placements that no plan makes: shares of the working time, teams, mentors, duties after the return,
-- allowances. Runs as taoli_rotation_owner.

alter table rotation.placement alter column plan_id drop not null;
alter table rotation.placement
    -- Whole percent of the working time.
    add column share             integer not null default 100 check (share between 1 and 100),
    -- bureau or group: who arranged it; null where a plan decided.
    add column arranged_by       text,
    add column mode              text    not null default '',
    add column post              text    not null default '',
    add column team_id           uuid,
    add column mentor_id         uuid,
    add column moves_employment  boolean not null default false,
    -- What somebody whom a weak school sent may owe it afterwards (SH-4); null where nothing.
    add column duty_grade        text,
    add column duty_tasks        text[]  not null default '{}',
    add column duty_clause       text    not null default '',
    add column duty_opened_on    date,
    add column duty_task         text    not null default '',
    add column duty_taken_on     date,
    -- When an allowance is due (SH-6); the clause is null where the pack gives none.
    add column allowance_clause     text,
    add column allowance_home       text not null default '',
    add column allowance_receiving  text not null default '',
    add column allowance_fen        integer,
    add constraint placement_decided_by check (plan_id is not null or arranged_by is not null);
create index on rotation.placement (mentor_id) where mentor_id is not null;
create index on rotation.placement (team_id) where team_id is not null;
create index on rotation.placement (home, id) where duty_opened_on is not null;

-- Nobody is in two places at once: the shares of placements of one day are at most the whole. This
-- takes the place of the exclusion of any overlap. One transaction at a time changes the placements
-- of one person, so that two that do not see each other cannot exceed the whole together.
create function rotation.check_placement_shares() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(new.person_id::text, 0));
    if exists (
        select 1
        from (select new.starts_on as day
              union
              select p.starts_on from rotation.placement p
              where p.person_id = new.person_id and p.id <> new.id
                  and p.starts_on > new.starts_on and p.starts_on < new.ends_on) d
        where new.starts_on < new.ends_on
            and new.share + coalesce((
                select sum(p.share) from rotation.placement p
                where p.person_id = new.person_id and p.id <> new.id
                    and p.starts_on <= d.day and p.ends_on > d.day), 0) > 100
    ) then
        raise exception 'the shares of a person''s placements exceed the whole'
            using errcode = 'exclusion_violation', constraint = 'placement_of_person';
    end if;
    return new;
end
$$;
alter table rotation.placement drop constraint placement_of_person;
create index on rotation.placement (person_id, starts_on);
create trigger placement_shares before insert or update of starts_on, ends_on, share, person_id
    on rotation.placement for each row execute function rotation.check_placement_shares();

-- What a bureau set as a month's allowance from a day on; of two of one day the later id holds.
create table rotation.allowance_rate (
    id             uuid    primary key,
    district       text    not null,
    starts_on      date    not null,
    fen_per_month  integer not null check (fen_per_month >= 0),
    reason         text    not null
);
create index on rotation.allowance_rate (district, starts_on);
alter table rotation.allowance_rate enable row level security;
create policy own_districts on rotation.allowance_rate to taoli_rotation_app
    using (district = any((select taoli.scope())::text[]));
create policy every_district on rotation.allowance_rate to taoli_rotation_all using (true);
grant select on rotation.allowance_rate to taoli_rotation_app;
grant select, insert on rotation.allowance_rate to taoli_rotation_all;
