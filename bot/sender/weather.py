"""Whether there is a line at all: pauses that grow while there is none, told once."""

from bot.clock import Clock
from bot.messenger.alarm import Alarm
from bot.rules.pacing import Pace, after_flood, after_refusal, back_off
from bot.rules.refusal import OUTAGES, RefusalKind
from bot.sender.send import Outcome

STORM_AFTER = 3  # unknown outcomes in a row, whatever their chats
DEFAULT_RETRY_SECONDS = 5.0
TOLD_AFTER = 3  # a line that is down for a moment is nobody's business
LINE_DOWN = "line-down"
ABOUT = "sending"
ALARMS = {
    RefusalKind.NOT_SENT: LINE_DOWN,
    RefusalKind.UNKNOWN: LINE_DOWN,
    RefusalKind.TOKEN: "token-refused",
    RefusalKind.CONFLICT: "other-poller",
}


class Weather:
    """What the last outcomes say about the line as a whole."""

    def __init__(self, clock: Clock, alarm: Alarm) -> None:
        self._clock = clock
        self._alarm = alarm
        self._failures = 0
        self._unknown = 0
        self._until = 0.0
        self.standing: RefusalKind | None = None

    @property
    def is_fair(self) -> bool:
        """Whether the last call that tells reached the messenger."""
        return self._failures == 0

    def pause(self, now: float) -> float:
        """Seconds to hold everything back; 0 when a call may be tried."""
        return max(0.0, self._until - now)

    def learn(self, outcome: Outcome, pace: Pace) -> Pace:
        """Take one outcome in; the pace that follows from it."""
        now = self._clock.monotonic()
        chat_id, refused = outcome.prepared.row.chat_id or 0, outcome.refused
        if refused is None:
            self._clear()
            return pace
        match refused.kind:
            case RefusalKind.TOO_FAST:
                return after_flood(pace, chat_id, refused.retry_after or DEFAULT_RETRY_SECONDS, now)
            case RefusalKind.UNKNOWN:
                self._unknown += 1
                if self._unknown >= STORM_AFTER:
                    self._fail(refused.kind, now)
                return after_refusal(pace, chat_id, back_off(outcome.prepared.row.attempts), now)
            case kind if kind in OUTAGES:
                self._fail(kind, now)
            case _:
                self._clear()
        return pace

    async def tell(self) -> None:
        """Sound the alarm of what stands in the way, or end those that no longer do."""
        code = ALARMS.get(self.standing) if self.standing else None
        for other in set(ALARMS.values()) - {code}:
            self._alarm.ended(other, about=ABOUT)
        if code is not None and self._failures >= (TOLD_AFTER if code == LINE_DOWN else 1):
            await self._alarm.sound(code, about=ABOUT)

    def _fail(self, kind: RefusalKind, now: float) -> None:
        if now < self._until:
            return  # one of several that were under way when the line went down
        self._failures += 1
        self._until = now + back_off(self._failures)
        self.standing = kind

    def _clear(self) -> None:
        self._failures = self._unknown = 0
        self._until = 0.0
        self.standing = None
