"""Tell messages that say nothing but "received" or "thank you" from those that start something."""

import re
from typing import TYPE_CHECKING

from bot.rules.marked_text import mark

if TYPE_CHECKING:
    from bot.vocabulary import ReportVocabulary

_RECEIPT = frozenset({"courtesy.receipt"})
_ANY = frozenset({"courtesy.receipt", "courtesy.thanks"})
_WITH_ADDRESS = frozenset({"courtesy.receipt", "courtesy.thanks", "courtesy.address"})
_THUMB = "[\U0001f44d\U0001f44c\U0001f64f\U0001f44f\U0001f91d\u2764\u2705\U0001fae1\U0001f642]"
"""Thumb, OK, folded hands, clapping, handshake, heart, tick, salute, smile."""
_THUMBS = re.compile(f"(?:{_THUMB}[\U0001f3fb-\U0001f3ff\ufe0f]* ?)+")
_MOST_WORDS = 12
_LONGEST = 120
"""Characters; no courtesy is longer, so a long report is not searched for one."""


def is_courtesy(text: str, vocabulary: "ReportVocabulary") -> bool:
    """Tell whether the text is courtesy alone (ok, vâng, rõ, cảm ơn, a thumb): it starts no report."""
    if _THUMBS.fullmatch(text.strip()) is not None:
        return True
    return _says_only(text, vocabulary, _ANY)


def is_receipt(text: str, vocabulary: "ReportVocabulary") -> bool:
    """Tell whether the text is receipt alone (rõ, đã rõ, nhận rõ, ok, vâng): it acknowledges a directive."""
    return _says_only(text, vocabulary, _RECEIPT)


def _says_only(text: str, vocabulary: "ReportVocabulary", needed: frozenset[str]) -> bool:
    """Every word belongs to a courtesy or to how one addresses people, one of `needed` among them, and no question."""
    if len(text) > _LONGEST:
        return False
    marked = mark(text, vocabulary)
    if not marked.tokens or len(marked.tokens) > _MOST_WORDS or "?" in marked.text:
        return False
    position, is_said = 0, False
    while position < len(marked.tokens):
        hit = marked.hit_at(position, _WITH_ADDRESS)
        if hit is None:
            return False
        is_said = is_said or any(one.group in needed for one in marked.starting[position])
        position = hit.last
    return is_said
