-- name: add_attachment^
-- A file or location as it came; files wait to be downloaded.
INSERT INTO attachments (owner_kind, owner_id, incident_id, kind, file_id, file_unique_id, size, name,
    latitude_e7, longitude_e7, state, received_at)
VALUES (:owner_kind, :owner_id, cast(:incident_id AS BIGINT), :kind, :file_id, :file_unique_id,
    cast(:size AS BIGINT), :name, cast(:latitude_e7 AS BIGINT), cast(:longitude_e7 AS BIGINT), :state, :received_at)
RETURNING *;

-- name: list_attachments
-- What belongs to one owner, in order.
SELECT * FROM attachments WHERE owner_kind = :owner_kind AND owner_id = :owner_id ORDER BY id;

-- name: list_attachments_of_incident
-- Everything kept with an incident, in order.
SELECT * FROM attachments WHERE incident_id = :incident_id ORDER BY id;

-- name: move_attachments!
-- What came with a draft belongs to what it became.
UPDATE attachments SET owner_kind = :to_kind, owner_id = :to_id, incident_id = :incident_id
WHERE owner_kind = :owner_kind AND owner_id = :owner_id;

-- name: next_waiting_attachment^
-- The next file to download.
SELECT * FROM attachments WHERE state = 'waiting' AND not_before <= :now ORDER BY not_before, id LIMIT 1;

-- name: find_attachment^
-- One attachment by id.
SELECT * FROM attachments WHERE id = :id;

-- name: settle_attachment^
-- A download ended: stored, missing or too large.
UPDATE attachments SET state = :state, sha256 = :sha256, path = :path, size = coalesce(cast(:size AS BIGINT), size)
WHERE id = :id RETURNING *;

-- name: delay_attachment!
-- A download failed for now.
UPDATE attachments SET attempts = attempts + 1, not_before = :not_before WHERE id = :id;
