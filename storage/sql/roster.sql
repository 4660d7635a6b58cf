-- name: list_shifts_between
-- The shifts of a desk that touch a period, in order.
SELECT * FROM shifts WHERE desk_id = :desk_id AND starts_at < :until AND ends_at > :since ORDER BY starts_at;

-- name: list_members_between
-- Who serves in each of these shifts: at this moment, or at its start where that is to come, or at its end.
SELECT m.shift_id, m.person_id, m.role FROM shift_members AS m JOIN shifts AS s ON s.id = m.shift_id
WHERE s.desk_id = :desk_id AND s.starts_at < :until AND s.ends_at > :since
    AND m.from_at <= CASE WHEN s.starts_at > :now THEN s.starts_at WHEN s.ends_at < :now THEN s.ends_at - 1 ELSE :now END
    AND (m.until_at IS NULL OR m.until_at >
        CASE WHEN s.starts_at > :now THEN s.starts_at WHEN s.ends_at < :now THEN s.ends_at - 1 ELSE :now END)
ORDER BY m.id;

-- name: list_special_days
-- The office's own days.
SELECT * FROM special_days ORDER BY on_date;

-- name: put_special_day!
-- A day as the office has it.
INSERT INTO special_days (on_date, is_off, name) VALUES (:on_date, :is_off, :name)
ON CONFLICT (on_date) DO UPDATE SET is_off = excluded.is_off, name = excluded.name;

-- name: add_substitution^
-- Somebody is asked to serve in another's place.
INSERT INTO substitutions (desk_id, shift_id, role, leaves_id, comes_id, state, asked_at)
VALUES (:desk_id, :shift_id, :role, :leaves_id, :comes_id, 'asked', :now) RETURNING *;

-- name: find_substitution^
-- One request by id.
SELECT * FROM substitutions WHERE id = :id;

-- name: find_open_substitution^
-- The request that waits for an answer about this person's place in a shift.
SELECT * FROM substitutions WHERE shift_id = :shift_id AND leaves_id = :leaves_id AND state IN ('asked', 'accepted')
ORDER BY id DESC LIMIT 1;

-- name: list_open_substitutions
-- Every request of a desk that waits for an answer or an approval.
SELECT * FROM substitutions WHERE desk_id = :desk_id AND state IN ('asked', 'accepted') ORDER BY id;

-- name: answer_substitution^
-- The one who was asked has answered.
UPDATE substitutions SET state = :state, version = version + 1, answered_at = :now
WHERE id = :id AND state = 'asked' RETURNING *;

-- name: judge_substitution^
-- It was approved or refused.
UPDATE substitutions SET state = :state, version = version + 1, judged_by = :judged_by, judged_at = :now
WHERE id = :id AND state = 'accepted' RETURNING *;

-- name: end_substitution^
-- It is not asked for any more.
UPDATE substitutions SET state = :state, version = version + 1, judged_at = :now
WHERE id = :id AND state IN ('asked', 'accepted') RETURNING *;

-- name: call_to_be_ready!
-- Somebody is asked whether they are ready; only the first time counts.
INSERT INTO readiness (shift_id, person_id, asked_at) VALUES (:shift_id, :person_id, :now)
ON CONFLICT (shift_id, person_id) DO NOTHING;

-- name: say_ready^
-- Somebody is ready, asked or not; the first answer stands.
INSERT INTO readiness (shift_id, person_id, asked_at, ready_at) VALUES (:shift_id, :person_id, :now, :now)
ON CONFLICT (shift_id, person_id) DO UPDATE SET ready_at = coalesce(readiness.ready_at, excluded.ready_at)
RETURNING *;

-- name: list_readiness
-- Who was asked for a shift, and who answered.
SELECT * FROM readiness WHERE shift_id = :shift_id ORDER BY person_id;
