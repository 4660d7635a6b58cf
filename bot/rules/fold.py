"""Accent-blind comparison of Vietnamese text.

Folding is done here and not by the database: FTS5's `remove_diacritics` never turns đ into d.
"""

import unicodedata
from functools import lru_cache

_D = str.maketrans("đĐðÐ", "dddd")


def fold(text: str) -> str:
    """Return `text` without accents and case: NFD, combining marks dropped, casefolded, đ/Đ/ð/Ð as d."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    return bare.translate(_D).casefold().translate(_D)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    folded = fold(char)
    # A mark that stands alone or a ligature must still take one place, so that positions stay true.
    return folded[0] if folded else "\x01"


def fold_aligned(text: str) -> str:
    """Return `text` folded character by character, exactly as long as `text`, so that positions agree."""
    return "".join(map(_fold_char, text))


@lru_cache(maxsize=8192)
def accents(word: str) -> str:
    """Return the accents of a word in one order, empty where it was typed without any.

    The order makes "hoả" equal to "hỏa": both spellings are in use.
    """
    decomposed = unicodedata.normalize("NFD", word)
    marks = (char for char in decomposed if unicodedata.category(char) == "Mn")
    return "".join(sorted(marks)) + "đ" * sum(word.count(letter) for letter in "đĐðÐ")
