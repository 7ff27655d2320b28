-- An inbox is listed by when its messages came: ids do not tell, some follow from a month or from
-- another message.
-- Runs as taoli_notification_owner.

drop index notification.message_recipient_id_idx;
create index on notification.message (recipient, created_at desc, id desc);
