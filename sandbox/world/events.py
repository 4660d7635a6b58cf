"""What pages listen to: numbered events, the last two thousand kept for who lost the line."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from contextlib import suppress
from typing import Any

KEPT_EVENTS = 2000


class Events:
    """A stream that any number of pages follow, each from where it was."""

    def __init__(self) -> None:
        self._kept: deque[tuple[int, str, dict[str, Any]]] = deque(maxlen=KEPT_EVENTS)
        self._arrived = asyncio.Event()
        self.last_id = 0

    def emit(self, kind: str, data: dict[str, Any]) -> None:
        """Add an event and wake who follows."""
        self.last_id += 1
        self._kept.append((self.last_id, kind, data))
        if not self._arrived.is_set():
            self._arrived.set()

    def after(self, event_id: int) -> list[tuple[int, str, dict[str, Any]]] | None:
        """Return the events after one, or None where some of them are no longer kept."""
        if event_id >= self.last_id:
            return []
        missed = self.last_id - event_id
        if missed > len(self._kept):
            return None
        return list(itertools.islice(self._kept, len(self._kept) - missed, None))

    async def wait(self, event_id: int, timeout_seconds: float) -> None:
        """Wait until there is an event after one, at most so many real seconds."""
        if self.last_id > event_id:
            return
        if self._arrived.is_set():
            self._arrived = asyncio.Event()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._arrived.wait(), timeout_seconds)
