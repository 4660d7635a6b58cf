"""docs/log-format.md is enough to verify a log by another program: its own example and program are tried here."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.rules import chain
from bot.rules.chain import Fault, Link
from bot.rules.log_entry import LogEntry, LogKind, NewLogEntry

PAGE = (Path(__file__).parents[1] / "docs" / "log-format.md").read_text("utf-8")
MOMENTS = ("occurred_at", "recorded_at")
MICROSECOND = timedelta(microseconds=1)
WRITTEN_AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def block(language: str) -> str:
    """The page's one piece of text in that language."""
    found = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def as_stored(entry: LogEntry) -> dict[str, Any]:
    """An entry as the page gives one: moments as microseconds."""
    stored = {name: getattr(entry, name) for name in LogEntry.__slots__}
    for name in MOMENTS:
        if stored[name] is not None:
            stored[name] = (stored[name] - chain.EPOCH) // MICROSECOND
    return stored


def as_read(stored: dict[str, Any]) -> LogEntry:
    """The entry that is stored like this."""
    moments = {name: chain.EPOCH + stored[name] * MICROSECOND for name in MOMENTS if stored[name] is not None}
    return LogEntry(**{**stored, **moments})


def a_log() -> list[dict[str, Any]]:
    """Three entries: awkward characters, a time nobody stated, a redaction."""
    last, entries = Link(), []
    for n, text in enumerate(('Đã mở\n\t\u0001 "seal" \\ 🚢 ma\u0301y', "", "tên người")):
        new = NewLogEntry(
            kind=LogKind.NOTE_ADDED,
            desk_id=1,
            recorded_at=WRITTEN_AT,
            channel="message",
            occurred_at=None if n else WRITTEN_AT,
            unit="03CC",
            payload={"n": n, "is_late": bool(n), "units": ["03CC", None]},
            text={"text": text, "đơn vị": text},
        )
        entry = chain.write(new, last, f"{n:064x}")
        last = Link(entry.seq, entry.hash)
        entries.append(as_stored(entry))
    return [*entries[:2], {**entries[2], "salt": "", "text": ""}]


@pytest.fixture
def verify() -> Callable[[list[dict[str, Any]]], tuple[int, str] | None]:
    """The page's program."""
    names: dict[str, Any] = {}
    exec(block("python"), names)  # noqa: S102 - it is our own page that is tried
    return names["verify"]  # type: ignore[no-any-return]


def test_the_example_verifies(verify: Callable[[Any], Any]) -> None:
    """The page's entry is right for the page's program and for ours."""
    entry = json.loads(block("json"))
    assert verify([entry]) is None
    assert chain.verify([as_read(entry)]) is None


def test_the_program_accepts_what_we_write(verify: Callable[[Any], Any]) -> None:
    """A log of ours verifies by the page alone, awkward characters and a redaction included."""
    assert verify(a_log()) is None


@pytest.mark.parametrize(
    ("place", "field", "value", "fault"),
    [
        (1, "seq", 5, Fault.OUT_OF_ORDER),
        (1, "previous_hash", "0" * 64, Fault.WRONG_PREDECESSOR),
        (0, "payload", "{}", Fault.CHANGED),
        (1, "occurred_at", 1, Fault.CHANGED),
        (0, "text", "{}", Fault.TEXT_CHANGED),
        (1, "text", None, Fault.TEXT_MISSING),
    ],
)
def test_the_program_finds_what_ours_finds(
    verify: Callable[[Any], Any], place: int, field: str, value: object, fault: Fault
) -> None:
    """Each tampering is the same fault at the same entry for both."""
    entries = a_log()
    entries[place][field] = value
    bad = chain.verify([as_read(entry) for entry in entries])
    assert bad is not None
    assert verify(entries) == (bad.seq, bad.fault) == (entries[place]["seq"], fault)


def test_every_fault_is_described() -> None:
    """Each fault our program names stands in the page's table of checks."""
    assert [fault for fault in Fault if f"`{fault}`" not in PAGE] == []


def test_every_field_is_described() -> None:
    """Each field an entry has stands on the page, and the format is the one in force."""
    assert [name for name in LogEntry.__slots__ if f"`{name}`" not in PAGE] == []
    assert f"# The duty log: format {chain.FORMAT}\n" in PAGE
