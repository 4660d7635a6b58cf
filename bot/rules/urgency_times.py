"""Times by urgency. All of them are settings (`[deadlines.<urgency>]`); the regulation names none.

The times of an incident are frozen when it is received (and when its urgency is changed), so a changed configuration
moves nothing that is under way. What is due when: `bot/rules/deadline.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from bot.rules.urgency import Urgency

MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The times of one urgency, counted from receipt of the report or from issue of the directive."""

    decision_reminder_after: timedelta
    decision_deputy_after: timedelta
    decision_superior_after: timedelta
    acknowledge_within: timedelta
    result_within: timedelta
    remind_every: timedelta

    def to_json(self) -> dict[str, int]:
        """The frozen form: microseconds by name."""
        return {field.name: getattr(self, field.name) // MICROSECOND for field in fields(self)}


def frozen(stored: Mapping[str, int], otherwise: Deadlines) -> Deadlines:
    """The times an incident was given; `otherwise` for one received before times were frozen."""
    if not stored:
        return otherwise
    return Deadlines(**{field.name: stored[field.name] * MICROSECOND for field in fields(Deadlines)})


def deputy_may_decide_at(times: Deadlines, waits_since: datetime, deputy_basis: str) -> datetime | None:
    """From when (T2) the deputy may decide; None where no document allows it at all."""
    return waits_since + times.decision_deputy_after if deputy_basis else None


def rank(urgency: Urgency) -> int:
    """The most urgent first: 0 hỏa tốc … 3 thường."""
    return len(Urgency) - 1 - tuple(Urgency).index(urgency)
