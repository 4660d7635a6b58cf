"""The leader's recorded opinion (ý kiến lãnh đạo). A press is a recorded opinion, not a signature."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.channel import Channel
from bot.rules.person import Role


class DecisionKind(StrEnum):
    """What the leader or deputy said."""

    APPROVE = "approve"
    """đồng ý theo đề xuất"""
    DIRECT = "direct"
    """chỉ đạo"""
    ASK = "ask"
    """yêu cầu bổ sung"""
    WATCH = "watch"
    """không đồng ý, tiếp tục theo dõi"""
    CLOSE = "close"
    """kết thúc vụ việc"""
    ADD = "add"
    """chỉ đạo bổ sung"""
    REPLACE = "replace"
    """chỉ đạo thay thế"""
    RECALL = "recall"
    """thu hồi chỉ đạo"""
    CONTINUE_CONTAINMENT = "continue_containment"
    END_CONTAINMENT = "end_containment"
    REOPEN = "reopen"
    PUT_IN_WRITING = "put_in_writing"
    """the written text of a directive first given by voice or photo"""


FIRST_OPINIONS = frozenset(
    {DecisionKind.APPROVE, DecisionKind.DIRECT, DecisionKind.ASK, DecisionKind.WATCH, DecisionKind.CLOSE}
)
"""Those an undecided incident waits for."""

RELEASING = frozenset({DecisionKind.APPROVE, DecisionKind.DIRECT, DecisionKind.ADD, DecisionKind.REPLACE})
"""Those a directive can stand on (the gate, Art. 4.3)."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided and who wrote it down are two people when it came by phone."""

    id: int
    desk_id: int
    incident_id: int
    report_version: int
    kind: DecisionKind
    disagrees: bool
    content: str
    decided_by: int
    decided_as: Role
    basis: str
    decided_at: datetime
    recorded_by: int
    recorded_at: datetime
    channel: Channel
    confirmed_at: datetime | None
    disowned_at: datetime | None

    @property
    def awaits_confirmation(self) -> bool:
        """Recorded by another, and neither confirmed nor disowned yet."""
        return self.recorded_by != self.decided_by and self.confirmed_at is None and self.disowned_at is None
