-- name: list_standing_findings
-- What the auditor found and still finds, the oldest first.
SELECT f.id, f.kind, f.about, f.subject_id, f.desk_id, f.incident_id, f.found_at, i.number
FROM findings AS f LEFT JOIN incidents AS i ON i.id = f.incident_id
WHERE f.ended_at IS NULL ORDER BY f.id;

-- name: add_finding^
-- Something was found.
INSERT INTO findings (kind, about, subject_id, desk_id, incident_id, found_at)
VALUES (:kind, :about, :subject_id, cast(:desk_id AS BIGINT), cast(:incident_id AS BIGINT), :now)
RETURNING id;

-- name: end_finding!
-- It is no longer so.
UPDATE findings SET ended_at = :now WHERE id = :id AND ended_at IS NULL;
