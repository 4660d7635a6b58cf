"""Keeps the world in a file: one transaction for each request that changed something."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import TypeAdapter

from sandbox.world.model import Bot, Chat, Counters, Message, Person, Press, Stored, StoredFile, Update

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TYPES: tuple[type[Any], ...] = (Bot, Person, Chat, Message, StoredFile, Press, Update, Counters)
_ADAPTERS: dict[str, TypeAdapter[Any]] = {kept.kind: TypeAdapter(kept) for kept in _TYPES}


class Store(Protocol):
    """Where changed things go."""

    def put(self, thing: Stored) -> None:
        """Remember that a thing changed."""

    def remove(self, thing: Stored) -> None:
        """Remember that a thing is gone."""

    def clear(self) -> None:
        """Forget everything kept."""

    def flush(self) -> None:
        """Write all that changed since the last flush, or nothing of it."""

    def load(self) -> Iterator[Stored]:
        """Give back everything kept."""

    def close(self) -> None:
        """Flush and let go of the file."""


class NoStore:
    """Keeps nothing: the sandbox of a test."""

    def put(self, thing: Stored) -> None:
        """Do nothing."""

    def remove(self, thing: Stored) -> None:
        """Do nothing."""

    def clear(self) -> None:
        """Do nothing."""

    def flush(self) -> None:
        """Do nothing."""

    def load(self) -> Iterator[Stored]:
        """Give nothing."""
        return iter(())

    def close(self) -> None:
        """Do nothing."""


class FileStore:
    """A file that survives a killed process; it does not promise to survive a power cut."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS thing"
            " (kind TEXT, key TEXT, body BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID",
        )
        self._changed: dict[tuple[str, str], Stored | None] = {}
        self._cleared = False

    def put(self, thing: Stored) -> None:
        """Remember that a thing changed."""
        self._changed[thing.kind, thing.key] = thing

    def remove(self, thing: Stored) -> None:
        """Remember that a thing is gone."""
        self._changed[thing.kind, thing.key] = None

    def clear(self) -> None:
        """Forget everything kept, at the next flush."""
        self._changed.clear()
        self._cleared = True

    def flush(self) -> None:
        """Write all that changed in one transaction."""
        if not self._changed and not self._cleared:
            return
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        if self._cleared:
            execute("DELETE FROM thing")
        for (kind, key), thing in self._changed.items():
            if thing is None:
                execute("DELETE FROM thing WHERE kind = ? AND key = ?", (kind, key))
            else:
                body = _ADAPTERS[kind].dump_json(thing)
                execute("INSERT OR REPLACE INTO thing VALUES (?, ?, ?)", (kind, key, body))
        execute("COMMIT")
        self._changed.clear()
        self._cleared = False

    def load(self) -> Iterator[Stored]:
        """Give back everything kept."""
        for kind, body in self._connection.execute("SELECT kind, body FROM thing"):
            thing: Stored = _ADAPTERS[kind].validate_json(body)
            yield thing

    def close(self) -> None:
        """Flush and let go of the file."""
        self.flush()
        self._connection.close()
