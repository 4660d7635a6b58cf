"""What holds after every step, whoever took it; asked of the database itself, not of the program's own rules."""

from collections.abc import Mapping
from typing import Any

from bot.rules import directive, incident
from bot.rules.directive import AddresseeState
from bot.rules.incident import IncidentState
from storage import duty_log
from storage.database import Transaction
from tests.support.raw_sql import raw

Contents = Mapping[str, list[dict[str, Any]]]

UNDECIDED_DIRECTIVES = """
SELECT d.id FROM directives AS d
LEFT JOIN decisions AS o ON o.id = d.decision_id AND o.incident_id = d.incident_id
     AND o.kind IN ('approve', 'direct', 'add', 'replace') AND o.decided_at <= d.issued_at
WHERE o.id IS NULL
"""
WITHOUT_THE_ROLE = """
SELECT o.id FROM decisions AS o
WHERE NOT EXISTS (
    SELECT 1 FROM shift_members AS m JOIN shifts AS s ON s.id = m.shift_id
    WHERE s.desk_id = o.desk_id AND m.person_id = o.decided_by AND m.role = o.decided_as
      AND s.responsible_from <= o.decided_at AND m.from_at <= o.decided_at
      AND (m.until_at IS NULL OR o.decided_at < m.until_at)
      AND (o.decided_as = 'leader' OR o.basis <> ''))
"""
CLOSED_OVER_CONTAINMENT = """
SELECT i.number FROM incidents AS i JOIN containments AS c ON c.incident_id = i.id
WHERE i.state = 'closed' AND c.state = 'open'
"""
CARDS_SENT = """
SELECT a.id, u.code, o.chat_id, count(*) AS n FROM addressees AS a
JOIN units AS u ON u.id = a.unit_id
LEFT JOIN cards AS c ON c.notice = 'directive-card' AND c.subject_id = a.id
LEFT JOIN outbox AS o ON o.card_id = c.id AND o.action = 'send'
GROUP BY a.id, u.code, o.chat_id ORDER BY a.id
"""
READERS = {"03CC": {201, 202}, "03EE": {301}, "03TG": {-1002}, "CA": {None}}
MEMBERS = {"03CC": {201, 202, 203}, "03EE": {301}, "03TG": {-1002, 401}, "CA": {None}}


async def hold(tx: Transaction, before: Contents, after: Contents) -> None:
    """Fails with the first that does not."""
    for desk_id in await duty_log.list_desks(tx):
        assert await duty_log.verify(tx, desk_id) is None
    for query in (UNDECIDED_DIRECTIVES, WITHOUT_THE_ROLE, CLOSED_OVER_CONTAINMENT):
        assert await raw(tx, query) == [], query
    await _cards_reach_their_unit(tx)
    _numbers_without_gaps(after)
    _only_allowed_changes(before, after)


def _numbers_without_gaps(after: Contents) -> None:
    counters: dict[tuple[int, int], list[int]] = {}
    for row in after["incidents"]:
        counters.setdefault((row["desk_id"], row["year"]), []).append(row["counter"])
    for found in counters.values():
        assert sorted(found) == list(range(1, len(found) + 1))


def _only_allowed_changes(before: Contents, after: Contents) -> None:
    """States move as the tables say, versions only grow, and what is on record stays there."""
    for old, new in _pairs(before, after, "incidents"):
        was, now = IncidentState(old["state"]), IncidentState(new["state"])
        assert now is was or now in incident.MAY_BECOME[was], (old, new)
        assert new["report_version"] >= old["report_version"]
        assert new["version"] >= old["version"] + (old != new)
        assert new["number"] == old["number"]
    for old, new in _pairs(before, after, "addressees"):
        held, holds = AddresseeState(old["state"]), AddresseeState(new["state"])
        assert holds is held or holds in directive.MAY_BECOME[held], (old, new)
        assert new["version"] >= old["version"] + (old != new)
    for table in ("reports", "decisions", "duty_log", "duty_log_texts"):
        assert after[table][: len(before[table])] == before[table], table


def _pairs(before: Contents, after: Contents, table: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    now = {row["id"]: row for row in after[table]}
    return [(row, now[row["id"]]) for row in before[table]]


async def _cards_reach_their_unit(tx: Transaction) -> None:
    """One card for each reader of the addressee's unit; handed on, one more for who carries it out; nobody else."""
    cards: dict[tuple[int, str], set[int | None]] = {}
    for row in await raw(tx, CARDS_SENT):
        assert row["n"] == 1, row
        cards.setdefault((row["id"], row["code"]), set()).add(row["chat_id"])
    for (addressee, code), chats in cards.items():
        assert READERS[code] <= chats <= READERS[code] | MEMBERS[code], (addressee, code, chats)
