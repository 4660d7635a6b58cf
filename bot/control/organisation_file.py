"""An organisation file as validated values: what its tables and keys are called, and how each value must look."""

import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, NoReturn
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from bot.config.refusals import nearest
from bot.rules.clean_text import clean
from bot.rules.organisation.entries import (
    DeskEntry,
    Fault,
    Organisation,
    OrganisationError,
    PersonEntry,
    ShiftEntry,
    UnitEntry,
)
from bot.rules.person import Role

LONGEST_TEXT = 200
LARGEST_ID = 2**52  # Bot API: ids have at most 52 significant bits
ROLES = tuple(role.value for role in Role if role is not Role.DEPUTY)  # a deputy is one in a shift only
DESK_CODE = re.compile(r"[A-Z][A-Z0-9]{0,7}")  # it begins an incident's number
UNIT_CODE = re.compile(r"[^\s@,/:]{1,16}")  # typed behind an @
FILE = "file"  # the `table` of a fault of the file as a whole


def _refuse(code: str, **fields: object) -> NoReturn:
    raise PydanticCustomError(code, "{code}", {"code": code, **fields})


def _text(value: object) -> str:
    if not isinstance(value, str):
        _refuse("wrong-type", expected="text")
    text = " ".join(clean(value).split())
    if len(text) > LONGEST_TEXT:
        _refuse("too-long", most=LONGEST_TEXT)
    return text


def _name(value: object) -> str:
    return _text(value) or _refuse("empty")


def _desk_code(value: object) -> str:
    code = _name(value)
    return code if DESK_CODE.fullmatch(code) else _refuse("desk-code")


def _unit_code(value: object) -> str:
    code = _name(value)
    return code if UNIT_CODE.fullmatch(code) else _refuse("unit-code")


def _codes(value: object) -> tuple[str, ...]:
    return tuple(map(_name, value if isinstance(value, list) else [value])) or _refuse("empty")


def _names(value: object) -> tuple[str, ...]:
    return tuple(map(_name, value)) if isinstance(value, list) else _refuse("wrong-type", expected="list")


def _roles(value: object) -> tuple[Role, ...]:
    words = dict.fromkeys(_names(value))
    if unknown := [word for word in words if word not in ROLES]:
        _refuse("unknown-role", role=unknown[0], choices=" · ".join(ROLES))
    return tuple(map(Role, words))


def _moment(value: object) -> datetime:
    return value if isinstance(value, datetime) else _refuse("wrong-type", expected="moment")


def _flag(value: object) -> bool:
    return value if isinstance(value, bool) else _refuse("wrong-type", expected="flag")


def _id(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        _refuse("wrong-type", expected="number")
    return value if abs(value) < LARGEST_ID else _refuse("wrong-type", expected="number")


def _account(value: object) -> int:
    account = _id(value)
    return account if account >= 0 else _refuse("wrong-type", expected="account")


Text = Annotated[str, BeforeValidator(_text)]
Name = Annotated[str, BeforeValidator(_name)]
Flag = Annotated[bool, BeforeValidator(_flag)]
ChatId = Annotated[int, BeforeValidator(_id)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Desk(_Table):
    code: Annotated[str, BeforeValidator(_desk_code)]
    name: Name | None = None
    phone: Text | None = None
    fax: Text | None = None
    email: Text | None = None
    chat_id: ChatId | None = None
    active: Flag | None = None


class _Unit(_Table):
    code: Annotated[str, BeforeValidator(_unit_code)]
    desk: Name | None = None
    name: Name | None = None
    phone: Text | None = None
    chat_id: ChatId | None = None
    outside: Flag | None = None
    active: Flag | None = None


class _Person(_Table):
    code: Name | None = None
    name: Name | None = None
    title: Text | None = None
    phone: Text | None = None
    desk: Annotated[tuple[str, ...], BeforeValidator(_codes)] | None = None
    unit: Name | None = None
    roles: Annotated[tuple[Role, ...], BeforeValidator(_roles)] | None = None
    contact: Flag | None = None
    telegram_id: Annotated[int, BeforeValidator(_account)] | None = None
    active: Flag | None = None
    frozen: Flag | None = None


class _Shift(_Table):
    desk: Name
    starts_at: Annotated[datetime, BeforeValidator(_moment)]
    ends_at: Annotated[datetime, BeforeValidator(_moment)] | None = None
    leader: Name | None = None
    deputy: Text | None = None
    officers: Annotated[tuple[str, ...], BeforeValidator(_names)] | None = None
    active: Flag | None = None


class _File(_Table):
    desks: list[_Desk] = Field(default_factory=list)
    units: list[_Unit] = Field(default_factory=list)
    people: list[_Person] = Field(default_factory=list)
    shifts: list[_Shift] = Field(default_factory=list)


def read_organisation(text: str, zone: ZoneInfo) -> Organisation:
    """What the text of an organisation file says; times without an offset are the desk's (`zone`).

    Raises:
        OrganisationError: with every fault of its form.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OrganisationError((_not_toml(str(error), text),)) from None
    try:
        read = _File.model_validate(tree)
    except ValidationError as error:
        raise OrganisationError(tuple(_fault(found, tree) for found in error.errors())) from None
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


def _not_toml(said: str, text: str) -> Fault:
    where = re.search(r"line ([0-9]+), column ([0-9]+)", said)
    line, column = (int(where[1]), int(where[2])) if where else (text.count("\n") + 1, 1)
    return Fault(FILE, 0, "", "", "not-toml", {"line": line, "column": column})


def _fault(found: Mapping[str, Any], tree: Mapping[str, Any]) -> Fault:
    """One finding of pydantic's, by the words a person knows the entry by."""
    table, n, key = (*found["loc"], "", "")[:3]
    if not isinstance(n, int):  # the table itself
        known = list(_File.model_fields)
        code = "unknown-table" if found["type"] == "extra_forbidden" else "not-a-list"
        return Fault(FILE, 0, "", str(table), code, {"nearest": nearest(str(table), known)})
    entry = tree[table][n]
    named = [entry.get(one) for one in ("name", "code", "desk")] if isinstance(entry, Mapping) else []
    label = next((clean(one)[:LONGEST_TEXT] for one in named if isinstance(one, str)), "")
    match found["type"]:
        case "extra_forbidden":
            known = list(_FORMS[table].model_fields)
            code, fields = "unknown-key", {"nearest": nearest(str(key), known)}
        case "missing":
            code, fields = "missing", {}
        case _ if "code" in (context := found.get("ctx", {})):
            code, fields = context["code"], {name: context[name] for name in context if name != "code"}
        case _:
            code, fields = "wrong-type", {"expected": "table"}
    return Fault(str(table), n + 1, label, str(key), code, fields)


_FORMS: Mapping[str, type[_Table]] = {"desks": _Desk, "units": _Unit, "people": _Person, "shifts": _Shift}
