"""An organisation file as validated values: what its tables and keys are called, and how each value must look."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, Field

from bot.control.entry_values import (
    ChatId,
    EntryForm,
    Flag,
    Name,
    Text,
    account_value,
    codes_value,
    desk_code,
    moment_value,
    names_value,
    read_forms,
    roles_value,
    unit_code,
)
from bot.rules.organisation.entries import (
    DeskEntry,
    Organisation,
    PersonEntry,
    ShiftEntry,
    UnitEntry,
)
from bot.rules.person import Role


class _Desk(EntryForm):
    code: Annotated[str, BeforeValidator(desk_code)]
    name: Name | None = None
    phone: Text | None = None
    fax: Text | None = None
    email: Text | None = None
    chat_id: ChatId | None = None
    active: Flag | None = None


class _Unit(EntryForm):
    code: Annotated[str, BeforeValidator(unit_code)]
    desk: Name | None = None
    name: Name | None = None
    phone: Text | None = None
    chat_id: ChatId | None = None
    outside: Flag | None = None
    active: Flag | None = None


class _Person(EntryForm):
    code: Name | None = None
    name: Name | None = None
    title: Text | None = None
    phone: Text | None = None
    desk: Annotated[tuple[str, ...], BeforeValidator(codes_value)] | None = None
    unit: Name | None = None
    roles: Annotated[tuple[Role, ...], BeforeValidator(roles_value)] | None = None
    contact: Flag | None = None
    telegram_id: Annotated[int, BeforeValidator(account_value)] | None = None
    active: Flag | None = None
    frozen: Flag | None = None


class _Shift(EntryForm):
    desk: Name
    starts_at: Annotated[datetime, BeforeValidator(moment_value)]
    ends_at: Annotated[datetime, BeforeValidator(moment_value)] | None = None
    leader: Name | None = None
    deputy: Text | None = None
    officers: Annotated[tuple[str, ...], BeforeValidator(names_value)] | None = None
    active: Flag | None = None


class _File(EntryForm):
    desks: list[_Desk] = Field(default_factory=list)
    units: list[_Unit] = Field(default_factory=list)
    people: list[_Person] = Field(default_factory=list)
    shifts: list[_Shift] = Field(default_factory=list)


def read_organisation(text: str, zone: ZoneInfo) -> Organisation:
    """What the text of an organisation file says; times without an offset are the desk's (`zone`).

    Raises:
        OrganisationError: with every fault of its form.
    """
    read = read_forms(text, _File, FORMS)
    return Organisation(
        desks=tuple(DeskEntry(n, **dict(one)) for n, one in enumerate(read.desks, 1)),
        units=tuple(UnitEntry(n, **dict(one)) for n, one in enumerate(read.units, 1)),
        people=tuple(_person(n, dict(one)) for n, one in enumerate(read.people, 1)),
        shifts=tuple(_shift(n, dict(one), zone) for n, one in enumerate(read.shifts, 1)),
    )


def _person(n: int, said: dict[str, Any]) -> PersonEntry:
    return PersonEntry(n, desks=said.pop("desk"), **said)


def _shift(n: int, said: dict[str, Any], zone: ZoneInfo) -> ShiftEntry:
    for key in ("starts_at", "ends_at"):
        moment = said[key]
        if moment is not None:
            local = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
            said[key] = local.astimezone(UTC)
    return ShiftEntry(n, **said)


FORMS: Mapping[str, type[BaseModel]] = {"desks": _Desk, "units": _Unit, "people": _Person, "shifts": _Shift}
