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

-- name: mark_changed_in_chat!
-- Who serves was changed in chat: the roster file does not undo it.
UPDATE shifts SET changed_in_chat = 1 WHERE id = :id;

-- name: list_shifts_served
-- The shifts of a desk, from a moment on, that somebody is named for in one of two roles.
SELECT DISTINCT s.* FROM shifts AS s JOIN shift_members AS m ON m.shift_id = s.id
WHERE s.desk_id = :desk_id AND m.person_id = :person_id AND m.role IN ('leader', 'deputy') AND s.ends_at > :since
ORDER BY s.starts_at;
