-- name: bot_state_find^
-- A value the bot keeps about itself.
SELECT value FROM bot_state WHERE name = :name;

-- name: bot_state_put!
-- Keep a value.
INSERT INTO bot_state (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
