"""Entries of the duty log as values for a template: what happened, when it happened, when it was written down."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.rules.log_entry import LogEntry, LogKind
from storage.times import moment

LATE_AFTER = timedelta(minutes=1)
"""People state no seconds; below this the two times are the same."""
OF_THE_DESK = frozenset(
    {
        LogKind.NOTE_ADDED,
        LogKind.CALL_MADE,
        LogKind.WORK_DONE,
        LogKind.MESSAGE_UNDELIVERED,
        LogKind.MESSAGE_STOPPED,
        LogKind.MESSAGE_CLEARED,
        LogKind.MESSAGE_UNSORTED,
        LogKind.ENTRY_CORRECTED,
        LogKind.AUDIT_FOUND,
        LogKind.AUDIT_ENDED,
        LogKind.SUBSTITUTION_ASKED,
        LogKind.SUBSTITUTION_ACCEPTED,
        LogKind.SUBSTITUTION_DECLINED,
        LogKind.SUBSTITUTION_APPROVED,
        LogKind.SUBSTITUTION_REFUSED,
        LogKind.SUBSTITUTION_WITHDRAWN,
        LogKind.ROSTER_CHECKED,
        LogKind.ROLL_CALLED,
        LogKind.ROLL_ANSWERED,
        LogKind.SHIFT_CHANGED,
    }
)
"""What the desk keeps to itself."""
NOT_TOLD = frozenset({LogKind.ATTACHMENT_STORED, LogKind.DOCUMENT_MADE})
"""Kept for the proof of a file, and no news to anybody: files are named where they belong."""
WORDS = (
    "actor",
    "changes",
    "after",
    "before",
    "content",
    "decided_by",
    "name",
    "performer",
    "reason",
    "receiver",
    "recorded_by",
    "reporter",
    "text",
)
"""What entries say in words: empty where a kind says nothing of it, and after a redaction."""


def entry_values(entry: LogEntry) -> dict[str, Any]:
    """One entry. `at` is when it came to the desk, for a report; else when it happened, None where nobody said."""
    facts, words = entry.facts, dict.fromkeys(WORDS, "") | entry.words
    at = entry.occurred_at
    if entry.kind == LogKind.INCIDENT_RECEIVED:
        at = moment(facts.get("received_at")) or entry.recorded_at
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "at": at,
        "occurred_at": entry.occurred_at,
        "recorded_at": entry.recorded_at,
        "is_late": at is not None and abs(entry.recorded_at - at) >= LATE_AFTER,
        "actor": words["actor"],
        "role": entry.actor_role,
        "unit": entry.unit or "",
        "number": f"{entry.incident or ''}{f'/{entry.directive}' if entry.directive else ''}",
        "channel": entry.channel,
        "facts": facts,
        "words": words,
        "is_redacted": entry.is_redacted,
    }


def told(entries: Sequence[LogEntry]) -> list[dict[str, Any]]:
    """The entries people are told, in order."""
    return [entry_values(entry) for entry in entries if entry.kind not in NOT_TOLD]


def is_for_unit(entry: LogEntry, unit_codes: Sequence[str], *, is_reporter: bool) -> bool:
    """Whether a unit reads this entry: its own incidents, and the directives to it; never the desk's own notes."""
    if entry.kind in OF_THE_DESK:
        return False
    if entry.kind in {LogKind.INCIDENT_RECEIVED, LogKind.INCIDENT_CLOSED, LogKind.INCIDENT_REOPENED}:
        return True
    if entry.unit is not None:
        return entry.unit in unit_codes
    if is_reporter:
        return True
    subject = entry.kind.partition(":")[0]
    if subject == "directive":
        return bool(set(entry.facts.get("units", unit_codes)) & set(unit_codes))
    return subject in {"report", "urgency"}
