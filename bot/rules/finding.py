"""What the auditor can find: something that should be there and is not, or that waits longer than it should."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FindingKind(StrEnum):
    """What is wrong. Its words: `[finding]` in words.toml."""

    TIMER_MISSING = "timer-missing"
    """something waits for a person, and no message about it is planned"""
    REMINDER_MISSING = "reminder-missing"
    """something is overdue, its time was noticed, and nobody was told"""
    TIMER_LATE = "timer-late"
    """what is due is not being done"""
    DELIVERY_MISSING = "delivery-missing"
    """somebody who must have a message has none, and none is on its way"""
    OUTBOX_LATE = "outbox-late"
    """messages wait too long to be sent"""
    INBOX_LATE = "inbox-late"
    """messages that came wait too long to be handled"""
    UPDATE_DEAD = "update-dead"
    """a message that came was given up on: whoever wrote it does not know"""
    POLL_SILENT = "poll-silent"
    """the bot has stopped asking for news, though nobody says that the line is down"""
    LEADER_MISSING = "leader-missing"
    """a shift runs without a leader"""


STALLS = frozenset(
    {FindingKind.TIMER_LATE, FindingKind.OUTBOX_LATE, FindingKind.INBOX_LATE, FindingKind.POLL_SILENT}
)
"""What a restart of the program can put right; the others are for people."""

Key = tuple[FindingKind, str, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. `about`: which duty, or which notice; `subject_id` what it is about, 0 for the whole.

    `count` and `since`: of what waits in a line, how much and from when. `name`: a person, where one is concerned.
    """

    kind: FindingKind
    about: str = ""
    subject_id: int = 0
    desk_id: int | None = None
    incident_id: int | None = None
    number: str = ""
    is_private: bool = False
    count: int = 1
    since: datetime | None = None
    name: str = ""

    @property
    def key(self) -> Key:
        """By what it is the same finding a minute later."""
        return (self.kind, self.about, self.subject_id)
