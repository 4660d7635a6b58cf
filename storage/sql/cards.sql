-- name: cards_find^
-- The copy of a card in one chat.
SELECT id, notice, subject_id, chat_id, person_id, message_id, drawn_version FROM cards
WHERE notice = :notice AND subject_id = :subject_id AND chat_id = :chat_id;

-- name: cards_find_by_message^
-- The card that a message in a chat shows.
SELECT id, notice, subject_id, chat_id, person_id, message_id, drawn_version FROM cards
WHERE chat_id = :chat_id AND message_id = :message_id
ORDER BY id DESC LIMIT 1;

-- name: cards_list
-- Every copy of a card.
SELECT id, notice, subject_id, chat_id, person_id, message_id, drawn_version FROM cards
WHERE notice = :notice AND subject_id = :subject_id
ORDER BY id;

-- name: cards_insert^
-- A card is to stand in a chat.
INSERT INTO cards (notice, subject_id, chat_id, person_id)
VALUES (:notice, :subject_id, :chat_id, cast(:person_id AS BIGINT))
RETURNING id;

-- name: cards_delivered!
-- A card stands in its chat as this message, drawn for this version.
UPDATE cards SET message_id = :message_id, drawn_version = :drawn_version WHERE id = :id;

-- name: cards_forget_message!
-- The message of a card is gone, or stands aside for a fresh one.
UPDATE cards SET message_id = NULL WHERE id = :id;

-- name: cards_move_chat!
-- A group became a supergroup: its old messages cannot be edited any more.
UPDATE cards SET chat_id = :new_chat_id, message_id = NULL WHERE chat_id = :old_chat_id;

-- name: cards_desk_move_chat!
-- A desk's own chat has a new address.
UPDATE desks SET chat_id = :new_chat_id WHERE chat_id = :old_chat_id;

-- name: cards_unit_move_chat!
-- A unit's group has a new address.
UPDATE units SET chat_id = :new_chat_id WHERE chat_id = :old_chat_id;
