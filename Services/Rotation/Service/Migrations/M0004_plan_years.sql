-- How long the placements of a decided plan last, as it was decided: substitutes of a later repair are
-- sent for as long, whatever became of the placements by then. Runs as taoli_rotation_owner.

-- Null before the decision.
alter table rotation.plan add column years integer check (years >= 1);

-- Plans decided before this: what most of their placements show that are or were for whole years. Of a
-- plan without any it stays null, and a repair goes by the pack.
update rotation.plan p set years = (
    select mode() within group (
        order by extract(year from s.ends_on)::integer - extract(year from s.starts_on)::integer
            + case when extract(month from s.starts_on) < 9 then 1 else 0 end)
    from rotation.placement s
    where s.plan_id = p.id and s.state <> 'ended'
        and extract(month from s.ends_on) = 9 and extract(day from s.ends_on) = 1
        and s.ends_on > s.starts_on)
where p.state = 'decided';
