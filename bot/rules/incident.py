"""An incident (vụ việc) and what was said about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.rules.channel import Channel
from bot.rules.urgency import Urgency


class IncidentState(StrEnum):
    """Where an incident stands."""

    AWAITING_DECISION = "awaiting_decision"
    """Chờ ý kiến lãnh đạo"""
    AWAITING_ANSWER = "awaiting_answer"
    """Chờ bổ sung: the leader asked"""
    IN_PROGRESS = "in_progress"
    """Đang thực hiện"""
    CLOSED = "closed"
    """Đã kết thúc"""


MAY_BECOME: Mapping[IncidentState, frozenset[IncidentState]] = {
    IncidentState.AWAITING_DECISION: frozenset(
        {IncidentState.AWAITING_ANSWER, IncidentState.IN_PROGRESS, IncidentState.CLOSED}
    ),
    IncidentState.AWAITING_ANSWER: frozenset(
        {IncidentState.AWAITING_DECISION, IncidentState.IN_PROGRESS, IncidentState.CLOSED}
    ),
    IncidentState.IN_PROGRESS: frozenset({IncidentState.CLOSED, IncidentState.AWAITING_DECISION}),
    IncidentState.CLOSED: frozenset({IncidentState.IN_PROGRESS, IncidentState.AWAITING_DECISION}),
}
"""Which state may follow which; `docs/states.md` draws it. Back to awaiting a decision: a phone opinion disowned."""

UNDECIDED = frozenset({IncidentState.AWAITING_DECISION, IncidentState.AWAITING_ANSWER})

SEEN_RUNNING = 0
"""In place of the report's version a closing binds to: who closes saw an incident that was running already."""


class ReportKind(StrEnum):
    """What one version of a report is."""

    REPORT = "report"
    ADDITION = "addition"
    ANSWER = "answer"
    """to the leader's question"""
    EDIT = "edit"
    """the author changed the chat message; the original is kept"""
    DESK_NOTE = "desk_note"
    """Ý kiến trực ban: does not make a new version to decide on"""


@dataclass(frozen=True, slots=True)
class Incident:
    """`version` guards every change of the row; `report_version` is what a decision binds to.

    `waits_since`: from when T1–T3 count: receipt, or the answer to the leader's question. `times`: the deadlines frozen
    for it (`bot/rules/urgency_times.py`). `snoozed_until`: the leader asked not to be reminded before then, `snoozes`
    times so far.
    """

    id: int
    desk_id: int
    number: str
    state: IncidentState
    version: int
    report_version: int
    unit_id: int | None
    reporter_id: int
    kind: str
    urgency: Urgency
    channel: Channel
    received_at: datetime
    recorded_at: datetime
    watch_until: datetime | None
    closed_at: datetime | None
    close_reason: str
    is_private: bool
    waits_since: datetime
    times: Mapping[str, int]
    snoozed_until: datetime | None
    snoozes: int


@dataclass(frozen=True, slots=True)
class Report:
    """One version of what was said. `fields` are as read from the text and corrected by its author."""

    id: int
    incident_id: int
    version: int
    kind: ReportKind
    author_id: int
    text: str
    fields: Mapping[str, Any]
    channel: Channel
    written_at: datetime
    recorded_at: datetime
