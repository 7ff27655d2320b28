-- Messages that ask their recipient to act: at which step of a case, and by when.
-- Runs as taoli_notification_owner.

alter table notification.message add column turn_chinese text;
alter table notification.message add column turn_english text;
-- The step's last day; null without a deadline.
alter table notification.message add column due_on date;
