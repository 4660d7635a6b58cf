"""Times by urgency. All of them are settings (`[deadlines.<urgency>]`); the regulation names none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.urgency import Urgency


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The times of one urgency, counted from receipt of the report or from issue of the directive."""

    decision_reminder_after: timedelta
    decision_deputy_after: timedelta
    decision_superior_after: timedelta
    acknowledge_within: timedelta
    result_within: timedelta
    remind_every: timedelta


def deputy_may_decide_at(
    deadlines: Mapping[Urgency, Deadlines], urgency: Urgency, received_at: datetime, deputy_basis: str
) -> datetime | None:
    """From when (T2) the deputy may decide; None where no document allows it at all."""
    if not deputy_basis:
        return None
    return received_at + deadlines[urgency].decision_deputy_after
