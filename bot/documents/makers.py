"""Every document that can be made, by its kind: bytes from values, nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Order:
    """What a document is made of. `zone`: the desk's time zone by its name."""

    kind: str
    language: str
    zone: str
    values: Mapping[str, Any]


Maker = Callable[[Order], bytes]

MAKERS: Mapping[str, Maker] = {}
