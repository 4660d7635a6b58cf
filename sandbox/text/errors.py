"""Why a text could not be read."""

from __future__ import annotations


class ParseError(ValueError):
    """The text's markup is wrong; the sentence is Telegram's, after "can't parse entities: "."""
