-- name: add_link_code!
-- A one-time code, by its hash.
INSERT INTO link_codes (code_hash, person_id, expires_at) VALUES (:code_hash, :person_id, :expires_at);

-- name: find_link_code^
-- A code by its hash.
SELECT code_hash, person_id, expires_at, used_at FROM link_codes WHERE code_hash = :code_hash;

-- name: find_good_link_code^
-- A code of this person that can still be used.
SELECT code_hash, person_id, expires_at, used_at FROM link_codes
WHERE person_id = :person_id AND used_at IS NULL AND expires_at > :now ORDER BY expires_at DESC LIMIT 1;

-- name: use_link_code^
-- A code is used, once.
UPDATE link_codes SET used_at = :now WHERE code_hash = :code_hash AND used_at IS NULL AND expires_at > :now
RETURNING person_id;

-- name: void_link_codes!
-- Codes of this person are good no longer.
UPDATE link_codes SET expires_at = :now WHERE person_id = :person_id AND used_at IS NULL AND expires_at > :now;

-- name: link_account^
-- An account becomes this person's, unless the person has one or may have none.
UPDATE people SET telegram_id = :telegram_id, unreachable_at = NULL
WHERE id = :id AND telegram_id IS NULL AND is_active = 1 AND frozen_at IS NULL
RETURNING *;
