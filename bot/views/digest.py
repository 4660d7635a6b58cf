"""The digest of a shift (bản tổng hợp bàn giao ca): everything it says; short in chat, whole as a document."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.desk import DeskRules
from bot.rules.chain import Link
from bot.rules.incident import Incident
from bot.rules.log_entry import LogEntry, LogKind
from bot.rules.shift import NoteKind, Shift
from bot.views.changeover import shift_values
from bot.views.open_work import item_values, open_work
from storage import decisions, duty_log, incidents, people, shifts
from storage.transaction import Transaction

WORK = frozenset({LogKind.WORK_DONE, LogKind.NOTE_ADDED, LogKind.CALL_MADE})


async def digest_values(
    tx: Transaction, rules: DeskRules, shift: Shift, incoming: Shift | None, last: Link, now: datetime
) -> dict[str, Any]:
    """What is told at the end of a shift, as of now. `last`: the duty log's last entry, by which it is sealed.

    What goes to the superior only (Phản ánh riêng) is neither listed nor counted.
    """
    begins = shift.responsible_from or shift.starts_at
    of_period = await incidents.list_of_period(tx, shift.desk_id, begins, now)
    received = [one for one in of_period if begins <= one.received_at < now]
    closed = [one for one in of_period if one.closed_at is not None and begins <= one.closed_at < now]
    items = [item_values(item, now) for item in await open_work(tx, rules, shift.desk_id, now)]
    entries = [one for one in await duty_log.read_shift(tx, shift.id) if not one.words.get("is_private")]
    desk = await people.get_desk(tx, shift.desk_id)
    return {
        "desk": desk.name,
        "desk_code": desk.code,
        "shift": await shift_values(tx, shift),
        "incoming": await shift_values(tx, incoming),
        "was_responsible": shift.responsible_from is not None,
        "begins_at": begins,
        "counted_until": now,
        "received": len(received),
        "closed": len(closed),
        "by_kind": _counted(one.kind for one in received),
        "by_urgency": _counted(one.urgency for one in received),
        "by_state": _counted(one.state for one in await _open(tx, shift.desk_id)),
        "items": items,
        "overdue": sum(item["is_overdue"] for item in items),
        "standing": _standing(items, now),
        "unconfirmed": await _unconfirmed(tx, shift.desk_id),
        "work": [_told(entry) for entry in entries if entry.kind in WORK],
        "undelivered": [_told(entry) for entry in entries if entry.kind == LogKind.MESSAGE_UNDELIVERED],
        "is_quiet": not received,
        "focus": await _note(tx, shift, NoteKind.FOCUS),
        "equipment": await _note(tx, shift, NoteKind.EQUIPMENT),
        "confirmed_work": await _note(tx, shift, NoteKind.WORK),
        "last_seq": last.seq,
        "last_hash": last.hash,
    }


async def _open(tx: Transaction, desk_id: int) -> list[Incident]:
    return [one for one in await incidents.list_of_desk(tx, desk_id) if not one.is_private]


def _counted(values: Iterable[str]) -> dict[str, int]:
    """How many of each, the most frequent first."""
    return {str(value): count for value, count in Counter(values).most_common()}


def _standing(items: list[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """Directives that hold until a date."""
    return [
        {**directive, "gist": item["gist"]}
        for item in items
        for directive in item["directives"]
        if directive["stands_until"] is not None and directive["stands_until"] > now
    ]


async def _unconfirmed(tx: Transaction, desk_id: int) -> list[dict[str, Any]]:
    """Opinions by phone which their giver has not confirmed."""
    return [
        {
            "number": (await incidents.get(tx, opinion.incident_id)).number,
            "name": (await people.get_person(tx, opinion.decided_by)).name,
            "recorded_by": (await people.get_person(tx, opinion.recorded_by)).name,
            "at": opinion.decided_at,
        }
        for opinion in await decisions.list_unconfirmed(tx, desk_id)
    ]


def _told(entry: LogEntry) -> dict[str, Any]:
    words = entry.words
    return {
        "kind": entry.kind,
        "at": entry.occurred_at or entry.recorded_at,
        "number": entry.incident or "",
        "text": str(words.get("text") or ""),
        "name": str(words.get("name") or words.get("actor") or ""),
        "is_answered": bool(entry.facts.get("is_answered")),
    }


async def _note(tx: Transaction, shift: Shift, kind: NoteKind) -> dict[str, Any] | None:
    note = await shifts.find_note(tx, shift.id, kind)
    if note is None:
        return None
    by = await people.get_person(tx, note.person_id)
    return {"text": note.text, "name": by.name, "at": note.noted_at}
