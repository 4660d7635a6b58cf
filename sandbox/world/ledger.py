"""Every call and every message, in order: what a test asserts on."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


MOST_ENTRIES = 100_000
DROPPED_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Query:
    """Which entries somebody wants; `since` is exclusive, an empty field matches all."""

    since: int = 0
    kind: str = ""
    methods: frozenset[str] = field(default_factory=frozenset)
    chat_id: int | None = None
    user_id: int | None = None
    limit: int = 1000

    def matches(self, entry: dict[str, Any]) -> bool:
        """Whether an entry is one of those wanted, its index apart."""
        return (
            (not self.kind or entry["kind"] == self.kind)
            and (not self.methods or entry.get("method", "").lower() in self.methods)
            and (self.chat_id is None or entry.get("chat_id") == self.chat_id)
            and (self.user_id is None or self.user_id in (entry.get("by"), entry.get("chat_id")))
        )


class Ledger:
    """An append-only list with indexes from 1, the oldest dropped after 100,000; readers may wait for more."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self._dropped = 0
        self._grown = asyncio.Event()

    @property
    def index(self) -> int:
        """The last entry's index, 0 if there is none."""
        return self._dropped + len(self.entries)

    def add(self, entry: dict[str, Any]) -> int:
        """Append an entry, give it its index, wake who waits."""
        self.entries.append({"index": self.index + 1, **entry})
        if len(self.entries) > MOST_ENTRIES:
            del self.entries[:DROPPED_AT_ONCE]
            self._dropped += DROPPED_AT_ONCE
        grown, self._grown = self._grown, asyncio.Event()
        grown.set()
        return self.index

    def clear(self) -> None:
        """Begin anew."""
        self.entries.clear()
        self._dropped = 0

    def find(self, query: Query) -> list[dict[str, Any]]:
        """Return the first entries after `since` that match."""
        found: list[dict[str, Any]] = []
        for entry in self.entries[max(0, query.since - self._dropped) :]:
            if query.matches(entry):
                found.append(entry)
                if len(found) >= query.limit:
                    break
        return found

    async def wait_for(self, query: Query, timeout_seconds: float) -> list[dict[str, Any]]:
        """Return matching entries as soon as there is one, or nothing after so many real seconds."""
        deadline = time.monotonic() + timeout_seconds
        while not (found := self.find(query)):
            left = deadline - time.monotonic()
            if left <= 0 or not await self.grown(left):
                break
        return found

    async def until(self, condition: Callable[[], bool], timeout_seconds: float) -> bool:
        """Wait, looking again after each entry, until a condition holds; False after so many real seconds."""
        deadline = time.monotonic() + timeout_seconds
        while not condition():
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            await self.grown(left)
        return True

    async def grown(self, timeout_seconds: float) -> bool:
        """Wait for the next entry; False after so many real seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._grown.wait(), timeout_seconds)
            return True
        return False
