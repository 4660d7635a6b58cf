-- name: add_decision^
-- A recorded opinion; the gate refuses one from somebody who did not hold the role.
INSERT INTO decisions (desk_id, incident_id, report_version, kind, disagrees, content, decided_by, decided_as, basis,
    decided_at, recorded_by, recorded_at, channel, confirmed_at)
VALUES (:desk_id, :incident_id, :report_version, :kind, :disagrees, :content, :decided_by, :decided_as, :basis,
    :decided_at, :recorded_by, :recorded_at, :channel, cast(:confirmed_at AS BIGINT))
RETURNING *;

-- name: find_decision^
-- One opinion by id.
SELECT * FROM decisions WHERE id = :id;

-- name: list_decisions
-- The opinions on an incident, in order.
SELECT * FROM decisions WHERE incident_id = :incident_id ORDER BY id;

-- name: confirm_decision^
-- Đúng ý kiến tôi, once.
UPDATE decisions SET confirmed_at = :now WHERE id = :id AND confirmed_at IS NULL AND disowned_at IS NULL RETURNING *;

-- name: disown_decision^
-- Không phải ý kiến tôi, once.
UPDATE decisions SET disowned_at = :now WHERE id = :id AND confirmed_at IS NULL AND disowned_at IS NULL RETURNING *;

-- name: list_unconfirmed_decisions
-- Opinions of a desk recorded for their giver, who has neither confirmed nor disowned them.
SELECT d.* FROM decisions AS d JOIN incidents AS i ON i.id = d.incident_id
WHERE d.desk_id = :desk_id AND d.recorded_by <> d.decided_by AND d.confirmed_at IS NULL AND d.disowned_at IS NULL
  AND i.is_private = 0
ORDER BY d.id;
