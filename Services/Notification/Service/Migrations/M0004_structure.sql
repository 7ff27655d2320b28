-- Messages about merging, splitting, renaming and designating.
-- Runs as taoli_notification_owner.

-- The group on the other side of a merger or split.
alter table notification.message add column other_group_id uuid;
-- What changed, in both languages.
alter table notification.message add column detail_chinese text;
alter table notification.message add column detail_english text;
