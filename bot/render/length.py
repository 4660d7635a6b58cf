"""How long a text is for Telegram, and how to shorten it without breaking a letter.

Source of the rule: the Bot API counts 4096 (message) and 1024 (caption) in UTF-16 code units after parsing.
"""

import html
import re

import regex
from markupsafe import Markup

ELLIPSIS = "…"
_GRAPHEME = regex.compile(r"\X")
_ESCAPED_GRAPHEME = regex.compile(r"&(?:#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z]+);|\X")
_TAG = re.compile(r"<[^>]*>")


def utf16_len(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, limit: int) -> str:
    """The text, cut to at most `limit` UTF-16 units with "…" at the cut.

    Letters with their marks, emoji sequences and, in text already escaped, entities such as `&amp;` (counted
    as the one character they stand for) stay whole. Clip before marking up: tags are not understood.
    """
    escaped = isinstance(text, Markup)
    parts = (_ESCAPED_GRAPHEME if escaped else _GRAPHEME).findall(str(text))
    lengths = [utf16_len(html.unescape(part) if escaped else part) for part in parts]
    if sum(lengths) <= limit:
        return text
    kept, room = "", limit - utf16_len(ELLIPSIS)
    for part, length in zip(parts, lengths, strict=True):
        if length > room:
            break
        kept, room = kept + part, room - length
    shortened = kept.rstrip() + ELLIPSIS if limit > 0 else ""
    return Markup(shortened) if escaped else shortened  # noqa: S704 - a whole-entity prefix of escaped text


def without_tags(markup: str) -> str:
    """Telegram's HTML as plain text: what is left when an entity cannot be sent, or goes by e-mail."""
    return html.unescape(_TAG.sub("", markup))
