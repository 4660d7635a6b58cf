"""UTF-16 code units, in which Telegram counts offsets and lengths."""

from __future__ import annotations


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def split_units(text: str, limit: int) -> list[str]:
    """Cut a text into pieces of at most `limit` UTF-16 units, as Telegram's apps do with long messages."""
    pieces: list[str] = []
    start = used = 0
    for position, character in enumerate(text):
        width = 2 if character > "\uffff" else 1
        if used + width > limit:
            pieces.append(text[start:position])
            start, used = position, 0
        used += width
    return [*pieces, text[start:]]


def slice_units(text: str, offset: int, length: int) -> str:
    """Return the part of a text that starts and ends at UTF-16 positions."""
    encoded = text.encode("utf-16-le")
    return encoded[2 * offset : 2 * (offset + length)].decode("utf-16-le", errors="replace")
