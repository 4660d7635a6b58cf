"""Telegram's sending limits, on the sandbox's clock.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.clock import Clock

ONE_MINUTE = 60.0


class Limits:
    """One message a second in a chat, thirty in all, twenty a minute in a group; off until enabled."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sent: dict[object, deque[float]] = {}
        self.enabled = False
        self.per_chat_per_second = 1
        self.per_second = 30
        self.per_group_per_minute = 20

    def state(self) -> dict[str, Any]:
        """Return the settings as the control API shows them."""
        return {
            "enabled": self.enabled,
            "per_chat_per_second": self.per_chat_per_second,
            "per_second": self.per_second,
            "per_group_per_minute": self.per_group_per_minute,
        }

    def change(self, data: dict[str, Any]) -> None:
        """Change settings; what was sent before is forgotten."""
        self.enabled = bool(data.get("enabled", self.enabled))
        for name in ("per_chat_per_second", "per_second", "per_group_per_minute"):
            if name in data:
                setattr(self, name, int(data[name]))
        self._sent.clear()

    def retry_after(self, bot_id: int, chat_id: int, *, group: bool, count: int = 1) -> int | None:
        """Count messages being sent, or return the whole seconds to wait when they are too many."""
        if not self.enabled:
            return None
        now = self._clock.monotonic()
        rules: list[tuple[object, int, float]] = [
            ((bot_id,), self.per_second, 1.0),
            ((bot_id, chat_id), self.per_chat_per_second, 1.0),
        ]
        if group:
            rules.append(((bot_id, chat_id, "group"), self.per_group_per_minute, ONE_MINUTE))
        waits = [self._wait(key, most, window, now) for key, most, window in rules]
        longest = max(waits)
        if longest > 0:
            return max(1, math.ceil(longest))
        for key, _, _ in rules:
            self._sent.setdefault(key, deque()).extend([now] * count)
        return None

    def _wait(self, key: object, most: int, window: float, now: float) -> float:
        sent = self._sent.setdefault(key, deque())
        while sent and sent[0] <= now - window:
            sent.popleft()
        return sent[0] + window - now if len(sent) >= most else 0.0
