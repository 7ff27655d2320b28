-- Roles and databases of the services. Run by psql (15 or later) as superuser, before `migrate`;
-- running it again changes nothing but the passwords that are given.
--
--   psql -v ON_ERROR_STOP=1 -f roles.sql                   roles and databases
--   psql -v ON_ERROR_STOP=1 -v databases=off -f roles.sql  roles only, for whoever makes databases
--                                                          of other names (roles are cluster-wide)
--
-- Per service: taoli_<name>_owner (migrations, backup), taoli_<name>_app (the running service; sees
-- only the districts in taoli.scope) and taoli_<name>_all (no login; what the service takes with
-- SET LOCAL ROLE where it may see every district). NOINHERIT, so that the wide policies count only
-- after that step. Passwords come from the environment, <NAME>_OWNER_PASSWORD and
-- <NAME>_APP_PASSWORD, since a command line can be read by others; a role without one keeps what
-- it has.
\set QUIET on
set client_min_messages = warning;
\if :{?databases}
\else
    \set databases on
\endif

\set registry_owner ''
\set registry_app ''
\set rotation_owner ''
\set rotation_app ''
\set evaluation_owner ''
\set evaluation_app ''
\set notification_owner ''
\set notification_app ''
\getenv registry_owner REGISTRY_OWNER_PASSWORD
\getenv registry_app REGISTRY_APP_PASSWORD
\getenv rotation_owner ROTATION_OWNER_PASSWORD
\getenv rotation_app ROTATION_APP_PASSWORD
\getenv evaluation_owner EVALUATION_OWNER_PASSWORD
\getenv evaluation_app EVALUATION_APP_PASSWORD
\getenv notification_owner NOTIFICATION_OWNER_PASSWORD
\getenv notification_app NOTIFICATION_APP_PASSWORD

create temporary table wanted (service text, owner_password text, app_password text);
insert into wanted values
    ('registry', :'registry_owner', :'registry_app'),
    ('rotation', :'rotation_owner', :'rotation_app'),
    ('evaluation', :'evaluation_owner', :'evaluation_app'),
    ('notification', :'notification_owner', :'notification_app');
create temporary view role_wanted as
    select format('taoli_%s_owner', service) as role, 'login' as attributes,
           owner_password as password from wanted
    union all
    select format('taoli_%s_app', service), 'login noinherit', app_password from wanted
    union all
    select format('taoli_%s_all', service), 'nologin', '' from wanted;

select format('create role %I', role) from role_wanted
    where not exists (select from pg_roles where rolname = role) \gexec
-- Also for a role that was there: nobody's superuser becomes an application's role by its name.
select format(
    'alter role %I %s nosuperuser nocreatedb nocreaterole noreplication nobypassrls',
    role, attributes) from role_wanted \gexec
select format('alter role %I password %L', role, password) from role_wanted
    where password <> '' \gexec
select format('grant taoli_%s_all to taoli_%1$s_app', service) from wanted \gexec

\if :databases
    select format(
        'create database taoli_%s owner taoli_%1$s_owner template template0 encoding ''UTF8'' '
        'lc_collate ''C.UTF-8'' lc_ctype ''C.UTF-8''', service) from wanted
        where not exists (select from pg_database where datname = 'taoli_' || service) \gexec
    select format('revoke all on database taoli_%s from public', service) from wanted \gexec
    select format('grant connect on database taoli_%s to taoli_%1$s_app', service) from wanted \gexec
    -- Ends with this session's last \connect, so the temporary tables are not needed any more.
    \connect taoli_registry
    \ir database.sql
    \connect taoli_rotation
    \ir database.sql
    \connect taoli_evaluation
    \ir database.sql
    \connect taoli_notification
    \ir database.sql
\endif
