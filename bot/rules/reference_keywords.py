"""Find the references that only a keyword makes one: seals, bills of lading, tax codes, foreign plates."""

import re
from collections.abc import Iterator

from bot.rules import references
from bot.rules.marked_text import MarkedText
from bot.rules.reference_found import DONE, FILLER, Found, after_keywords

# A value is one run of letters, digits and inner signs, or capitals and digits with one gap between.
_VALUE = re.compile(r"[A-Z]{1,6}[ ][0-9]{4,14}" + DONE + r"|[A-Za-z0-9][A-Za-z0-9/.\-]{3,24}")
_SPACED_SEAL = re.compile(r"[A-Z]{1,5}[ .\-/][A-Z]{1,5}[ .\-/]?[0-9]{4,12}" + DONE)
_AIR_WAYBILL = re.compile(r"[0-9]{3}[ \-]?[0-9]{4}[ \-]?[0-9]{4}" + DONE)
_TAX_CODE = re.compile(
    r"(?:[0-9]{12,13}|[0-9]{10}(?:[ ]?-[ ]?[0-9]{3})?|[0-9]{4}[ .][0-9]{3}[ .][0-9]{3}(?:[ ]?-[ ]?[0-9]{3})?"
    r"|[0-9]{2}[ .][0-9]{2}[ .][0-9]{3}[ .][0-9]{3}(?:[ ]?-[ ]?[0-9]{3})?)" + DONE
)
_CHINESE_PLATE = re.compile(r"[\u4e00-\u9fff][ ·.\-]?[A-Z][ ·.\-]{0,2}[A-Z0-9]{4,6}" + DONE)
_FOREIGN_PLATE = re.compile(
    r"(?:[A-Z\u0e00-\u0eff\u1780-\u17ff]{1,4}[ ·.\-]?[A-Z]?[0-9]{4,6}|[0-9][A-Z]{1,2}[ .\-]?[0-9]{4})" + DONE
)
_DATE_OR_CLOCK = re.compile(r"[0-3]?[0-9][/.\-][01]?[0-9](?:[/.\-][0-9]{2,4})?|[0-9]{1,2}[hHgG:][0-9]{0,2}")
_AND_SO_ON = re.compile(r"\s{0,3}(?:[,;/&+]|và|va|and)\s{0,3}", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]")
_FEWEST_DIGITS = 4
_MASKED = re.compile(r"[A-Za-z]{0,3}[+(]?[0-9](?:[0-9]|[ .\-](?=[0-9])){4,20}")


def mask_other_numbers(marked: MarkedText, found: Found) -> None:
    """Numbers of persons, phones, accounts and papers are nobody's declaration or seal."""
    for start in after_keywords(marked, {"reference.not_a_reference"}):
        match = _MASKED.match(marked.text, start)
        if match is not None and found.is_free(match.start(), match.end()):
            found.mask(match.start(), match.end())


def find_tax_codes(marked: MarkedText, found: Found) -> None:
    """Tax codes: never without their keyword, since ten digits are a phone number too."""
    for start in after_keywords(marked, {"reference.tax_code"}):
        match = _TAX_CODE.match(marked.text, start)
        if match is not None:
            found.add(match.start(), match.end(), references.tax_code(match.group()))


def find_bills(marked: MarkedText, found: Found) -> None:
    """Bills of lading and air waybills."""
    for start in after_keywords(marked, {"reference.awb"}):
        match = _AIR_WAYBILL.match(marked.text, start)
        if match is not None:
            found.add(match.start(), match.end(), references.bill(match.group()))
    for start in after_keywords(marked, {"reference.bill", "reference.awb"}):
        if _begins_with_filler(marked, start):
            continue
        for begin, end in _values(marked, start):
            if not found.add(begin, end, references.bill(marked.text[begin:end])):
                break


def find_seals(marked: MarkedText, found: Found) -> None:
    """Seals, and those of the same shape listed behind them."""
    for start in after_keywords(marked, {"reference.seal"}):
        if _begins_with_filler(marked, start):
            continue
        spaced = _SPACED_SEAL.match(marked.text, start)
        if spaced is not None and found.add(*spaced.span(), references.seal(spaced.group())):
            continue
        for begin, end in _values(marked, start):
            if not found.add(begin, end, references.seal(marked.text[begin:end])):
                break


def find_foreign_plates(marked: MarkedText, found: Found) -> None:
    """Chinese plates anywhere; others after "biển số" and the like."""
    for match in _CHINESE_PLATE.finditer(marked.text):
        found.add(match.start(), match.end(), references.foreign_plate(match.group()))
    for start in after_keywords(marked, {"reference.plate_strong"}, FILLER | {"reference.country"}):
        plate = _FOREIGN_PLATE.match(marked.text, start)
        if plate is not None:
            found.add(plate.start(), plate.end(), references.foreign_plate(plate.group()))


def _begins_with_filler(marked: MarkedText, start: int) -> bool:
    """Tell the HQ of "seal HQ 0123456", a word on its own, from that of "seal HQ/VN 123456"."""
    number = marked.token_at(start)
    filler = marked.hit_at(number, FILLER)
    return filler is not None and filler.last < len(marked.tokens) and marked.between(filler.last).isspace()


def _values(marked: MarkedText, start: int) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of a value at `start` and of those of the same shape listed behind it."""
    shape: str | None = None
    while True:
        match = _VALUE.match(marked.text, start)
        if match is None:
            return
        value = _first_of_a_pair(match.group().rstrip("/.-"))
        this_shape = _shape(value)
        is_value = len(_DIGITS.findall(value)) >= _FEWEST_DIGITS and not _DATE_OR_CLOCK.fullmatch(value)
        if not is_value or shape not in (None, this_shape):
            return
        shape = this_shape
        end = match.start() + len(value)
        yield match.start(), end
        separator = _AND_SO_ON.match(marked.text, end)
        if separator is None:
            return
        start = separator.end()


def _first_of_a_pair(value: str) -> str:
    """Return the first of "VN0123456/VN0123457", two numbers of one shape; any other value as it is."""
    first, slash, second = value.partition("/")
    return first if slash and _shape(first) == _shape(second) else value


def _shape(value: str) -> str:
    return _DIGITS.sub("0", value.upper().replace(" ", ""))
