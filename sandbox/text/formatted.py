"""A text as Telegram keeps it: plain, trimmed, with entities in UTF-16 units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.text.errors import ParseError
from sandbox.text.found import find_entities
from sandbox.text.html import parse_html
from sandbox.text.markdown import parse_markdown, parse_markdown_v2
from sandbox.text.units import units

_MODES = {"html": parse_html, "markdownv2": parse_markdown_v2, "markdown": parse_markdown}
_CONTROLS = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f]")
_DROPPED = re.compile("[\r\u2028-\u202e\u030a\u0333\u033f]")
_TRIMMED = " \t\n"
_ENTITY_KEYS = (
    "type",
    "offset",
    "length",
    "url",
    "user_id",
    "language",
    "custom_emoji_id",
    "unix_time",
    "date_time_format",
)
_ORDER = (
    "blockquote",
    "expandable_blockquote",
    "pre",
    "code",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """Plain text with its entities, sorted; lengths are UTF-16 units."""

    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)

    @property
    def length(self) -> int:
        """The text's length in UTF-16 units, which the limits 4096 and 1024 count."""
        return units(self.text)


def format_text(raw: str, parse_mode: str, given: list[dict[str, Any]] | None = None) -> Formatted:
    """Return the text as Telegram keeps it, from a parse mode or from given entities.

    Raises:
        ParseError: the markup is wrong.
    """
    mode = parse_mode.lower()
    if mode and mode != "none" and mode not in _MODES:
        raise ParseError("unsupported parse_mode")
    text, entities = (
        _MODES[mode](raw) if mode in _MODES else (raw, [_given(entity, raw) for entity in given or []])
    )
    return _clean(text, entities)


def _given(entity: dict[str, Any], text: str) -> dict[str, Any]:
    kept = {key: entity[key] for key in _ENTITY_KEYS if key in entity}
    if isinstance(entity.get("user"), dict):
        kept["user_id"] = int(entity["user"]["id"])
    if not isinstance(kept.get("offset"), int) or not isinstance(kept.get("length"), int):
        raise ParseError("MessageEntity must have offset and length")
    if kept["offset"] < 0 or kept["offset"] + kept["length"] > units(text):
        kept["length"] = max(0, units(text) - kept["offset"])
    return kept


def _clean(text: str, entities: list[dict[str, Any]]) -> Formatted:
    """Clean a text as Telegram's server does, and move the entities along.

    Control characters become spaces; carriage returns, separators, direction marks and vertical lines go.
    """
    text = _CONTROLS.sub(" ", text) if _CONTROLS.search(text) else text
    if _DROPPED.search(text):
        positions = [units(text[: match.start()]) for match in _DROPPED.finditer(text)]
        for entity in entities:
            end = entity["offset"] + entity["length"]
            before = sum(1 for position in positions if position < entity["offset"])
            entity["length"] -= sum(1 for position in positions if entity["offset"] <= position < end)
            entity["offset"] -= before
        text = _DROPPED.sub("", text)
    stripped = text.lstrip(_TRIMMED)
    cut = len(text) - len(stripped)
    stripped = stripped.rstrip(_TRIMMED)
    end = units(stripped)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        stop = min(end, entity["offset"] - cut + entity["length"])
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    kept += find_entities(stripped, kept)
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"], _rank(entity["type"])))
    return Formatted(stripped, kept)


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
