"""Find the references that have a form of their own: containers, declarations, plates, procedures, offices."""

import re
from collections.abc import Iterable

from bot.rules import references
from bot.rules.fold import fold
from bot.rules.marked_text import MarkedText
from bot.rules.reference_found import DONE, FREE, Found, after_keywords
from bot.rules.references import ReferenceKind

_CONTAINER = re.compile(
    FREE + r"([A-Za-z]{3}[UJZRujzr])([ .\-/:]{0,3})"
    r"([0-9]{3}[ .\-]?[0-9]{3}|[0-9]{2}[ .\-][0-9]{4}|[0-9]{4}[ .\-][0-9]{2}|[0-9][ .\-][0-9]{5}|[0-9]{5}[ .\-][0-9]"
    r"|[0-9]{2}[ .\-][0-9]{2}[ .\-][0-9]{2})"
    r"([ .\-/(]{0,2}[0-9]\)?)" + DONE
)
_DECLARATION = re.compile(
    r"(?:[1-9][0-9]{10,11}|[1-9][0-9]{2}(?:[ .\-][0-9]{3}){3}|[1-9][0-9]{3}(?:[ .\-][0-9]{4}){2})" + DONE
)
_BARE_DECLARATION = re.compile(FREE + r"[13]0[0-9]{10}" + DONE)
_AND_SO_ON = re.compile(r"\s{0,3}(?:[,;/&+\-]|và|va|and)\s{0,3}", re.IGNORECASE)
_PLATE = re.compile(
    r"([1-9][0-9])([ \-]?)([A-Za-zĐđ]{1,2})([0-9]?)([ \-./]{0,3})"
    r"([0-9]{3}[. ][0-9]{2}|[0-9]{2}\.[0-9]{2}|[0-9]{4,5})(?![^\W_]|[.,:][0-9])"
)
_FREE_PLATE = re.compile(FREE + _PLATE.pattern)
_SHORT_NUMBER = 4
_PROCEDURE = re.compile(r"[A-Ha-h][0-9]{2}" + DONE)
_OFFICE = re.compile(FREE + r"[0-9]{2}[A-Z][A-Z0-9]" + DONE)
_SLASH = re.compile(r"[ ]?[/\-(,][ ]?")
_PLATE_WORDS = frozenset({"reference.plate", "reference.plate_strong"})


def find_containers(marked: MarkedText, found: Found, not_an_owner: Iterable[str]) -> None:
    """Four letters and seven digits. Words such as "hiệu 1234567" are taken only with a true check digit."""
    named = set(after_keywords(marked, {"reference.container"}))
    words = {fold(word) for word in not_an_owner}
    for match in _CONTAINER.finditer(marked.text):
        owner, gap = match.group(1, 2)
        reference = references.container(match.group())
        is_doubtful = reference.warning is not None and match.start() not in named
        if is_doubtful and (fold(owner) in words or (gap and not owner.isupper())):
            continue
        found.add(match.start(), match.end(), reference)


def find_named_declarations(marked: MarkedText, found: Found) -> None:
    """11 or 12 digits after "tờ khai" or "TK", and those listed behind them."""
    for start in after_keywords(marked, {"reference.declaration"}):
        match = _DECLARATION.match(marked.text, start)
        while match is not None:
            found.add(match.start(), match.end(), references.declaration(match.group()))
            end = _end_of_codes(marked, match.end())
            separator = _AND_SO_ON.match(marked.text, end)
            match = _DECLARATION.match(marked.text, separator.end()) if separator else None


def find_bare_declarations(marked: MarkedText, found: Found) -> None:
    """12 digits that begin like an import or export declaration, and that nothing else has claimed."""
    for match in _BARE_DECLARATION.finditer(marked.text):
        found.add(match.start(), match.end(), references.declaration(match.group()))


def find_plates(marked: MarkedText, found: Found, not_a_series: Iterable[str]) -> None:
    """Vietnamese plates; without keyword, hyphen or dot only in capitals and with five digits."""
    measures = {fold(word) for word in not_a_series}
    for start in after_keywords(marked, _PLATE_WORDS):
        match = _PLATE.match(marked.text, start)
        if match is not None:
            found.add(match.start(), match.end(), _plate(match))
    for match in _FREE_PLATE.finditer(marked.text):
        if _is_surely_a_plate(match, measures):
            found.add(match.start(), match.end(), _plate(match))


def _plate(match: re.Match[str]) -> references.Reference:
    province, gap, letters, digit, separator, number = match.groups()
    if digit and not gap and not separator and len(number) == _SHORT_NUMBER:
        # 15C12345 is 15C-12345; only a sixth digit belongs to the series.
        digit, number = "", digit + number
    return references.plate(province, letters, digit, number)


def _is_surely_a_plate(match: re.Match[str], measures: set[str]) -> bool:
    _, gap, letters, digit, separator, number = match.groups()
    has_sign = "-" in gap + separator or "." in number
    if fold(letters) in measures:
        return has_sign and letters.isupper()
    if has_sign:
        return True
    is_short = len(number) == _SHORT_NUMBER and (separator or not digit)
    return letters.isupper() and not is_short


def find_procedures(marked: MarkedText, found: Found) -> None:
    """Procedure codes after their keyword, between "tờ khai" and its number, or behind the number."""
    for start in after_keywords(marked, {"reference.procedure", "reference.declaration"}):
        match = _PROCEDURE.match(marked.text, start)
        if match is not None:
            found.add(match.start(), match.end(), references.procedure(match.group()))
    for _, end, reference in tuple(found.references):
        if reference.kind is ReferenceKind.DECLARATION:
            separator = _SLASH.match(marked.text, end)
            match = _PROCEDURE.match(marked.text, separator.end()) if separator else None
            if match is not None and match.group()[0].isupper():
                found.add(match.start(), match.end(), references.procedure(match.group()))


def find_offices(
    marked: MarkedText, found: Found, bare: Iterable[str], prefixes: Iterable[str], not_endings: Iterable[str]
) -> None:
    """Customs offices: well-known codes anywhere, any code after its keyword, at the start, or behind a declaration."""
    placed = set(after_keywords(marked, {"reference.office"})) | {0}
    codes = (ReferenceKind.DECLARATION, ReferenceKind.PROCEDURE)
    placed.update(
        separator.end()
        for _, end, reference in found.references
        if reference.kind in codes and (separator := _SLASH.match(marked.text, end))
    )
    well_known, endings, known = frozenset(bare), frozenset(not_endings), frozenset(prefixes)
    for match in _OFFICE.finditer(marked.text):
        code = match.group()
        is_placed = match.start() in placed and code[2:] not in endings
        if code in well_known or is_placed or marked.text[match.start() - 1 : match.start()] == "@":
            found.add(match.start(), match.end(), references.office(code, known))


def _end_of_codes(marked: MarkedText, end: int) -> int:
    """Return where "/A11/02CI" behind a declaration ends."""
    for code in (_PROCEDURE, _OFFICE):
        separator = _SLASH.match(marked.text, end)
        match = code.match(marked.text, separator.end()) if separator else None
        if match is not None:
            end = match.end()
    return end
