"""What an organisation file says, entry by entry, as validated values; nothing of it is applied yet.

None stands for a key the file leaves out: it is left alone. `n` is the entry's place in its table, from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.rules.person import Role


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """`[[desks]]`; `chat_id` 0 takes the desk's own chat away."""

    n: int
    code: str
    name: str | None = None
    phone: str | None = None
    fax: str | None = None
    email: str | None = None
    chat_id: int | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """`[[units]]`; `outside`: police, border guard, port, for whom the desk answers."""

    n: int
    code: str
    desk: str | None = None
    name: str | None = None
    phone: str | None = None
    chat_id: int | None = None
    outside: bool | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """`[[people]]`, known by the code or, without one, by the name within the desk or unit.

    `telegram_id` 0 takes the linked account away, so that a new one can be linked.
    """

    n: int
    code: str | None = None
    name: str | None = None
    title: str | None = None
    phone: str | None = None
    desks: tuple[str, ...] | None = None
    unit: str | None = None
    roles: tuple[Role, ...] | None = None
    contact: bool | None = None
    telegram_id: int | None = None
    active: bool | None = None
    frozen: bool | None = None


@dataclass(frozen=True, slots=True)
class ShiftEntry:
    """`[[shifts]]`, known by its desk and start. People by code, or by a name that is unique."""

    n: int
    desk: str
    starts_at: datetime
    ends_at: datetime | None = None
    leader: str | None = None
    deputy: str | None = None
    officers: tuple[str, ...] | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """Everything one file says."""

    desks: tuple[DeskEntry, ...] = ()
    units: tuple[UnitEntry, ...] = ()
    people: tuple[PersonEntry, ...] = ()
    shifts: tuple[ShiftEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file: which table, which entry (0: none), which key; the words are a template's."""

    table: str
    n: int
    entry: str
    key: str
    code: str
    fields: Mapping[str, Any] = field(default_factory=dict)


class OrganisationError(Exception):
    """The file is not taken: everything wrong with it at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(f"{f.table}[{f.n}].{f.key}: {f.code}" for f in faults))
        self.faults = faults


def given(**values: Any) -> dict[str, Any]:
    """What the file says; what it leaves out is left alone."""
    return {name: value for name, value in values.items() if value is not None}


def given_id(name: str, number: int | None) -> dict[str, Any]:
    """A chat or an account; 0 takes it away."""
    return {} if number is None else {name: number or None}
