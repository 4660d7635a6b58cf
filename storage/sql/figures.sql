-- name: list_received_for_figures
-- What a desk received in a period, each with its first opinion that was not disowned.
SELECT i.number, i.kind, i.state, i.urgency, i.received_at, i.is_private, i.times, coalesce(u.code, '') AS unit,
    d.decided_at, d.channel
FROM incidents AS i
LEFT JOIN units AS u ON u.id = i.unit_id
LEFT JOIN decisions AS d ON d.id = (
    SELECT o.id FROM decisions AS o
    WHERE o.incident_id = i.id AND o.disowned_at IS NULL
      AND o.kind IN ('approve', 'direct', 'ask', 'watch', 'close')
    ORDER BY o.decided_at, o.id LIMIT 1)
WHERE i.desk_id = :desk_id AND i.received_at >= :starts_at AND i.received_at < :ends_at
ORDER BY i.received_at, i.id;

-- name: list_addressed_for_figures
-- The addressees of what a desk directed in a period, each with its first result that was not returned.
SELECT i.number, d.n, u.code AS unit, a.state, d.issued_at, d.acknowledge_due_at, a.acknowledged_at, a.receipt_channel,
    a.result_due_at, d.stands_until, r.reported_at, r.channel
FROM addressees AS a
JOIN units AS u ON u.id = a.unit_id
JOIN directives AS d ON d.id = a.directive_id
JOIN incidents AS i ON i.id = d.incident_id
LEFT JOIN results AS r ON r.id = (
    SELECT o.id FROM results AS o WHERE o.addressee_id = a.id AND o.state <> 'returned' ORDER BY o.n LIMIT 1)
WHERE d.desk_id = :desk_id AND d.issued_at >= :starts_at AND d.issued_at < :ends_at AND i.is_private = 0
ORDER BY d.issued_at, a.id;
