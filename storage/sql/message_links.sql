-- name: message_links_put!
-- This message belongs to that incident and subject; the latest word counts.
INSERT INTO message_links (chat_id, message_id, incident_id, subject)
VALUES (:chat_id, :message_id, cast(:incident_id AS BIGINT), :subject)
ON CONFLICT (chat_id, message_id) DO UPDATE SET incident_id = excluded.incident_id, subject = excluded.subject;

-- name: message_links_find^
-- What a message belongs to.
SELECT chat_id, message_id, incident_id, subject FROM message_links
WHERE chat_id = :chat_id AND message_id = :message_id;

-- name: message_links_give_number!
-- A draft became an incident: its messages follow.
UPDATE message_links SET incident_id = :incident_id WHERE subject = :subject;

-- name: message_links_of_subject
-- The messages of one chat that belong to a subject.
SELECT message_id FROM message_links WHERE chat_id = :chat_id AND subject = :subject ORDER BY message_id;
