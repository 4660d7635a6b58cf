"""One look at everything: what should be there and is not, what waits longer than it should."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.audit.reminding import unescalated, unplanned
from bot.config import Settings
from bot.rules.finding import Finding, FindingKind
from storage import audit
from storage.transaction import Transaction

KEPT_FOR = timedelta(hours=24)
"""As long as people can be expected to remember what they wrote; then it is history."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When the auditor looks.

    Nothing that waits is late before it had its time since `steady_since`: until then the bot was not running, or the
    machine slept, or somebody moved the calendar.
    """

    now: datetime
    steady_since: datetime


async def look(tx: Transaction, settings: Settings, at: Moment) -> list[Finding]:
    """Everything that is wrong at that moment, in one snapshot."""
    waits = await audit.list_leader_waits(tx)
    turns = await audit.list_escalations(tx)
    return [
        *unplanned(await audit.list_owed(tx)),
        *await _begun(tx, at.now),
        *unescalated(waits, turns, settings.deadlines, at.now),
        *await _deliveries(tx, at.now),
        *await _lines(tx, settings.audit.late_after, at),
        *await _dead_updates(tx, at.now),
        *await _shifts(tx, at.now),
    ]


async def _begun(tx: Transaction, now: datetime) -> list[Finding]:
    begun = [*await audit.list_begun(tx, now - KEPT_FOR), *await audit.list_unhanded(tx, now)]
    return [Finding(FindingKind.TIMER_MISSING, b.duty, b.subject_id, desk_id=b.desk_id) for b in begun]


async def _deliveries(tx: Transaction, now: datetime) -> list[Finding]:
    kind = FindingKind.DELIVERY_MISSING
    undelivered = await audit.list_undelivered(tx, now)
    found = [
        Finding(
            kind,
            f"{one.notice}:{one.person_id}" if one.person_id else one.notice,
            one.subject_id,
            desk_id=one.desk_id,
            incident_id=one.incident_id,
            number=one.number,
            is_private=one.is_private,
        )
        for one in undelivered
    ]
    known = {(one.notice, one.subject_id) for one in undelivered}
    found += [
        Finding(kind, card.notice, card.id)
        for card in await audit.list_lost_cards(tx)
        if (card.notice, card.subject_id) not in known
    ]
    return found


async def _lines(tx: Transaction, late_after: timedelta, at: Moment) -> Iterator[Finding]:
    if at.now - at.steady_since < late_after:
        return iter(())
    since = at.now - late_after
    lines = {
        FindingKind.OUTBOX_LATE: await audit.count_outbox(tx, since),
        FindingKind.INBOX_LATE: await audit.count_inbox(tx, since),
        FindingKind.TIMER_LATE: await audit.count_timers(tx, since),
    }
    return iter(
        [Finding(kind, count=line.waiting, since=line.since) for kind, line in lines.items() if line.waiting]
    )


async def _dead_updates(tx: Transaction, now: datetime) -> list[Finding]:
    return [
        Finding(
            FindingKind.UPDATE_DEAD,
            subject_id=one.update_id,
            desk_id=one.desk_id,
            since=one.received_at,
            name=one.name or "",
        )
        for one in await audit.list_dead_updates(tx, now - KEPT_FOR)
    ]


async def _shifts(tx: Transaction, now: datetime) -> list[Finding]:
    return [
        Finding(FindingKind.LEADER_MISSING, subject_id=one.id, desk_id=one.desk_id, since=one.starts_at)
        for one in await audit.list_leaderless(tx, now)
    ]
