-- name: outbox_insert^
-- Queue one thing to say or do.
INSERT INTO outbox (
    desk_id, incident_id, chat_id, person_id, action, notice, card_id, subject, payload,
    priority, must_act, reply_to, message_id, state, created_at)
VALUES (
    cast(:desk_id AS BIGINT), cast(:incident_id AS BIGINT), cast(:chat_id AS BIGINT), cast(:person_id AS BIGINT),
    :action, :notice, cast(:card_id AS BIGINT), :subject, :payload,
    :priority, :must_act, cast(:reply_to AS BIGINT), cast(:message_id AS BIGINT), 'queued', :created_at)
RETURNING id;

-- name: outbox_queued_for_card^
-- The row that will draw this card anew, if one waits.
SELECT id, action FROM outbox
WHERE card_id = :card_id AND state = 'queued' AND action IN ('send', 'edit')
ORDER BY id DESC LIMIT 1;

-- name: outbox_hurry!
-- A waiting row takes the higher of two priorities and keeps the stronger duty to arrive.
UPDATE outbox
SET priority = CASE WHEN priority > :priority THEN :priority ELSE priority END,
    must_act = CASE WHEN must_act < :must_act THEN :must_act ELSE must_act END
WHERE id = :id AND state = 'queued';

-- name: outbox_refresh_cards!
-- One edit for every copy of a card that stands in a chat, or is on its way there, unless one waits already.
INSERT INTO outbox (
    desk_id, incident_id, chat_id, person_id, action, notice, card_id, subject, payload,
    priority, must_act, state, created_at)
SELECT
    o.desk_id, o.incident_id, c.chat_id, c.person_id, 'edit', c.notice, c.id, o.subject, '{}',
    :priority, 1, 'queued', :created_at
FROM cards AS c
JOIN outbox AS o ON o.id = (SELECT max(l.id) FROM outbox AS l WHERE l.card_id = c.id AND l.action IN ('send', 'edit'))
WHERE c.notice = :notice AND c.subject_id = :subject_id
  AND (c.message_id IS NOT NULL OR o.state IN ('sending', 'sent'))
  AND NOT EXISTS (
      SELECT 1 FROM outbox AS q WHERE q.card_id = c.id AND q.state = 'queued' AND q.action IN ('send', 'edit'))
ORDER BY c.id;

-- name: outbox_hurry_cards!
-- Waiting rows of a card take the higher of two priorities.
UPDATE outbox SET priority = :priority
WHERE state = 'queued' AND priority > :priority AND action IN ('send', 'edit')
  AND card_id IN (SELECT id FROM cards WHERE notice = :notice AND subject_id = :subject_id);

-- name: outbox_list_heads
-- The next row of each chat: highest priority, then oldest; a chat with a row under way waits, and so does what
-- concerns a card that an earlier row is still to send.
SELECT id, chat_id, priority, action FROM (
    SELECT
        o.id, o.chat_id, o.priority, o.action,
        row_number() OVER (
            PARTITION BY o.chat_id, CASE WHEN o.chat_id IS NULL THEN o.id END ORDER BY o.priority, o.id) AS place
    FROM outbox AS o
    WHERE o.state = 'queued' AND o.not_before <= :now
      AND NOT EXISTS (SELECT 1 FROM outbox AS s WHERE s.state = 'sending' AND s.chat_id = o.chat_id)
      AND (o.card_id IS NULL OR NOT EXISTS (
            SELECT 1 FROM outbox AS e
            WHERE e.card_id = o.card_id AND e.id < o.id AND e.state IN ('queued', 'sending')))
) AS heads
WHERE place = 1
ORDER BY priority, id
LIMIT :how_many;

-- name: outbox_claim!
-- Take a waiting row in hand.
UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = :id AND state = 'queued';

-- name: outbox_find_said^
-- The frozen notice that became a message.
SELECT payload, subject FROM outbox
WHERE chat_id = :chat_id AND message_id = :message_id AND action = 'send' AND state = 'sent' AND card_id IS NULL
ORDER BY id DESC LIMIT 1;

-- name: outbox_get^
-- One row with the card it concerns.
SELECT
    o.id, o.desk_id, o.incident_id, o.chat_id, o.person_id, o.action, o.notice, o.card_id, o.subject, o.payload,
    o.priority, o.must_act, o.reply_to, o.message_id, o.state, o.attempts, o.is_repeat, o.rendered, o.error,
    o.created_at, c.subject_id, c.message_id AS card_message_id, p.language, p.telegram_id
FROM outbox AS o
LEFT JOIN cards AS c ON c.id = o.card_id
LEFT JOIN people AS p ON p.id = o.person_id
WHERE o.id = :id;

-- name: outbox_list_sending
-- Rows whose outcome nobody learned: found at start.
SELECT id FROM outbox WHERE state = 'sending' ORDER BY id;

-- name: outbox_store_rendered!
-- Keep what is about to be said, word for word.
UPDATE outbox SET rendered = :rendered WHERE id = :id;

-- name: outbox_settle!
-- The end of a row: sent, dead or dropped. Once settled it stays.
UPDATE outbox
SET state = :state, error = :error, settled_at = :settled_at,
    message_id = coalesce(cast(:message_id AS BIGINT), message_id)
WHERE id = :id AND state IN ('queued', 'sending');

-- name: outbox_requeue!
-- Back into the line, not before a moment; a repeat says so.
UPDATE outbox
SET state = 'queued', not_before = :not_before, error = :error,
    is_repeat = CASE WHEN is_repeat < :is_repeat THEN :is_repeat ELSE is_repeat END
WHERE id = :id AND state = 'sending';

-- name: outbox_turn_to_send!
-- An edit whose message is gone becomes a message of its own.
UPDATE outbox SET action = 'send', message_id = NULL WHERE id = :id AND action = 'edit';

-- name: outbox_move_chat!
-- A group became a supergroup: what waits for it goes to the new chat.
UPDATE outbox SET chat_id = :new_chat_id, reply_to = NULL WHERE chat_id = :old_chat_id AND state IN ('queued', 'sending');

-- name: outbox_count_waiting^
-- How much waits, and since when.
SELECT count(*) AS waiting, min(created_at) AS since FROM outbox WHERE state IN ('queued', 'sending');

-- name: outbox_list_by_incident
-- Everything said about an incident, oldest first.
SELECT id, chat_id, person_id, action, notice, subject, state, is_repeat, error, message_id, created_at, settled_at
FROM outbox WHERE incident_id = :incident_id ORDER BY id;

-- name: outbox_mark_unreachable!
-- The messenger refuses this person, since then.
UPDATE people SET unreachable_at = :at WHERE id = :person_id AND unreachable_at IS NULL;

-- name: outbox_mark_reachable!
-- Something arrived in this person's own chat.
UPDATE people SET unreachable_at = NULL WHERE id = :person_id AND unreachable_at IS NOT NULL;

-- name: count_unsettled^
-- What is still to be handled, to be done by the clock, to be made and to be said at this moment.
SELECT
    (SELECT count(*) FROM documents WHERE state = 'ordered' AND not_before <= :now) AS documents,
    (SELECT count(*) FROM timers WHERE state = 'waiting' AND due_at <= :now) AS timers,
    (SELECT count(*) FROM inbox WHERE state = 'new') AS inbox,
    (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending') AND not_before <= :now) AS outbox;

-- name: outbox_drop_queued_of_subject!
-- What waits to be said of a subject in a chat, and is overtaken, is not said any more.
UPDATE outbox SET state = 'dropped', error = 'overtaken', settled_at = :now
WHERE chat_id = :chat_id AND subject = :subject AND state = 'queued' AND action = 'send';
