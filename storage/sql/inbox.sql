-- name: inbox_insert!
-- Keep an update as it came; one that came before changes nothing.
INSERT INTO inbox (bot_id, update_id, lane, raw, received_at, state)
VALUES (:bot_id, :update_id, :lane, :raw, :received_at, 'new')
ON CONFLICT (bot_id, update_id) DO NOTHING;

-- name: inbox_list_new
-- Updates not handled yet, in the order they came.
SELECT bot_id, update_id, lane, raw, received_at, attempts FROM inbox
WHERE state = 'new' AND bot_id = :bot_id
ORDER BY received_at, update_id LIMIT :how_many;

-- name: inbox_settle!
-- The end of an update: done or dead. Once settled it stays.
UPDATE inbox SET state = :state, error = :error WHERE bot_id = :bot_id AND update_id = :update_id AND state = 'new';

-- name: inbox_failed!
-- One more try failed.
UPDATE inbox SET attempts = attempts + 1, error = :error
WHERE bot_id = :bot_id AND update_id = :update_id AND state = 'new';

-- name: inbox_count
-- How many updates there are in each state.
SELECT state, count(*) AS how_many FROM inbox WHERE bot_id = :bot_id GROUP BY state;

-- name: inbox_destroy_raw!
-- Forget what an update said.
UPDATE inbox SET raw = '{}' WHERE bot_id = :bot_id AND update_id = :update_id;
