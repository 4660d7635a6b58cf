"""What a document is made of, handed to the process that makes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Order:
    """What a document is made of. `zone`: the desk's time zone by its name."""

    kind: str
    language: str
    zone: str
    values: Mapping[str, Any]
