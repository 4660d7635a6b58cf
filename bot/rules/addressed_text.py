"""Units named by `@code` in a text: those it begins with are its addressees, those further on are called in as well."""

import re
from dataclasses import dataclass

AT = "@"
CALLED = re.compile(r"(?<!\S)@(\w+)")


@dataclass(frozen=True, slots=True)
class Addressed:
    """`units`: the codes the text begins with, as in a typed line; `called`: codes inside it; `content`: the rest."""

    units: tuple[str, ...]
    called: tuple[str, ...]
    content: str


def read_addressed(text: str) -> Addressed:
    """`@03CC, @03EE Giữ xe, @CA cử người` is for 03CC and 03EE, and calls CA in; the codes inside stay words."""
    units = []
    rest = text.strip()
    while rest.startswith(AT):
        code = rest.split(maxsplit=1)[0]
        units.append(code.removeprefix(AT).rstrip(",;:"))
        rest = rest[len(code) :].lstrip()
    return Addressed(tuple(units), tuple(CALLED.findall(rest)), rest)
