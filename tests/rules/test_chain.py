"""The chain by itself: what its hashes cover and which entry it names."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import chain
from bot.rules.chain import BadEntry, Fault, Link
from bot.rules.log_entry import LogEntry, LogKind, NewLogEntry

AT = datetime(2026, 11, 23, 2, 10, tzinfo=UTC)


def log(length: int) -> list[LogEntry]:
    """A log of so many entries."""
    entries: list[LogEntry] = []
    for n in range(length):
        new = NewLogEntry(
            kind=LogKind.NOTE_ADDED,
            desk_id=1,
            recorded_at=AT,
            occurred_at=None,
            channel="message",
            payload={"n": n},
            text={"note": f"Ghi chú {n}"},
        )
        last = Link(entries[-1].seq, entries[-1].hash) if entries else Link()
        entries.append(chain.write(new, last, salt=f"{n:064x}"))
    return entries


def test_canonical_json_is_one_text() -> None:
    """Keys are sorted, nothing is spaced or escaped, text is NFC, moments are microseconds."""
    value = {"b": [1, None, True], "a": "đê\u0300", "at": AT}
    assert chain.canonical_json(value) == '{"a":"đề","at":1795399800000000,"b":[1,null,true]}'


@pytest.mark.parametrize(
    "value", [1.0, {"x": 0.5}, [float("nan")], b"x", {1: "x"}, AT.replace(tzinfo=None), {1}]
)
def test_canonical_json_refuses_what_it_cannot_hold_exactly(value: Any) -> None:
    """Floats, bytes, sets, zoneless moments and keys that are no text are refused."""
    with pytest.raises(TypeError):
        chain.canonical_json({"value": value})


def test_canonical_json_refuses_half_a_character() -> None:
    """Half of a surrogate pair cannot be stored, so it cannot be hashed."""
    with pytest.raises(ValueError, match="surrogates"):
        chain.canonical_json({"value": "\ud83d"})


def test_the_hash_can_be_computed_by_anybody() -> None:
    """The hash of an entry is SHA-256 over this very text, as the documents say."""
    entry = log(1)[0]
    said = (
        '{"actor_id":null,"actor_role":"","channel":"message","desk_id":1,"directive":null,"format":1,'
        '"incident":null,"kind":"note:added","occurred_at":null,"payload":"{\\"n\\":0}","previous_hash":"",'
        '"recorded_at":1795399800000000,"seq":1,"shift_id":null,"source_hash":"",'
        f'"text_hash":"{entry.text_hash}","unit":null}}'
    )
    assert entry.hash == sha256(said.encode()).hexdigest()
    assert entry.text_hash == sha256(("0" * 64 + '{"note":"Ghi chú 0"}').encode()).hexdigest()


def test_a_log_as_written_verifies() -> None:
    """From its first entry, from the middle, and up to its head."""
    entries = log(5)
    assert chain.verify(entries, head=Link(5, entries[-1].hash)) is None
    assert chain.verify(entries[2:], after=Link(2, entries[1].hash)) is None
    assert chain.verify([]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "note:added "},
        {"payload": '{"n": 2}'},
        {"occurred_at": AT},
        {"recorded_at": AT.replace(microsecond=1)},
        {"actor_role": "leader"},
        {"format": 2},
        {"source_hash": "0"},
        {"text_hash": "0"},
        {"hash": "0"},
    ],
)
def test_a_changed_field_is_found(change: dict[str, Any]) -> None:
    """Any change of a field names that entry."""
    entries = log(4)
    entries[2] = replace(entries[2], **change)
    assert chain.verify(entries) == BadEntry(1, 3, Fault.CHANGED)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": '{"note":"khác"}'}, Fault.TEXT_CHANGED),
        ({"salt": "0"}, Fault.TEXT_CHANGED),
        ({"text": ""}, Fault.TEXT_CHANGED),
        ({"text": None, "salt": None}, Fault.TEXT_MISSING),
    ],
)
def test_a_changed_text_is_found(change: dict[str, Any], fault: Fault) -> None:
    """Other words, another salt, or a side row that is gone name that entry."""
    entries = log(4)
    entries[2] = replace(entries[2], **change)
    assert chain.verify(entries) == BadEntry(1, 3, fault)


def test_a_redacted_text_verifies() -> None:
    """Text and salt emptied together leave the log whole, and nothing of the words."""
    entries = log(4)
    entries[2] = replace(entries[2], text="", salt="")
    assert chain.verify(entries) is None
    assert entries[2].is_redacted
    assert entries[2].words == {}


def test_a_missing_entry_is_found() -> None:
    """A gap, a doubled entry and a swapped pair name the first entry out of order."""
    entries = log(4)
    assert chain.verify(entries[:1] + entries[2:]) == BadEntry(1, 3, Fault.OUT_OF_ORDER)
    assert chain.verify([*entries[:2], entries[1]]) == BadEntry(1, 2, Fault.OUT_OF_ORDER)
    assert chain.verify(entries[1:]) == BadEntry(1, 2, Fault.OUT_OF_ORDER)


def test_an_inserted_entry_is_found() -> None:
    """An entry written on another predecessor, its own hash right, is named."""
    entries = log(4)
    forged = chain.write(
        NewLogEntry(kind=LogKind.WORK_DONE, desk_id=1, recorded_at=AT, occurred_at=AT, channel="message"),
        Link(2, "0" * 64),
        salt="0" * 64,
    )
    assert chain.verify([*entries[:2], forged]) == BadEntry(1, 3, Fault.WRONG_PREDECESSOR)


def test_a_cut_log_is_found_by_its_head() -> None:
    """A log that ends before its head is named at its last entry."""
    entries = log(4)
    assert chain.verify(entries[:3], head=Link(4, entries[3].hash)) == BadEntry(1, 3, Fault.CUT_OFF)


VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=4)


@given(st.dictionaries(st.text(), VALUES, max_size=4))
def test_canonical_json_says_the_same_twice(value: dict[str, Any]) -> None:
    """What canonical JSON wrote, read and written again, is the same text, whatever was in it."""
    try:
        text = chain.canonical_json(value)
    except UnicodeEncodeError:
        return
    assert chain.canonical_json(json.loads(text)) == text
