-- name: order_document^
-- A document is to be made and sent.
INSERT INTO documents (desk_id, kind, name, sent_as, language, payload, screen, recipients, is_logged, state, ordered_at)
VALUES (:desk_id, :kind, :name, :sent_as, :language, :payload, :screen, :recipients, :is_logged, 'ordered', :now)
RETURNING *;

-- name: next_document^
-- The next one to make.
SELECT * FROM documents WHERE state = 'ordered' AND not_before <= :now ORDER BY id LIMIT 1;

-- name: find_document^
-- One document by id.
SELECT * FROM documents WHERE id = :id;

-- name: document_made^
-- It was made, once.
UPDATE documents SET state = 'made', path = :path, sha256 = :sha256, size = :size, settled_at = :now
WHERE id = :id AND state = 'ordered' RETURNING *;

-- name: document_delayed^
-- Making it failed: again later.
UPDATE documents SET attempts = attempts + 1, not_before = :not_before
WHERE id = :id AND state = 'ordered' RETURNING *;

-- name: document_failed^
-- It cannot be made.
UPDATE documents SET state = 'failed', attempts = attempts + 1, settled_at = :now
WHERE id = :id AND state = 'ordered' RETURNING *;
