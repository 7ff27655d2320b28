-- Messages about cases: which case, in the words of its policy pack.
-- Runs as taoli_notification_owner.

alter table notification.message add column case_id uuid;
-- Of a founding: the name that the group will have.
alter table notification.message add column group_name text;
alter table notification.message add column chain_chinese text;
alter table notification.message add column chain_english text;
alter table notification.message add column step_chinese text;
alter table notification.message add column step_english text;
-- yes, no, returned, …: as registry's events name it.
alter table notification.message add column outcome text;
-- open, decided, completed, refused, …: the case's after it.
alter table notification.message add column status text;
