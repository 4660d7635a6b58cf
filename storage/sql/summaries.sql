-- name: last_summary^
-- When a summary of this rhythm was last dealt with, and since when the next one waits.
SELECT max(CASE WHEN state IN ('fired', 'failed') THEN settled_at END) AS settled_at,
    max(CASE WHEN state = 'waiting' THEN set_at END) AS set_at
FROM timers WHERE duty = :duty AND subject_id = :desk_id;
