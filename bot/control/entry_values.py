"""What the values of an organisation or roster file must look like, and how their faults are named."""

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from bot.config.refusals import nearest
from bot.rules.clean_text import clean
from bot.rules.organisation.entries import Fault, OrganisationError
from bot.rules.person import Role

LONGEST_TEXT = 200
LARGEST_ID = 2**52  # Bot API: ids have at most 52 significant bits
ROLES = tuple(role.value for role in Role if role is not Role.DEPUTY)  # a deputy is one in a shift only
DESK_CODE = re.compile(r"[A-Z][A-Z0-9]{0,7}")  # it begins an incident's number
UNIT_CODE = re.compile(r"[^\s@,/:]{1,16}")  # typed behind an @
Form = TypeVar("Form", bound=BaseModel)
FILE = "file"  # the `table` of a fault of the file as a whole


def refuse(code: str, **fields: object) -> NoReturn:
    """Refuse a value by a code and fields; pydantic carries them to `_form_fault`."""
    raise PydanticCustomError(code, "{code}", {"code": code, **fields})


def text_value(value: object) -> str:
    """A text, cleaned, on one line."""
    if not isinstance(value, str):
        refuse("wrong-type", expected="text")
    text = " ".join(clean(value).split())
    if len(text) > LONGEST_TEXT:
        refuse("too-long", most=LONGEST_TEXT)
    return text


def name_value(value: object) -> str:
    """A text that says something."""
    return text_value(value) or refuse("empty")


def desk_code(value: object) -> str:
    """A desk's code."""
    code = name_value(value)
    return code if DESK_CODE.fullmatch(code) else refuse("desk-code")


def unit_code(value: object) -> str:
    """A unit's code."""
    code = name_value(value)
    return code if UNIT_CODE.fullmatch(code) else refuse("unit-code")


def codes_value(value: object) -> tuple[str, ...]:
    """One code or several."""
    return tuple(map(name_value, value if isinstance(value, list) else [value])) or refuse("empty")


def names_value(value: object) -> tuple[str, ...]:
    """A list of names."""
    return tuple(map(name_value, value)) if isinstance(value, list) else refuse("wrong-type", expected="list")


def roles_value(value: object) -> tuple[Role, ...]:
    """Roles, each once."""
    words = dict.fromkeys(names_value(value))
    if unknown := [word for word in words if word not in ROLES]:
        refuse("unknown-role", role=unknown[0], choices=" · ".join(ROLES))
    return tuple(map(Role, words))


def moment_value(value: object) -> datetime:
    """A date and time."""
    return value if isinstance(value, datetime) else refuse("wrong-type", expected="moment")


def flag_value(value: object) -> bool:
    """True or false."""
    return value if isinstance(value, bool) else refuse("wrong-type", expected="flag")


def id_value(value: object) -> int:
    """A chat's or person's number."""
    if isinstance(value, bool) or not isinstance(value, int):
        refuse("wrong-type", expected="number")
    return value if abs(value) < LARGEST_ID else refuse("wrong-type", expected="number")


def account_value(value: object) -> int:
    """An account."""
    account = id_value(value)
    return account if account >= 0 else refuse("wrong-type", expected="account")


Text = Annotated[str, BeforeValidator(text_value)]
Name = Annotated[str, BeforeValidator(name_value)]
Flag = Annotated[bool, BeforeValidator(flag_value)]
ChatId = Annotated[int, BeforeValidator(id_value)]


class EntryForm(BaseModel):
    """One entry of a file's table: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


def read_forms(text: str, form: type[Form], forms: Mapping[str, type[BaseModel]]) -> Form:
    """The text of a TOML file as `form`; `forms`: what the entries of each of its tables look like.

    Raises:
        OrganisationError: with every fault of its form.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OrganisationError((_not_toml(str(error), text),)) from None
    try:
        return form.model_validate(tree)
    except ValidationError as error:
        raise OrganisationError(tuple(_form_fault(one, tree, forms) for one in error.errors())) from None


def _not_toml(said: str, text: str) -> Fault:
    """Where the text stops being TOML, from what the parser said."""
    where = re.search(r"line ([0-9]+), column ([0-9]+)", said)
    line, column = (int(where[1]), int(where[2])) if where else (text.count("\n") + 1, 1)
    return Fault(FILE, 0, "", "", "not-toml", {"line": line, "column": column})


def _form_fault(
    found: Mapping[str, Any], tree: Mapping[str, Any], forms: Mapping[str, type[BaseModel]]
) -> Fault:
    """One finding of pydantic's, by the words a person knows the entry by. `forms`: the tables of the file."""
    table, n, key = (*found["loc"], "", "")[:3]
    if not isinstance(n, int):  # the table itself
        known = list(forms)
        code = "unknown-table" if found["type"] == "extra_forbidden" else "not-a-list"
        return Fault(FILE, 0, "", str(table), code, {"nearest": nearest(str(table), known)})
    entry = tree[table][n]
    named = [entry.get(one) for one in ("name", "code", "desk")] if isinstance(entry, Mapping) else []
    label = next((clean(one)[:LONGEST_TEXT] for one in named if isinstance(one, str)), "")
    match found["type"]:
        case "extra_forbidden":
            known = list(forms[table].model_fields)
            code, fields = "unknown-key", {"nearest": nearest(str(key), known)}
        case "missing":
            code, fields = "missing", {}
        case _ if "code" in (context := found.get("ctx", {})):
            code, fields = context["code"], {name: context[name] for name in context if name != "code"}
        case _:
            code, fields = "wrong-type", {"expected": "table"}
    return Fault(str(table), n + 1, label, str(key), code, fields)
