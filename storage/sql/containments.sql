-- name: add_containment^
-- A measure made at once.
INSERT INTO containments (desk_id, incident_id, n, unit_id, kind, content, made_by, made_at, state)
VALUES (:desk_id, :incident_id,
    (SELECT coalesce(max(c.n), 0) + 1 FROM containments AS c WHERE c.incident_id = :incident_id),
    :unit_id, :kind, :content, :made_by, :made_at, 'open')
RETURNING *;

-- name: find_containment^
-- One measure by id.
SELECT * FROM containments WHERE id = :id;

-- name: list_containments
-- The measures of an incident, in order.
SELECT * FROM containments WHERE incident_id = :incident_id ORDER BY n;

-- name: answer_containment^
-- The leader continues or ends it; the answer is to be acknowledged anew.
UPDATE containments SET state = :state, decision_id = cast(:decision_id AS BIGINT), version = version + 1,
    acknowledged_at = NULL, acknowledged_by = NULL
WHERE id = :id AND version = :version RETURNING *;

-- name: acknowledge_containment^
-- Đã nhận, once for each order or answer.
UPDATE containments SET acknowledged_at = :now, acknowledged_by = :person_id, version = version + 1
WHERE id = :id AND acknowledged_at IS NULL RETURNING *;
