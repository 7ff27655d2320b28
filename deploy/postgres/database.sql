-- What one service's database needs from a superuser; roles.sql runs it in each.
set client_min_messages = warning;
-- Trigrams for the search by name. They work in Chinese only with a UTF-8 character type.
do $$
begin
    if current_setting('lc_ctype') in ('C', 'POSIX') then
        raise exception 'database % has character type %: make it with C.UTF-8',
            current_database(), current_setting('lc_ctype');
    end if;
end
$$;
create extension if not exists pg_trgm schema public;
-- Ranges beside ids in one exclusion constraint: nobody is placed at two schools at once (rotation).
create extension if not exists btree_gist schema public;
revoke create on schema public from public;
