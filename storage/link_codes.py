"""One-time link codes, by their hash."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.person import Person
from storage.rows import make
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class StoredCode:
    """A code somebody was given."""

    code_hash: str
    person_id: int
    expires_at: datetime
    used_at: datetime | None


async def add(tx: Transaction, code_hash: str, person_id: int, expires_at: datetime) -> None:
    """Keep a code's hash."""
    await tx.run("add_link_code", code_hash=code_hash, person_id=person_id, expires_at=expires_at)


async def find(tx: Transaction, code_hash: str) -> StoredCode | None:
    """The code of that hash, good or not."""
    row = await tx.find("find_link_code", code_hash=code_hash)
    return make(StoredCode, row) if row else None


async def find_good(tx: Transaction, person_id: int, now: datetime) -> StoredCode | None:
    """A code of this person that can still be used."""
    row = await tx.find("find_good_link_code", person_id=person_id, now=now)
    return make(StoredCode, row) if row else None


async def use(tx: Transaction, code_hash: str, now: datetime) -> int | None:
    """Use a code up; the person it was given to, or None when it was used or has expired."""
    row = await tx.find("use_link_code", code_hash=code_hash, now=now)
    return int(row["person_id"]) if row else None


async def void(tx: Transaction, person_id: int, now: datetime) -> None:
    """Codes of this person are good no longer."""
    await tx.run("void_link_codes", person_id=person_id, now=now)


async def link(tx: Transaction, person_id: int, telegram_id: int) -> Person | None:
    """Make the account this person's; None when the person has one already, or may have none."""
    row = await tx.find("link_account", id=person_id, telegram_id=telegram_id)
    return make(Person, row) if row else None
