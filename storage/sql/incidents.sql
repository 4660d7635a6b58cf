-- name: next_counter^
-- The next counter of a desk's year; the row is locked until the transaction ends.
INSERT INTO incident_counters (desk_id, year, last) VALUES (:desk_id, :year, 1)
ON CONFLICT (desk_id, year) DO UPDATE SET last = incident_counters.last + 1
RETURNING last;

-- name: add_incident^
-- A received incident.
INSERT INTO incidents (desk_id, year, counter, number, state, unit_id, reporter_id, kind, urgency, channel,
    received_at, recorded_at, is_private, waits_since, times)
VALUES (:desk_id, :year, :counter, :number, :state, cast(:unit_id AS BIGINT), :reporter_id, :kind, :urgency,
    :channel, :received_at, :recorded_at, :is_private, :received_at, :times)
RETURNING *;

-- name: find_incident^
-- One incident by id.
SELECT * FROM incidents WHERE id = :id;

-- name: list_incidents_written
-- The incidents a written number can mean: by counter, then by desk and year where they were written.
SELECT i.* FROM incidents AS i JOIN desks AS d ON d.id = i.desk_id
WHERE i.counter = :counter
  AND (cast(:desk AS TEXT) IS NULL OR upper(d.code) = cast(:desk AS TEXT))
  AND (cast(:year AS BIGINT) IS NULL OR i.year = cast(:year AS BIGINT))
ORDER BY i.year DESC, i.id;

-- name: list_incidents_of_desk
-- Open incidents of one desk, the oldest first.
SELECT * FROM incidents WHERE desk_id = :desk_id AND state <> 'closed' ORDER BY received_at, id;

-- name: list_incidents_of_unit
-- Open incidents a unit reported or was directed in, the oldest first.
SELECT DISTINCT i.* FROM incidents AS i
LEFT JOIN directives AS d ON d.incident_id = i.id
LEFT JOIN addressees AS a ON a.directive_id = d.id
LEFT JOIN containments AS c ON c.incident_id = i.id
WHERE (i.unit_id = :unit_id OR a.unit_id = :unit_id OR c.unit_id = :unit_id) AND i.state <> 'closed'
ORDER BY i.received_at, i.id;

-- name: list_recent_of_unit
-- What a unit reported that is open or was received since a moment, the newest first.
SELECT * FROM incidents WHERE unit_id = :unit_id AND (state <> 'closed' OR received_at >= :since)
ORDER BY received_at DESC, id DESC;

-- name: list_undecided
-- What waits for the leader of a desk, the oldest first.
SELECT * FROM incidents WHERE desk_id = :desk_id AND state = 'awaiting_decision' AND is_private = 0
ORDER BY received_at, id;

-- name: change_incident^
-- A conditional change: nothing happens unless state and version are still as they were read.
UPDATE incidents SET state = :state, version = version + 1, report_version = :report_version, urgency = :urgency,
    watch_until = cast(:watch_until AS BIGINT), closed_at = cast(:closed_at AS BIGINT), close_reason = :close_reason,
    kind = :kind, waits_since = :waits_since, times = :times, snoozed_until = cast(:snoozed_until AS BIGINT),
    snoozes = :snoozes
WHERE id = :id AND version = :version
RETURNING *;

-- name: add_report^
-- One version of what was said.
INSERT INTO reports (incident_id, version, kind, author_id, text, fields, channel, written_at, recorded_at)
VALUES (:incident_id, :version, :kind, :author_id, :text, :fields, :channel, :written_at, :recorded_at)
RETURNING *;

-- name: list_reports
-- Everything said about an incident, in order.
SELECT * FROM reports WHERE incident_id = :incident_id ORDER BY id;

-- name: find_report^
-- One version by id.
SELECT * FROM reports WHERE id = :id;

-- name: list_incidents_of_period
-- What a desk received within a period, or ended within it, in order; what goes to the superior only is not among them.
SELECT * FROM incidents
WHERE desk_id = :desk_id AND is_private = 0
  AND ((received_at >= :since AND received_at < :until) OR (closed_at >= :since AND closed_at < :until))
ORDER BY received_at, id;
