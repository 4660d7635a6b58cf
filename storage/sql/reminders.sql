-- name: add_reminder!
-- Somebody was reminded, by this message.
INSERT INTO reminders (timer_id, duty, subject_id, incident_id, chat_id, person_id, n, line, said_at, outbox_id)
VALUES (:timer_id, :duty, :subject_id, cast(:incident_id AS BIGINT), :chat_id, cast(:person_id AS BIGINT), :n, :line,
    :now, :outbox_id);

-- name: list_standing_reminders
-- What stands in a chat: of one subject, or said since a moment.
SELECT r.id, r.duty, r.subject_id, r.incident_id, r.chat_id, r.person_id, r.n, r.line, r.timer_id, r.said_at, r.outbox_id
FROM reminders AS r
WHERE r.chat_id = :chat_id AND r.is_standing = 1
  AND (r.said_at > :since OR (r.duty = :duty AND r.subject_id = :subject_id))
ORDER BY r.id;

-- name: list_standing_reminders_of
-- What stands in any chat about one subject of one duty.
SELECT r.id, r.duty, r.subject_id, r.incident_id, r.chat_id, r.person_id, r.n, r.line, r.timer_id, r.said_at, r.outbox_id
FROM reminders AS r WHERE r.duty = :duty AND r.subject_id = :subject_id AND r.is_standing = 1 ORDER BY r.id;

-- name: end_reminder!
-- A reminder that stands no longer: replaced, or its duty is over.
UPDATE reminders SET is_standing = 0 WHERE id = :id;

-- name: count_standing_on_message^
-- How many reminders a message still carries.
SELECT count(*) AS standing FROM reminders WHERE outbox_id = :outbox_id AND is_standing = 1;

-- name: drop_queued_outbox!
-- Something not said yet need not be said any more.
UPDATE outbox SET state = 'dropped', error = 'replaced', settled_at = :now WHERE id = :id AND state = 'queued';

-- name: find_said_message^
-- The message an outbox row became.
SELECT chat_id, message_id FROM outbox WHERE id = :id AND state = 'sent' AND message_id IS NOT NULL;

-- name: find_list_of_message^
-- The list a message is, where several reminders stand in it.
SELECT c.notice, c.subject_id FROM outbox AS o JOIN cards AS c ON c.id = o.card_id WHERE o.id = :outbox_id;

-- name: list_reminders_in_list
-- What stands in one list in one chat.
SELECT r.id, r.duty, r.subject_id, r.incident_id, r.chat_id, r.person_id, r.n, r.line, r.timer_id, r.said_at, r.outbox_id
FROM reminders AS r
JOIN outbox AS o ON o.id = r.outbox_id
JOIN cards AS c ON c.id = o.card_id
WHERE c.notice = :notice AND c.subject_id = :list_id AND c.chat_id = :chat_id AND r.is_standing = 1
ORDER BY r.id;
