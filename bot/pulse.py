"""When the parts of a running bot last did what they are there for: noted in memory, kept by the heartbeat."""

from datetime import datetime
from enum import StrEnum

from bot.clock import Clock


class Beat(StrEnum):
    """What shows that a part is alive."""

    POLL = "poll"
    """The messenger answered a question for news."""
    SEND = "send"
    """The messenger took a message."""
    TIMER = "timer"
    """The timer loop looked for what is due."""
    AUDIT = "audit"
    """The auditor looked at everything."""


class Pulse:
    """The last moment of each beat; none before the first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: dict[Beat, datetime] = {}

    def beat(self, what: Beat) -> None:
        """It happened now. Costs nothing: it is written down by the heartbeat, not here."""
        self._last[what] = self._clock.now()

    def last(self, what: Beat) -> datetime | None:
        """When it last happened since the start."""
        return self._last.get(what)
