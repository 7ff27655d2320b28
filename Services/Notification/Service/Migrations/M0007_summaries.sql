-- A summary rests before it goes out, counted from when it last grew, not from when it began.
-- Runs as taoli_notification_owner.

-- When another event was counted into a summary; null while it holds one.
alter table notification.message add column extended_at timestamptz;
