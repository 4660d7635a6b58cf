-- name: add_directive^
-- A directive under its incident; the gate refuses one without the leader's opinion.
INSERT INTO directives (desk_id, incident_id, n, decision_id, replaces_id, content, awaits_text, issued_at,
    acknowledge_due_at, result_due_at, stands_until)
VALUES (:desk_id, :incident_id,
    (SELECT coalesce(max(d.n), 0) + 1 FROM directives AS d WHERE d.incident_id = :incident_id),
    :decision_id, cast(:replaces_id AS BIGINT), :content, :awaits_text, :issued_at,
    :acknowledge_due_at, cast(:result_due_at AS BIGINT), cast(:stands_until AS BIGINT))
RETURNING *;

-- name: find_directive^
-- One directive by id.
SELECT * FROM directives WHERE id = :id;

-- name: list_directives
-- The directives of an incident, in order.
SELECT * FROM directives WHERE incident_id = :incident_id ORDER BY n;

-- name: recall_directive^
-- Thu hồi, once.
UPDATE directives SET recalled_at = :now, recall_decision_id = :decision_id
WHERE id = :id AND recalled_at IS NULL RETURNING *;

-- name: reinstate_directive^
-- Its recall was not the leader's opinion: it stands again; which opinion it was stays named.
UPDATE directives SET recalled_at = NULL
WHERE id = :id AND recall_decision_id = :decision_id AND recalled_at IS NOT NULL RETURNING *;

-- name: reinstate_addressee^
-- Told anew that it stands, to be acknowledged anew.
UPDATE addressees SET state = 'sent', version = version + 1, sent_at = NULL,
    acknowledged_at = NULL, acknowledged_by = NULL, receiver = ''
WHERE id = :id AND state = 'recalled' RETURNING *;

-- name: write_directive^
-- The written text of a directive given by voice or photo, once.
UPDATE directives SET content = :content, awaits_text = 0 WHERE id = :id AND awaits_text = 1 RETURNING *;

-- name: add_addressee^
-- A unit a directive is for.
INSERT INTO addressees (directive_id, unit_id, state, result_due_at)
VALUES (:directive_id, :unit_id, 'sent', cast(:result_due_at AS BIGINT))
RETURNING *;

-- name: find_addressee^
-- One addressee by id.
SELECT * FROM addressees WHERE id = :id;

-- name: list_addressees
-- The addressees of a directive.
SELECT * FROM addressees WHERE directive_id = :directive_id ORDER BY id;

-- name: list_addressees_of_incident
-- The addressees of all directives of an incident, in order.
SELECT a.* FROM addressees AS a JOIN directives AS d ON d.id = a.directive_id
WHERE d.incident_id = :incident_id ORDER BY d.n, a.id;

-- name: change_addressee^
-- A conditional change: nothing happens unless the version is still as it was read.
UPDATE addressees SET state = :state, version = version + 1,
    acknowledged_at = cast(:acknowledged_at AS BIGINT), acknowledged_by = cast(:acknowledged_by AS BIGINT),
    performer_id = cast(:performer_id AS BIGINT), result_due_at = cast(:result_due_at AS BIGINT),
    receiver = :receiver, receipt_channel = :receipt_channel
WHERE id = :id AND version = :version
RETURNING *;

-- name: mark_addressee_sent!
-- The messenger accepted the card for a first reader.
UPDATE addressees SET sent_at = :now, state = CASE WHEN state = 'undeliverable' THEN 'sent' ELSE state END
WHERE id = :id AND sent_at IS NULL;

-- name: mark_addressee_undeliverable!
-- Nobody of the addressee could be reached.
UPDATE addressees SET state = 'undeliverable', version = version + 1
WHERE id = :id AND sent_at IS NULL AND state = 'sent';

-- name: add_result^
-- One report of a result.
INSERT INTO results (addressee_id, n, text, reported_by, reporter, reported_at, recorded_by, recorded_at, channel, state)
VALUES (:addressee_id,
    (SELECT coalesce(max(r.n), 0) + 1 FROM results AS r WHERE r.addressee_id = :addressee_id),
    :text, cast(:reported_by AS BIGINT), :reporter, :reported_at, :recorded_by, :recorded_at, :channel, 'reported')
RETURNING *;

-- name: find_result^
-- One result by id.
SELECT * FROM results WHERE id = :id;

-- name: list_results
-- The results of an addressee, in order.
SELECT * FROM results WHERE addressee_id = :addressee_id ORDER BY n;

-- name: judge_result^
-- Confirmed or returned, once.
UPDATE results SET state = :state, judged_by = :judged_by, judged_at = :now, reason = :reason
WHERE id = :id AND state = 'reported' RETURNING *;

-- name: add_extension^
-- A unit asks for time.
INSERT INTO extensions (addressee_id, until_at, reason, asked_by, asked_at, state)
VALUES (:addressee_id, :until_at, :reason, :asked_by, :asked_at, 'asked') RETURNING *;

-- name: find_extension^
-- One request for time.
SELECT * FROM extensions WHERE id = :id;

-- name: judge_extension^
-- Granted or refused, once.
UPDATE extensions SET state = :state, judged_by = :judged_by, judged_at = :now
WHERE id = :id AND state = 'asked' RETURNING *;

-- name: list_open_extensions
-- Requests for time on an incident that nobody answered yet.
SELECT e.* FROM extensions AS e
JOIN addressees AS a ON a.id = e.addressee_id
JOIN directives AS d ON d.id = a.directive_id
WHERE d.incident_id = :incident_id AND e.state = 'asked' ORDER BY e.id;

-- name: list_results_of_incident
-- Every result reported on an incident, in order.
SELECT r.* FROM results AS r
JOIN addressees AS a ON a.id = r.addressee_id
JOIN directives AS d ON d.id = a.directive_id
WHERE d.incident_id = :incident_id ORDER BY r.id;
