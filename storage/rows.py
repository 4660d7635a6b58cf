"""Between rows and rule types: each field of a type is the column of its name, turned by the field's own type."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from storage.times import moment

T = TypeVar("T")
Turn = Callable[[Any], Any]


def make(kind: type[T], row: Mapping[str, Any]) -> T:
    """The rule type a row holds. A field without a column keeps its default."""
    turns: tuple[tuple[str, Turn | None], ...] = _turns(kind)  # type: ignore[arg-type]  # a type is hashable
    return kind(**{name: turn(row[name]) if turn else row[name] for name, turn in turns if name in row})


def as_json(value: Mapping[str, Any]) -> str:
    """The stored form of a mapping."""
    return json.dumps(dict(value), ensure_ascii=False)


@cache
def _turns(kind: type[Any]) -> tuple[tuple[str, Turn | None], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, _turn(hints[field.name])) for field in fields(kind))


def _turn(hint: Any) -> Turn | None:
    """How a stored value becomes one of this type; None where it already is."""
    parts = [part for part in get_args(hint) if part is not NoneType]
    if NoneType in get_args(hint) and len(parts) == 1:
        turn = _turn(parts[0])
        return turn and (lambda value: None if value is None else turn(value))
    if hint is datetime:
        return moment
    if hint is bool:
        return bool
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    if get_origin(hint) is not None and issubclass(get_origin(hint), Mapping):
        return json.loads
    return None
