-- name: list_timers_of_owner
-- Everything ever set for one owner that says what is still to come: rows that wait, and the count of what fired.
SELECT duty, subject_id, first_at,
    max(CASE WHEN state = 'waiting' THEN id END) AS waiting_id,
    max(CASE WHEN state = 'waiting' THEN due_at END) AS waiting_due_at,
    max(CASE WHEN state IN ('fired', 'failed') THEN n ELSE 0 END) AS fired
FROM timers WHERE owner_kind = :owner_kind AND owner_id = :owner_id
GROUP BY duty, subject_id, first_at;

-- name: set_timer!
-- Something is due from now on at a moment; a turn once cancelled waits again.
INSERT INTO timers (duty, subject_id, owner_kind, owner_id, desk_id, first_at, n, due_at, rank, state, set_at)
VALUES (:duty, :subject_id, :owner_kind, :owner_id, cast(:desk_id AS BIGINT), :first_at, :n, :due_at, :rank, 'waiting', :now)
ON CONFLICT (duty, subject_id, first_at, n) DO UPDATE SET state = 'waiting', due_at = excluded.due_at,
    rank = excluded.rank, set_at = excluded.set_at, settled_at = NULL
WHERE timers.state = 'cancelled';

-- name: move_timer!
-- The same turn, at another moment or more urgent.
UPDATE timers SET due_at = :due_at, rank = :rank WHERE id = :id AND state = 'waiting';

-- name: settle_timer!
-- The end of a turn: fired, cancelled or failed, once.
UPDATE timers SET state = :state, settled_at = :now WHERE id = :id AND state = 'waiting';

-- name: postpone_timer!
-- A turn whose duty failed is tried again a little later.
UPDATE timers SET due_at = :due_at, attempts = attempts + 1 WHERE id = :id AND state = 'waiting';

-- name: list_due_timers
-- What is due by a moment, the most urgent first.
SELECT id, duty, subject_id, owner_kind, owner_id, desk_id, first_at, n, due_at, rank, attempts
FROM timers WHERE state = 'waiting' AND due_at <= :now ORDER BY rank, due_at, id LIMIT :most;

-- name: find_timer_set_at^
-- When a turn was set.
SELECT set_at FROM timers WHERE id = :id;

-- name: next_timer_at^
-- When the next turn is due.
SELECT min(due_at) AS due_at FROM timers WHERE state = 'waiting';

-- name: list_own_clocks
-- The drafts and forms of one person in one chat that are open, or that something still waits for.
SELECT 'draft' AS kind, d.id AS id FROM drafts AS d
WHERE d.person_id = :person_id AND d.chat_id = :chat_id AND d.state = 'open'
UNION
SELECT 'form' AS kind, f.id AS id FROM forms AS f
WHERE f.person_id = :person_id AND f.chat_id = :chat_id AND f.state = 'open'
UNION
SELECT 'draft' AS kind, d.id AS id FROM timers AS t JOIN drafts AS d ON d.id = t.owner_id
WHERE t.state = 'waiting' AND t.owner_kind = 'draft' AND d.person_id = :person_id AND d.chat_id = :chat_id
UNION
SELECT 'form' AS kind, f.id AS id FROM timers AS t JOIN forms AS f ON f.id = t.owner_id
WHERE t.state = 'waiting' AND t.owner_kind = 'form' AND f.person_id = :person_id AND f.chat_id = :chat_id
ORDER BY kind, id;
