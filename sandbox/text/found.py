"""What Telegram finds in plain text by itself: commands, mentions, hashtags, links, addresses, numbers."""

from __future__ import annotations

import re
from typing import Any

from sandbox.text.units import units

_PATTERNS = (
    (
        "url",
        re.compile(
            r"(?<![\w@./-])(?:https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]|(?:[a-z0-9-]+\.)+(?:com|org|net|vn|gov|edu|io|me|info|ru)(?![\w.-]*\w@)(?![a-z0-9-])(?:/[^\s<>\"']*[^\s<>\"'.,;:!?)\]])?)",
            re.IGNORECASE,
        ),
    ),
    (
        "email",
        re.compile(
            r"(?<![\w.+-])[a-z0-9._%+-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?![\w-])", re.IGNORECASE
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@])")),
    ("mention", re.compile(r"(?<![\w/])@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d_]\w*")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?!\w)")),
    ("phone_number", re.compile(r"(?<![\w+])\+[0-9](?:[ ()-]?[0-9]){6,14}(?!\w)")),
)
_HINTS = re.compile(r"[/@#$+.]")


def find_entities(text: str, taken: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return entities found in a text, none of which crosses the ones already there."""
    if not _HINTS.search(text):
        return []
    busy = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in taken
        if entity["type"] in ("code", "pre", "text_link", "text_mention")
    ]
    found: list[dict[str, Any]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            offset = units(text[: match.start()])
            end = offset + units(match.group())
            if all(end <= start or offset >= stop for start, stop in busy):
                busy.append((offset, end))
                found.append({"type": kind, "offset": offset, "length": end - offset})
    return found
