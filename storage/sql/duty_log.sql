-- name: next_in_duty_log^
-- The next number of a desk's log, and the hash it follows; holds the desk's log until the transaction ends.
INSERT INTO duty_log_heads (desk_id, seq, hash) VALUES (:desk_id, 1, '')
ON CONFLICT (desk_id) DO UPDATE SET seq = duty_log_heads.seq + 1
RETURNING seq, hash;

-- name: append_to_duty_log!
-- An entry, for ever.
INSERT INTO duty_log (desk_id, seq, format, kind, shift_id, incident, directive, unit, actor_id, actor_role,
    channel, occurred_at, recorded_at, payload, source_hash, text_hash, previous_hash, hash)
VALUES (:desk_id, :seq, :format, :kind, cast(:shift_id AS BIGINT), cast(:incident AS TEXT),
    cast(:directive AS BIGINT), cast(:unit AS TEXT), cast(:actor_id AS BIGINT), :actor_role,
    :channel, cast(:occurred_at AS BIGINT), :recorded_at, :payload, :source_hash, :text_hash, :previous_hash,
    :hash);

-- name: append_duty_log_text!
-- Names and free text of an entry, beside the chain.
INSERT INTO duty_log_texts (desk_id, seq, salt, text) VALUES (:desk_id, :seq, :salt, :text);

-- name: move_duty_log_head!
-- The hash the next entry will follow.
UPDATE duty_log_heads SET hash = :hash WHERE desk_id = :desk_id AND seq = :seq;

-- name: find_duty_log_head^
-- Where a desk's log stands.
SELECT seq, hash FROM duty_log_heads WHERE desk_id = :desk_id;

-- name: list_duty_log
-- A desk's entries behind a number, in order.
SELECT e.*, t.salt, t.text FROM duty_log AS e
LEFT JOIN duty_log_texts AS t ON t.desk_id = e.desk_id AND t.seq = e.seq
WHERE e.desk_id = :desk_id AND e.seq > :after ORDER BY e.seq LIMIT :at_most;

-- name: list_duty_log_of_incident
-- The entries about an incident, in order.
SELECT e.*, t.salt, t.text FROM duty_log AS e
LEFT JOIN duty_log_texts AS t ON t.desk_id = e.desk_id AND t.seq = e.seq
WHERE e.incident = :incident ORDER BY e.seq;

-- name: list_duty_log_of_shift
-- The entries of a shift, in order.
SELECT e.*, t.salt, t.text FROM duty_log AS e
LEFT JOIN duty_log_texts AS t ON t.desk_id = e.desk_id AND t.seq = e.seq
WHERE e.shift_id = :shift_id ORDER BY e.seq;

-- name: list_duty_log_desks
-- The desks that have a log, also where somebody removed its head; 0 is the log of the system itself.
SELECT desk_id FROM duty_log_heads UNION SELECT desk_id FROM duty_log ORDER BY desk_id;
