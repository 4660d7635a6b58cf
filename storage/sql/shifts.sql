-- name: find_shift^
-- One shift by id.
SELECT * FROM shifts WHERE id = :id;

-- name: find_responsible_shift^
-- The shift that answers for a desk at one moment.
SELECT * FROM shifts
WHERE desk_id = :desk_id AND responsible_from <= :now AND (responsible_until IS NULL OR :now < responsible_until)
ORDER BY responsible_from DESC LIMIT 1;

-- name: list_shift_members
-- Who serves in a shift at one moment.
SELECT person_id, role FROM shift_members
WHERE shift_id = :shift_id AND from_at <= :now AND (until_at IS NULL OR :now < until_at) ORDER BY id;

-- name: find_next_shift^
-- The next shift of a desk that has not started.
SELECT * FROM shifts WHERE desk_id = :desk_id AND starts_at > :now ORDER BY starts_at LIMIT 1;

-- name: find_incoming_shift^
-- Who is to take over from a shift: of those planned after it that never answered, the last to have begun by a moment.
SELECT * FROM shifts
WHERE desk_id = :desk_id AND starts_at > :after AND starts_at <= :by AND ends_at > :now AND responsible_from IS NULL
ORDER BY starts_at DESC LIMIT 1;

-- name: hold_shift^
-- One shift, held until the transaction ends: what is read of it afterwards is true.
UPDATE shifts SET changed_in_chat = changed_in_chat WHERE id = :id RETURNING *;

-- name: begin_responsibility^
-- A shift answers for its desk from a moment on, once.
UPDATE shifts SET responsible_from = :from_at WHERE id = :id AND responsible_from IS NULL RETURNING *;

-- name: end_responsibility^
-- A shift answers no longer, once.
UPDATE shifts SET responsible_until = :until_at
WHERE id = :id AND responsible_from IS NOT NULL AND responsible_until IS NULL RETURNING *;

-- name: mark_changed_in_chat!
-- Who serves was changed in chat: the roster file does not undo it.
UPDATE shifts SET changed_in_chat = 1 WHERE id = :id;

-- name: list_shifts_served
-- The shifts of a desk, from a moment on, that somebody is named for in one of two roles.
SELECT DISTINCT s.* FROM shifts AS s JOIN shift_members AS m ON m.shift_id = s.id
WHERE s.desk_id = :desk_id AND m.person_id = :person_id AND m.role IN ('leader', 'deputy') AND s.ends_at > :since
ORDER BY s.starts_at;

-- name: add_shift_note!
-- What a shift says of itself; the newest of a kind counts.
INSERT INTO shift_notes (shift_id, kind, text, person_id, noted_at) VALUES (:shift_id, :kind, :text, :person_id, :now);

-- name: find_shift_note^
-- The newest note of a kind.
SELECT * FROM shift_notes WHERE shift_id = :shift_id AND kind = :kind ORDER BY id DESC LIMIT 1;

-- name: list_shifts_not_over
-- Shifts to come, under way, or still answering for their desk.
SELECT id FROM shifts
WHERE ends_at > :now OR (responsible_from IS NOT NULL AND responsible_until IS NULL) ORDER BY starts_at, id;

-- name: forget_incoming!
-- A shift taken out of the roster takes over nothing.
UPDATE handovers SET incoming_id = NULL WHERE incoming_id = :shift_id AND taken_over_at IS NULL;

-- name: drop_shift_signatures!
-- Nobody signs for a shift taken out of the roster before it began; that they did is in the duty log.
DELETE FROM handover_signatures WHERE shift_id = :shift_id;

-- name: drop_shift_notes!
-- Nothing is said of a shift taken out of the roster before it began.
DELETE FROM shift_notes WHERE shift_id = :shift_id;
