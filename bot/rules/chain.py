"""The chain of the duty log: each entry's hash covers all of it and the hash before it.

`hash` is SHA-256 over the canonical JSON of every stored field but itself, times as microseconds UTC, payload
as the stored characters. `text_hash` is SHA-256 over the salt followed by the stored characters of the side
row, so that emptying both leaves the chain whole.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from bot.rules.log_entry import LogEntry, NewLogEntry

FORMAT = 1
"""How entries are written and hashed; an entry keeps the format it was written in."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BESIDE = frozenset({"hash", "salt", "text"})  # not covered by `hash` themselves
COVERED = tuple(field.name for field in fields(LogEntry) if field.name not in BESIDE)


class Fault(StrEnum):
    """Why an entry does not verify."""

    OUT_OF_ORDER = "out-of-order"
    """Not the next number: entries are missing, doubled or moved."""
    WRONG_PREDECESSOR = "wrong-predecessor"
    """It was not written after the entry before it."""
    CHANGED = "changed"
    """A field is not what was written."""
    TEXT_CHANGED = "text-changed"
    """Names or free text are not what was written."""
    TEXT_MISSING = "text-missing"
    """Names and free text are gone without a redaction."""
    CUT_OFF = "cut-off"
    """The log ends before the number it once reached."""


@dataclass(frozen=True, slots=True)
class BadEntry:
    """The first entry that does not verify."""

    desk_id: int
    seq: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Link:
    """Where a desk's log stands: its last number and hash."""

    seq: int = 0
    hash: str = ""


def canonical_json(value: Mapping[str, Any]) -> str:
    """One text for one value: sorted keys, no spaces, NFC, UTF-8, integers only, moments as microseconds.

    Raises:
        TypeError: for a float, a moment without a zone, or anything else JSON cannot hold exactly.
        ValueError: for text that UTF-8 cannot hold (half of a surrogate pair).
    """
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    text.encode()
    return text


def write(new: NewLogEntry, after: Link, salt: str) -> LogEntry:
    """The entry that follows `after`. `salt` is 256 random bits in hexadecimal.

    Raises:
        TypeError, ValueError: as `canonical_json`.
    """
    text = canonical_json(new.text)
    entry: dict[str, Any] = {
        "desk_id": new.desk_id,
        "seq": after.seq + 1,
        "format": FORMAT,
        "kind": str(new.kind),
        "shift_id": new.shift_id,
        "incident": new.incident,
        "directive": new.directive,
        "unit": new.unit,
        "actor_id": new.actor_id,
        "actor_role": str(new.actor_role),
        "channel": str(new.channel),
        "occurred_at": new.occurred_at,
        "recorded_at": new.recorded_at,
        "payload": canonical_json(new.payload),
        "source_hash": new.source_hash,
        "text_hash": _digest(salt + text),
        "previous_hash": after.hash,
    }
    return LogEntry(**entry, hash=_digest(canonical_json(entry)), salt=salt, text=text)


def hash_of(entry: LogEntry) -> str:
    """What the entry's own hash must be."""
    return _digest(canonical_json({name: getattr(entry, name) for name in COVERED}))


def verify(
    entries: Iterable[LogEntry], after: Link | None = None, head: Link | None = None
) -> BadEntry | None:
    """The first entry of one desk's log that is not what was written, or None.

    `entries` are in order from number 1, or from the one behind `after`. With `head`, the log must also reach
    it. A chain alone cannot show a log that somebody wrote anew as a whole: only checkpoints that other
    people hold can.
    """
    last = after or Link()
    desk_id = None
    for entry in entries:
        desk_id = entry.desk_id if desk_id is None else desk_id
        if fault := _fault(entry, last, desk_id):
            return BadEntry(entry.desk_id, entry.seq, fault)
        last = Link(entry.seq, entry.hash)
    if head is not None and head != last:
        return BadEntry(desk_id or 0, last.seq, Fault.CUT_OFF)
    return None


def _fault(entry: LogEntry, last: Link, desk_id: int) -> Fault | None:
    if entry.seq != last.seq + 1 or entry.desk_id != desk_id:
        return Fault.OUT_OF_ORDER
    if entry.previous_hash != last.hash:
        return Fault.WRONG_PREDECESSOR
    if entry.hash != hash_of(entry):
        return Fault.CHANGED
    if entry.text is None or entry.salt is None:
        return Fault.TEXT_MISSING
    if not entry.is_redacted and entry.text_hash != _digest(entry.salt + entry.text):
        return Fault.TEXT_CHANGED
    return None


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case int():
            return int(value)
        case datetime():
            return (value - EPOCH) // timedelta(microseconds=1)
        case Mapping():
            return {_key(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    raise TypeError(type(value).__name__)


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(type(key).__name__)
    return unicodedata.normalize("NFC", key)
