-- name: add_draft^
-- A report that has not been sent yet.
INSERT INTO drafts (person_id, chat_id, desk_id, unit_id, state, text, payload, opened_at, updated_at)
VALUES (:person_id, :chat_id, :desk_id, cast(:unit_id AS BIGINT), 'open', :text, :payload, :now, :now) RETURNING *;

-- name: find_draft^
-- One draft by id.
SELECT * FROM drafts WHERE id = :id;

-- name: find_open_draft^
-- The draft a person has open in a chat.
SELECT * FROM drafts WHERE person_id = :person_id AND chat_id = :chat_id AND state = 'open' ORDER BY id DESC LIMIT 1;

-- name: change_draft^
-- A conditional change of a draft.
UPDATE drafts SET state = :state, text = :text, payload = :payload, updated_at = :now, version = version + 1
WHERE id = :id AND version = :version AND state = 'open' RETURNING *;

-- name: open_form^
-- What a person is asked for now.
INSERT INTO forms (person_id, chat_id, kind, payload, state, opened_at, updated_at)
VALUES (:person_id, :chat_id, :kind, :payload, 'open', :now, :now) RETURNING *;

-- name: find_open_form^
-- The form a person has open in a chat.
SELECT * FROM forms WHERE person_id = :person_id AND chat_id = :chat_id AND state = 'open';

-- name: find_form^
-- One form by id.
SELECT * FROM forms WHERE id = :id;

-- name: change_form^
-- A conditional change of a form.
UPDATE forms SET state = :state, payload = :payload, updated_at = :now, version = version + 1
WHERE id = :id AND version = :version AND state = 'open' RETURNING *;

-- name: reopen_form^
-- A form that was put aside is taken up again.
UPDATE forms SET state = 'open', payload = :payload, updated_at = :now, version = version + 1
WHERE id = :id AND version = :version AND state = 'dropped' RETURNING *;

-- name: add_unsorted_text^
-- A text nobody could place yet.
INSERT INTO unsorted_texts (desk_id, person_id, chat_id, message_id, text, state, written_at)
VALUES (:desk_id, cast(:person_id AS BIGINT), :chat_id, cast(:message_id AS BIGINT), :text, 'open', :now) RETURNING *;

-- name: find_unsorted_text^
-- One unplaced text.
SELECT * FROM unsorted_texts WHERE id = :id;

-- name: place_unsorted_text^
-- Somebody at the desk said where it belongs, once.
UPDATE unsorted_texts SET state = 'placed', incident_id = :incident_id, placed_by = :person_id, placed_at = :now
WHERE id = :id AND state = 'open' RETURNING *;

-- name: list_open_unsorted_texts
-- What nobody at a desk has placed yet, in order.
SELECT * FROM unsorted_texts WHERE desk_id = :desk_id AND state = 'open' ORDER BY id;
