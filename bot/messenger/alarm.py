"""Alarms about the line: said when something starts, again only after it ended, so no log is flooded."""

from collections.abc import Awaitable, Callable, Mapping

import structlog

Ring = Callable[[str, Mapping[str, object]], Awaitable[None]]

DISK_FULL = "disk-full"

log = structlog.get_logger(__name__)


class Alarm:
    """What is wrong now. `ring(code, fields)` tells those who look after the bot.

    Codes: `line-down`, `token-refused`, `other-poller` (about `sending` or `receiving`), `template-markup`,
    `notice-broken`, `settle-failed` (about a notice), `timer-failed` (about a duty and its subject), `disk-full`
    (about `database` or `files`).
    """

    def __init__(self, ring: Ring | None = None) -> None:
        self._ring = ring
        self._standing: set[str] = set()
        self._untold: dict[str, tuple[str, Mapping[str, object]]] = {}

    @property
    def standing(self) -> frozenset[str]:
        """What is wrong at this moment, for the health page."""
        return frozenset(self._standing)

    async def sound(self, code: str, *, about: str = "", **fields: object) -> None:
        """Something is wrong; heard once until `ended` with the same code and `about`."""
        key = f"{code} {about}".strip()
        if key in self._standing:
            return
        self._standing.add(key)
        log.warning("alarm", code=code, about=about, **fields)
        self._untold[key] = (code, {"about": about, **fields})
        await self.tell_untold()

    async def tell_untold(self) -> None:
        """Tell what could not be told when it was sounded, also where it has ended since; each once."""
        for key in list(self._untold):
            if (told := self._untold.pop(key, None)) is None or self._ring is None:
                continue  # another one is telling it at this moment
            code, fields = told
            try:
                await self._ring(code, fields)
            except Exception:  # an alarm that cannot be told must not stop what raised it
                log.exception("alarm_not_told", code=code)
                self._untold[key] = told

    def ended(self, code: str, *, about: str = "") -> None:
        """It is well again."""
        key = f"{code} {about}".strip()
        if key in self._standing:
            self._standing.discard(key)
            log.info("alarm_ended", code=code, about=about)
