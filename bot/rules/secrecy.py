"""Find classification marks (dấu chỉ độ mật): what bears one must never enter a chat.

Only marks stop a message: the words MẬT, TỐI MẬT, TUYỆT MẬT in accented capitals standing alone, and "độ mật",
"đóng dấu mật", "tài liệu mật", "văn bản mật". Mặt hàng, mật ong, bí mật and mật độ are ordinary words.
"""

import unicodedata
from typing import TYPE_CHECKING

from bot.rules.clean_text import clean
from bot.rules.fold import accents, fold
from bot.rules.phrases import Token, tokens_of

if TYPE_CHECKING:
    from bot.vocabulary import ReportVocabulary


def classification_mark(text: str, vocabulary: "ReportVocabulary") -> str | None:
    """Return the mark that the text bears, as the vocabulary writes it, or None. Accents must be typed."""
    cleaned = clean(text)
    tokens = tokens_of(cleaned)
    groups = vocabulary.groups
    compounds = {_key(word) for word in groups["secrecy.compounds"]}
    marks = [
        *((mark, _words(mark), True) for mark in sorted(groups["secrecy.alone"], key=len, reverse=True)),
        *((mark, _words(mark), False) for mark in groups["secrecy.phrases"]),
    ]
    for first in range(len(tokens)):
        for mark, words, is_alone in marks:
            last = first + len(words)
            if not _begins_with(tokens, first, words) or _is_compound(tokens, last, compounds):
                continue
            if not is_alone or _stands_alone(cleaned, tokens, first, last):
                return unicodedata.normalize("NFC", mark)
    return None


def _key(word: str) -> tuple[str, str]:
    return fold(word), accents(word)


def _words(mark: str) -> list[tuple[str, str]]:
    return [(token.word, token.accents) for token in tokens_of(clean(mark))]


def _begins_with(tokens: tuple[Token, ...], first: int, words: list[tuple[str, str]]) -> bool:
    if first + len(words) > len(tokens):
        return False
    return all(
        (tokens[first + number].word, tokens[first + number].accents) == word
        and (number == 0 or tokens[first + number].gap == " ")
        for number, word in enumerate(words)
    )


def _is_compound(tokens: tuple[Token, ...], last: int, compounds: set[tuple[str, str]]) -> bool:
    if last >= len(tokens) or tokens[last].gap != " ":
        return False
    return (tokens[last].word, tokens[last].accents) in compounds


def _stands_alone(text: str, tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Capitals, and no other word in capitals beside them: in "NHẬP KHẨU MẬT ONG" the whole line is in capitals."""
    written = text[tokens[first].start : tokens[last - 1].end]
    if not written.isupper():
        return False
    if last - first > 1:
        # TỐI MẬT and TUYỆT MẬT mean nothing else, whatever stands beside them.
        return True
    before = (
        text[tokens[first - 1].start : tokens[first - 1].end] if first and tokens[first].gap == " " else ""
    )
    after = (
        text[tokens[last].start : tokens[last].end] if last < len(tokens) and tokens[last].gap == " " else ""
    )
    same_line_before = first > 0 and "\n" not in text[tokens[first - 1].end : tokens[first].start]
    same_line_after = last < len(tokens) and "\n" not in text[tokens[last - 1].end : tokens[last].start]
    return not ((before.isupper() and same_line_before) or (after.isupper() and same_line_after))
