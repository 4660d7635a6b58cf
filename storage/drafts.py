"""Reports not sent yet, forms, and texts nobody could place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from storage.errors import ConflictError
from storage.rows import as_json, make
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it grows; `payload` holds what its author corrected and what is asked now."""

    id: int
    person_id: int
    chat_id: int
    desk_id: int
    unit_id: int | None
    state: str
    version: int
    text: str
    payload: Mapping[str, Any]
    opened_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Form:
    """What a person is asked for after a button; `state`: open, done or dropped."""

    id: int
    person_id: int
    chat_id: int
    kind: str
    payload: Mapping[str, Any]
    state: str
    version: int
    opened_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class UnsortedText:
    """Tin chưa rõ vụ việc; `state`: open or placed."""

    id: int
    desk_id: int
    person_id: int | None
    chat_id: int
    message_id: int | None
    text: str
    state: str
    written_at: datetime
    incident_id: int | None
    placed_by: int | None
    placed_at: datetime | None


async def add(
    tx: Transaction,
    *,
    person_id: int,
    chat_id: int,
    desk_id: int,
    unit_id: int | None,
    text: str,
    payload: Mapping[str, Any],
    now: datetime,
) -> Draft:
    """A new draft."""
    row = await tx.get(
        "add_draft",
        person_id=person_id,
        chat_id=chat_id,
        desk_id=desk_id,
        unit_id=unit_id,
        text=text,
        payload=as_json(payload),
        now=now,
    )
    return make(Draft, row)


async def find(tx: Transaction, draft_id: int) -> Draft | None:
    """One draft, if there is one."""
    row = await tx.find("find_draft", id=draft_id)
    return make(Draft, row) if row else None


async def find_open(tx: Transaction, person_id: int, chat_id: int) -> Draft | None:
    """The draft a person has open in a chat."""
    row = await tx.find("find_open_draft", person_id=person_id, chat_id=chat_id)
    return make(Draft, row) if row else None


async def change(tx: Transaction, draft: Draft, now: datetime, **changes: Any) -> Draft:
    """Store the draft as changed.

    Raises:
        ConflictError: it was changed or ended since it was read.
    """
    changed = replace(draft, **changes)
    row = await tx.find(
        "change_draft",
        id=draft.id,
        version=draft.version,
        state=changed.state,
        text=changed.text,
        payload=as_json(changed.payload),
        now=now,
    )
    if row is None:
        raise ConflictError
    return make(Draft, row)


async def open_form(
    tx: Transaction, *, person_id: int, chat_id: int, kind: str, payload: Mapping[str, Any], now: datetime
) -> Form:
    """Ask a person for something; the form open before must have been put aside."""
    row = await tx.get(
        "open_form", person_id=person_id, chat_id=chat_id, kind=kind, payload=as_json(payload), now=now
    )
    return make(Form, row)


async def find_open_form(tx: Transaction, person_id: int, chat_id: int) -> Form | None:
    """The form a person has open in a chat."""
    row = await tx.find("find_open_form", person_id=person_id, chat_id=chat_id)
    return make(Form, row) if row else None


async def find_form(tx: Transaction, form_id: int) -> Form | None:
    """One form, if there is one."""
    row = await tx.find("find_form", id=form_id)
    return make(Form, row) if row else None


async def change_form(tx: Transaction, form: Form, now: datetime, **changes: Any) -> Form:
    """Store the form as changed.

    Raises:
        ConflictError: it was changed or ended since it was read.
    """
    changed = replace(form, **changes)
    row = await tx.find(
        "change_form",
        id=form.id,
        version=form.version,
        state=changed.state,
        payload=as_json(changed.payload),
        now=now,
    )
    if row is None:
        raise ConflictError
    return make(Form, row)


async def reopen_form(tx: Transaction, form: Form, now: datetime, payload: Mapping[str, Any]) -> Form:
    """Take up a form that was put aside; the one open instead must have been put aside.

    Raises:
        ConflictError: it was taken up meanwhile.
    """
    row = await tx.find("reopen_form", id=form.id, version=form.version, payload=as_json(payload), now=now)
    if row is None:
        raise ConflictError
    return make(Form, row)


async def add_unsorted(
    tx: Transaction,
    *,
    desk_id: int,
    person_id: int | None,
    chat_id: int,
    message_id: int | None,
    text: str,
    now: datetime,
) -> UnsortedText:
    """A text nobody could place yet."""
    row = await tx.get(
        "add_unsorted_text",
        desk_id=desk_id,
        person_id=person_id,
        chat_id=chat_id,
        message_id=message_id,
        text=text,
        now=now,
    )
    return make(UnsortedText, row)


async def get_unsorted(tx: Transaction, text_id: int) -> UnsortedText:
    """One unplaced text."""
    return make(UnsortedText, await tx.get("find_unsorted_text", id=text_id))


async def place_unsorted(
    tx: Transaction, text_id: int, incident_id: int, person_id: int, now: datetime
) -> UnsortedText | None:
    """Somebody at the desk said where it belongs; None when that was said before."""
    row = await tx.find(
        "place_unsorted_text", id=text_id, incident_id=incident_id, person_id=person_id, now=now
    )
    return make(UnsortedText, row) if row else None


async def list_open_unsorted(tx: Transaction, desk_id: int) -> list[UnsortedText]:
    """What nobody at a desk has placed yet."""
    return [make(UnsortedText, row) for row in await tx.all("list_open_unsorted_texts", desk_id=desk_id)]
