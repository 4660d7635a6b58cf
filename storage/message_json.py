"""Screens and spoken messages as JSON text, and back: what the outbox keeps.

Times inside values become `{"$at": microseconds UTC}`, so that a template gets back what the step gave.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.rules.message import Button, Command, FileRef, Key, Said, Screen, Spoken

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
AT = "$at"


def dump_screen(screen: Screen) -> str:
    """A frozen notice's payload.

    Raises:
        TypeError: when `values` hold something that is neither JSON nor an aware datetime.
    """
    return _dump(asdict(screen))


def load_screen(text: str) -> Screen:
    """The screen that `dump_screen` stored."""
    raw = _load(text)
    return Screen(
        name=raw["name"],
        values=raw["values"],
        keyboard=tuple(tuple(Button(**button) for button in row) for row in raw["keyboard"]),
        reply_keyboard=_rows(raw["reply_keyboard"]),
        force_reply=raw["force_reply"],
        files=tuple(FileRef(**file) for file in raw["files"]),
    )


def dump_said(said: Said) -> str:
    """What is said for one row."""
    return _dump({"version": said.version, "sent": said.sent, **asdict(said.spoken)})


def load_said(text: str) -> Said:
    """What `dump_said` stored."""
    raw = _load(text)
    spoken = Spoken(
        texts=tuple(raw["texts"]),
        keyboard=tuple(tuple(Key(**key) for key in row) for row in raw["keyboard"]),
        reply_keyboard=_rows(raw["reply_keyboard"]),
        force_reply=raw["force_reply"],
        files=tuple(FileRef(**file) for file in raw["files"]),
        is_plain=raw["is_plain"],
    )
    return Said(spoken, raw["version"], tuple(tuple(ids) for ids in raw["sent"]))


def dump_commands(commands: tuple[Command, ...]) -> str:
    """A person's command menu."""
    return _dump([asdict(command) for command in commands])


def load_commands(text: str) -> tuple[Command, ...]:
    """What `dump_commands` stored."""
    return tuple(Command(**command) for command in _load(text))


def dump_values(values: Mapping[str, Any]) -> str:
    """Values alone, as a document is made of them.

    Raises:
        TypeError: as `dump_screen`.
    """
    return _dump(dict(values))


def load_values(text: str) -> Any:
    """What `dump_values` stored."""
    return _load(text)


def _rows(raw: list[list[str]] | None) -> tuple[tuple[str, ...], ...] | None:
    return None if raw is None else tuple(tuple(row) for row in raw)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_default, separators=(",", ":"))


def _default(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return {AT: (value - EPOCH) // MICROSECOND}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(value)


def _load(text: str) -> Any:
    return json.loads(text, object_hook=_revive)


def _revive(found: dict[str, Any]) -> Any:
    if len(found) == 1 and isinstance(found.get(AT), int):
        return EPOCH + found[AT] * MICROSECOND
    return found
