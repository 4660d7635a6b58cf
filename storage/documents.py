"""Documents the bot makes: ordered in the step's transaction, made afterwards, sent with their message."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.rules.message import Recipient, Screen
from storage.errors import ConflictError
from storage.files import KeptFile
from storage.message_json import dump_screen, dump_values, load_screen, load_values
from storage.rows import make
from storage.transaction import Row, Transaction


@dataclass(frozen=True, slots=True)
class Document:
    """`kind`: which maker. `payload`, `screen` and `recipients` are JSON; `state`: ordered, made or failed."""

    id: int
    desk_id: int
    kind: str
    name: str
    sent_as: str
    language: str
    payload: str
    screen: str
    recipients: str
    is_logged: bool
    state: str
    attempts: int
    path: str
    sha256: str
    size: int | None
    ordered_at: datetime

    @property
    def values(self) -> Mapping[str, Any]:
        """What it is made of."""
        values: Mapping[str, Any] = load_values(self.payload)
        return values

    @property
    def message(self) -> Screen:
        """What it goes with."""
        return load_screen(self.screen)

    @property
    def to(self) -> tuple[Recipient, ...]:
        """Whom it is for."""
        return tuple(Recipient(chat_id, person_id) for chat_id, person_id in json.loads(self.recipients))


async def order(
    tx: Transaction,
    desk_id: int,
    kind: str,
    values: Mapping[str, Any],
    *,
    name: str,
    sent_as: str,
    language: str,
    screen: Screen,
    to: Iterable[Recipient],
    is_logged: bool,
    now: datetime,
) -> Document:
    """Keep what is to be made, with its values as they are now."""
    row = await tx.get(
        "order_document",
        desk_id=desk_id,
        kind=kind,
        name=name,
        sent_as=sent_as,
        language=language,
        payload=dump_values(values),
        screen=dump_screen(screen),
        recipients=json.dumps([[one.chat_id, one.person_id] for one in to]),
        is_logged=is_logged,
        now=now,
    )
    return make(Document, row)


async def find_next(tx: Transaction, now: datetime) -> Document | None:
    """The next one to make."""
    row = await tx.find("next_document", now=now)
    return make(Document, row) if row else None


async def get(tx: Transaction, document_id: int) -> Document:
    """One document."""
    return make(Document, await tx.get("find_document", id=document_id))


async def made(tx: Transaction, document_id: int, kept: KeptFile, now: datetime) -> Document:
    """It lies in the folder.

    Raises:
        ConflictError: when it was settled already.
    """
    row = await tx.find(
        "document_made", id=document_id, path=kept.path, sha256=kept.sha256, size=kept.size, now=now
    )
    return _settled(row)


async def delayed(tx: Transaction, document_id: int, not_before: datetime) -> Document:
    """Making it failed; it is tried again."""
    return _settled(await tx.find("document_delayed", id=document_id, not_before=not_before))


async def failed(tx: Transaction, document_id: int, now: datetime) -> Document:
    """It cannot be made."""
    return _settled(await tx.find("document_failed", id=document_id, now=now))


def _settled(row: Row | None) -> Document:
    if row is None:
        raise ConflictError("document")
    return make(Document, row)
