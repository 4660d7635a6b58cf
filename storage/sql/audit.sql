-- name: audit_list_owed
-- What waits for a person, by the duty that must remind of it until it ends: planned turns, the last taken, what was said.
SELECT
    o.duty, o.subject_id, i.id AS incident_id, i.number, i.desk_id, i.is_private, i.times,
    (SELECT count(*) FROM timers AS t
     WHERE t.duty = o.duty AND t.subject_id = o.subject_id AND t.state = 'waiting') AS waiting,
    (SELECT coalesce(max(t.n), 0) FROM timers AS t
     WHERE t.duty = o.duty AND t.subject_id = o.subject_id AND t.state = 'fired') AS taken,
    (SELECT count(*) FROM reminders AS r JOIN timers AS t ON t.id = r.timer_id
     WHERE t.duty = o.duty AND t.subject_id = o.subject_id) AS said
FROM (
    SELECT 'decision-told-to-all' AS duty, n.id AS subject_id, n.id AS incident_id FROM incidents AS n
    WHERE n.state = 'awaiting_decision' AND n.is_private = 0
    UNION ALL
    SELECT w.duty, n.id, n.id FROM incidents AS n
    JOIN (SELECT 'question-unanswered' AS duty UNION ALL SELECT 'decision-told-to-all') AS w ON 1 = 1
    WHERE n.state = 'awaiting_answer' AND EXISTS (
        SELECT 1 FROM decisions AS q WHERE q.incident_id = n.id AND q.kind = 'ask' AND q.disowned_at IS NULL)
    UNION ALL
    SELECT 'containment-told-to-all', c.id, c.incident_id FROM containments AS c WHERE c.state = 'open'
    UNION ALL
    SELECT 'containment-unreceived', c.id, c.incident_id FROM containments AS c
    WHERE (c.kind = 'ordered' OR c.state <> 'open') AND c.acknowledged_at IS NULL
    UNION ALL
    SELECT 'directive-unreceived', a.id, d.incident_id FROM addressees AS a JOIN directives AS d ON d.id = a.directive_id
    WHERE a.state IN ('sent', 'undeliverable')
    UNION ALL
    SELECT 'recall-unreceived', a.id, d.incident_id FROM addressees AS a JOIN directives AS d ON d.id = a.directive_id
    WHERE a.state = 'recalled' AND a.acknowledged_at IS NULL AND d.recalled_at IS NOT NULL
    UNION ALL
    SELECT 'directive-overdue', a.id, d.incident_id FROM addressees AS a JOIN directives AS d ON d.id = a.directive_id
    WHERE a.state IN ('sent', 'undeliverable', 'acknowledged', 'in_hand', 'returned') AND a.result_due_at IS NOT NULL
    UNION ALL
    SELECT 'directive-ended', a.id, d.incident_id FROM addressees AS a JOIN directives AS d ON d.id = a.directive_id
    WHERE d.stands_until IS NOT NULL AND a.state NOT IN ('confirmed', 'recalled')
    UNION ALL
    SELECT 'directive-unwritten', d.id, d.incident_id FROM directives AS d
    WHERE d.awaits_text = 1 AND d.recalled_at IS NULL
    UNION ALL
    SELECT 'result-unconfirmed', r.id, d.incident_id FROM results AS r
    JOIN addressees AS a ON a.id = r.addressee_id JOIN directives AS d ON d.id = a.directive_id
    WHERE a.state = 'reported' AND r.state = 'reported'
      AND r.n = (SELECT max(l.n) FROM results AS l WHERE l.addressee_id = a.id)
    UNION ALL
    SELECT 'extension-unanswered', e.id, d.incident_id FROM extensions AS e
    JOIN addressees AS a ON a.id = e.addressee_id JOIN directives AS d ON d.id = a.directive_id
    WHERE e.state = 'asked' AND a.state NOT IN ('reported', 'confirmed', 'recalled')
      AND e.id = (SELECT max(l.id) FROM extensions AS l WHERE l.addressee_id = a.id AND l.state = 'asked')
    UNION ALL
    SELECT 'opinion-unconfirmed', p.id, p.incident_id FROM decisions AS p
    WHERE p.recorded_by <> p.decided_by AND p.confirmed_at IS NULL AND p.disowned_at IS NULL
    UNION ALL
    SELECT 'watch-ended', n.id, n.id FROM incidents AS n WHERE n.state = 'in_progress' AND n.watch_until IS NOT NULL
) AS o
JOIN incidents AS i ON i.id = o.incident_id
WHERE i.state <> 'closed'
ORDER BY i.id, o.duty, o.subject_id;

-- name: audit_list_begun
-- What was begun since a moment and is neither ended nor planned to be brought up.
SELECT 'draft-unsent' AS duty, d.id AS subject_id, d.desk_id FROM drafts AS d
WHERE d.state = 'open' AND d.updated_at > :since AND NOT EXISTS (
    SELECT 1 FROM timers AS t WHERE t.owner_kind = 'draft' AND t.owner_id = d.id AND t.state IN ('waiting', 'fired'))
UNION ALL
SELECT 'text-unsorted', x.id, x.desk_id FROM unsorted_texts AS x
WHERE x.state = 'open' AND x.written_at > :since AND NOT EXISTS (
    SELECT 1 FROM timers AS t WHERE t.owner_kind = 'text' AND t.owner_id = x.id AND t.state = 'waiting')
UNION ALL
SELECT 'form-ended', f.id, NULL FROM forms AS f
WHERE f.state = 'open' AND f.kind <> 'report' AND f.updated_at > :since AND NOT EXISTS (
    SELECT 1 FROM timers AS t WHERE t.owner_kind = 'form' AND t.owner_id = f.id AND t.state = 'waiting')
ORDER BY duty, subject_id;

-- name: audit_list_unhanded
-- Shifts that answer for a desk and have no digest planned, and handovers under way that nobody will be reminded of.
SELECT 'send_digest' AS duty, s.id AS subject_id, s.desk_id FROM shifts AS s JOIN desks AS d ON d.id = s.desk_id
WHERE d.is_active = 1 AND s.responsible_from <= :now AND (s.responsible_until IS NULL OR :now < s.responsible_until)
  AND NOT EXISTS (SELECT 1 FROM digests AS g WHERE g.shift_id = s.id)
  AND NOT EXISTS (
      SELECT 1 FROM timers AS t WHERE t.duty = 'send_digest' AND t.subject_id = s.id AND t.state = 'waiting')
UNION ALL
SELECT 'chase_handover', h.outgoing_id, h.desk_id FROM handovers AS h
WHERE h.state = 'open' AND EXISTS (SELECT 1 FROM digests AS g WHERE g.shift_id = h.outgoing_id)
  AND NOT EXISTS (
      SELECT 1 FROM timers AS t WHERE t.duty = 'chase_handover' AND t.subject_id = h.outgoing_id AND t.state = 'waiting')
ORDER BY duty, subject_id;

-- name: audit_list_leader_waits
-- Reports and containments that wait for the leader's opinion: since when, and by which times.
SELECT 'decision' AS about, i.id AS subject_id, i.id AS incident_id, i.number, i.desk_id, i.is_private, i.urgency, i.times,
    i.waits_since AS since, i.snoozed_until
FROM incidents AS i WHERE i.state = 'awaiting_decision'
UNION ALL
SELECT 'containment', c.id, i.id, i.number, i.desk_id, i.is_private, 'hoatoc', '{}', c.made_at, NULL
FROM containments AS c JOIN incidents AS i ON i.id = c.incident_id
WHERE c.state = 'open' AND i.state <> 'closed'
ORDER BY incident_id, about, subject_id;

-- name: audit_list_escalations
-- The turns planned or taken of everything that open incidents wait for.
SELECT t.duty, t.subject_id, t.first_at, t.state FROM timers AS t
WHERE t.state IN ('waiting', 'fired') AND t.owner_id IN (SELECT i.id FROM incidents AS i WHERE i.state <> 'closed')
ORDER BY t.id;

-- name: audit_list_undelivered
-- Who must have a message and has none, sent, on its way, or known not to arrive.
SELECT 'decision-card' AS notice, i.id AS subject_id, h.person_id, i.id AS incident_id, i.number, i.desk_id, i.is_private
FROM incidents AS i
JOIN duty_holders AS h ON h.desk_id = i.desk_id AND h.role IN ('leader', 'deputy', 'officer')
  AND h.from_at <= i.recorded_at AND i.recorded_at < h.until_at AND :now < h.until_at
WHERE i.state = 'awaiting_decision' AND i.is_private = 0 AND NOT EXISTS (
    SELECT 1 FROM outbox AS o
    WHERE o.incident_id = i.id AND o.notice = 'decision-card' AND o.person_id = h.person_id AND o.state <> 'dropped')
UNION ALL
SELECT 'directive-card', a.id, NULL, i.id, i.number, i.desk_id, i.is_private
FROM addressees AS a
JOIN directives AS d ON d.id = a.directive_id
JOIN incidents AS i ON i.id = d.incident_id
JOIN units AS u ON u.id = a.unit_id
WHERE a.state = 'sent' AND u.is_outside = 0 AND i.state <> 'closed' AND NOT EXISTS (
    SELECT 1 FROM outbox AS o
    WHERE o.incident_id = i.id AND o.notice = 'directive-card' AND o.subject = 'directive-card:' || a.id
      AND o.state <> 'dropped')
UNION ALL
SELECT 'containment-card', c.id, NULL, i.id, i.number, i.desk_id, i.is_private
FROM containments AS c JOIN incidents AS i ON i.id = c.incident_id
WHERE i.state <> 'closed' AND c.state <> 'ended' AND NOT EXISTS (
    SELECT 1 FROM outbox AS o
    WHERE o.incident_id = i.id AND o.notice = 'containment-card' AND o.subject = 'containment-card:' || c.id
      AND o.state <> 'dropped')
ORDER BY incident_id, notice, subject_id, person_id;

-- name: audit_list_lost_cards
-- Cards that stand nowhere and that nothing is on its way to bring.
SELECT c.id, c.notice, c.subject_id, c.person_id FROM cards AS c
WHERE c.message_id IS NULL AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.card_id = c.id)
ORDER BY c.id;

-- name: audit_count_outbox^
-- What has waited to be said since before a moment, and the oldest of it.
SELECT count(*) AS waiting, min(CASE WHEN created_at < not_before THEN not_before ELSE created_at END) AS since
FROM outbox
WHERE state IN ('queued', 'sending') AND created_at <= :since AND not_before <= :since;

-- name: audit_count_inbox^
-- What has waited to be handled since before a moment, and the oldest of it.
SELECT count(*) AS waiting, min(received_at) AS since FROM inbox WHERE state = 'new' AND received_at <= :since;

-- name: audit_count_timers^
-- What has been due since before a moment, and the oldest of it.
SELECT count(*) AS waiting, min(due_at) AS since FROM timers WHERE state = 'waiting' AND due_at <= :since;

-- name: audit_list_dead_updates
-- Updates given up on since a moment, with whose chat they came from and that person's desk.
SELECT n.update_id, n.received_at, p.name, min(coalesce(g.desk_id, u.desk_id)) AS desk_id
FROM inbox AS n
LEFT JOIN people AS p ON p.telegram_id = n.lane
LEFT JOIN grants AS g ON g.person_id = p.id
LEFT JOIN units AS u ON u.id = g.unit_id
WHERE n.state = 'dead' AND n.received_at > :since
GROUP BY n.bot_id, n.update_id, n.received_at, p.name
ORDER BY n.update_id;

-- name: audit_list_leaderless
-- Shifts that answer for a desk, or are planned to run, at one moment and have no leader then.
SELECT s.id, s.desk_id, s.starts_at, s.ends_at FROM shifts AS s JOIN desks AS d ON d.id = s.desk_id
WHERE d.is_active = 1
  AND ((s.responsible_from <= :now AND (s.responsible_until IS NULL OR :now < s.responsible_until))
    OR (s.starts_at <= :now AND :now < s.ends_at AND s.responsible_until IS NULL))
  AND NOT EXISTS (
      SELECT 1 FROM shift_members AS m
      WHERE m.shift_id = s.id AND m.role = 'leader' AND m.from_at <= :now AND (m.until_at IS NULL OR :now < m.until_at))
ORDER BY s.id;
