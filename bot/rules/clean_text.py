"""What every text goes through before it is read, stored or shown; the raw update stays in the inbox."""

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_KEPT_CONTROLS = frozenset("\n\t")
# Without the joiner a family emoji falls apart into single people.
_KEPT_FORMATS = frozenset("\u200d")
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs"})


def clean(text: str) -> str:
    """Return `text` in NFC, without control, bidi and invisible characters; line ends become a line feed.

    Tabs, line feeds and the joiner inside an emoji stay; no-break spaces become spaces. Never raises.
    """
    lines = _LINE_ENDS.sub("\n", text).replace("\u00a0", " ").replace("\u202f", " ")
    kept = "".join(
        char
        for char in lines
        if char in _KEPT_CONTROLS
        or char in _KEPT_FORMATS
        or unicodedata.category(char) not in _DROPPED_CATEGORIES
    )
    return unicodedata.normalize("NFC", kept)
