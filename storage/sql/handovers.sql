-- name: open_handover^
-- The handover of a shift, opened once; whoever asks holds it until the transaction ends.
INSERT INTO handovers (desk_id, outgoing_id, incoming_id, state, opened_at)
VALUES (:desk_id, :outgoing_id, cast(:incoming_id AS BIGINT), 'open', :now)
ON CONFLICT (outgoing_id) DO UPDATE SET version = handovers.version + 1
RETURNING *;

-- name: hold_handover^
-- One handover by id, held until the transaction ends: what is read of it afterwards is true.
UPDATE handovers SET version = version + 1 WHERE id = :id RETURNING *;

-- name: find_handover^
-- One handover by id.
SELECT * FROM handovers WHERE id = :id;

-- name: find_handover_of_shift^
-- The handover from a shift to the next.
SELECT * FROM handovers WHERE outgoing_id = :outgoing_id;

-- name: list_open_handovers
-- The handovers of a desk that are not at their end, the newest first.
SELECT * FROM handovers WHERE desk_id = :desk_id AND state = 'open' ORDER BY id DESC;

-- name: name_incoming^
-- Who is to take over, as long as nobody has.
UPDATE handovers SET incoming_id = cast(:incoming_id AS BIGINT)
WHERE id = :id AND taken_over_at IS NULL RETURNING *;

-- name: mark_taken_over^
-- Responsibility passed, once.
UPDATE handovers SET taken_over_at = :now, incoming_id = :incoming_id
WHERE id = :id AND taken_over_at IS NULL RETURNING *;

-- name: settle_handover^
-- Complete, or overtaken by the next handover; once.
UPDATE handovers SET state = :state, settled_at = :now WHERE id = :id AND state = 'open' RETURNING *;

-- name: sign_handover!
-- Somebody signs for a side; a second time changes nothing.
INSERT INTO handover_signatures (handover_id, shift_id, person_id, role, signed_at)
VALUES (:handover_id, :shift_id, :person_id, :role, :now)
ON CONFLICT (handover_id, shift_id, person_id) DO NOTHING;

-- name: list_handover_signatures
-- Who signed, in order.
SELECT shift_id, person_id, role, signed_at FROM handover_signatures WHERE handover_id = :handover_id ORDER BY id;

-- name: refuse_handover!
-- Chưa nhận ca.
INSERT INTO handover_refusals (handover_id, person_id, reason, refused_at)
VALUES (:handover_id, :person_id, :reason, :now);

-- name: list_handover_refusals
-- How often, by whom and why it was not taken over, in order.
SELECT person_id, reason, refused_at FROM handover_refusals WHERE handover_id = :handover_id ORDER BY id;

-- name: add_handover_item!
-- Something to be taken over by itself; a second time changes nothing.
INSERT INTO handover_items (handover_id, incident_id, state) VALUES (:handover_id, :incident_id, 'waiting')
ON CONFLICT (handover_id, incident_id) DO NOTHING;

-- name: find_handover_item^
-- One item by id.
SELECT * FROM handover_items WHERE id = :id;

-- name: list_handover_items
-- The items of a handover, in order.
SELECT * FROM handover_items WHERE handover_id = :handover_id ORDER BY id;

-- name: change_handover_item^
-- Taken, asked about, or answered: only from the state it was read in.
UPDATE handover_items SET state = :state, question = :question, answer = :answer, changed_by = :person_id, changed_at = :now
WHERE id = :id AND state = :was RETURNING *;

-- name: count_items_owed^
-- The items nobody took, of incidents that are not at their end.
SELECT count(*) AS owed FROM handover_items AS h JOIN incidents AS i ON i.id = h.incident_id
WHERE h.handover_id = :handover_id AND h.state <> 'taken' AND i.state <> 'closed';

-- name: add_digest^
-- The digest of a shift, once.
INSERT INTO digests (desk_id, shift_id, payload, last_seq, last_hash, sent_at)
VALUES (:desk_id, :shift_id, :payload, :last_seq, :last_hash, :now)
RETURNING *;

-- name: find_digest^
-- One digest by id.
SELECT * FROM digests WHERE id = :id;

-- name: find_digest_of_shift^
-- The digest of a shift.
SELECT * FROM digests WHERE shift_id = :shift_id;
