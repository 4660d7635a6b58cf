"""References (thông tin liên quan): what they are, their canonical forms, and what is doubtful about one.

Forms: declaration numbers of VNACCS (12 digits, 11 without the amendment digit), ISO 6346 for containers, Vietnamese
number plates, customs office and procedure codes. A doubt is a warning, never a refusal: domestic boxes and foreign
plates are real.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum import iso6346
from stdnum.vn import mst

from bot.rules.fold import fold

_SEPARATORS = re.compile(r"[^A-Z0-9]")
_AIR_WAYBILL = re.compile(r"[0-9]{11}")
_AIR_WAYBILL_PREFIX = 3
_TAX_CODE_LENGTH, _PERSONAL_NUMBER_LENGTH, _BRANCH_CODE_LENGTH = 10, 12, 13


class ReferenceKind(StrEnum):
    """What a reference names."""

    DECLARATION = "declaration"
    """số tờ khai"""
    CONTAINER = "container"
    """số container"""
    PLATE = "plate"
    """biển số phương tiện"""
    SEAL = "seal"
    """số seal (chì)"""
    BILL = "bill"
    """số vận đơn"""
    TAX_CODE = "tax_code"
    """mã số thuế"""
    OFFICE = "office"
    """mã đơn vị hải quan"""
    PROCEDURE = "procedure"
    """mã loại hình"""


class ReferenceWarning(StrEnum):
    """What cannot be verified about a reference."""

    CONTAINER_CHECK_DIGIT = "container_check_digit"
    TAX_CODE_CHECK_DIGIT = "tax_code_check_digit"
    UNKNOWN_OFFICE = "unknown_office"


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference in its canonical form; `warning` is what is doubtful about it."""

    kind: ReferenceKind
    text: str
    warning: ReferenceWarning | None = None


def container(written: str) -> Reference:
    """Return the container of 4 letters and 7 digits, however they were spaced (ISO 6346)."""
    text = _bare(written)
    is_valid = iso6346.is_valid(text)
    return Reference(
        ReferenceKind.CONTAINER, text, None if is_valid else ReferenceWarning.CONTAINER_CHECK_DIGIT
    )


def declaration(written: str) -> Reference:
    """Return the declaration; its first 11 digits are the key, the 12th counts amendments."""
    return Reference(ReferenceKind.DECLARATION, _bare(written))


def plate(province: str, letters: str, series_digit: str, number: str) -> Reference:
    """Return a Vietnamese plate from its parts, as in 15C-12345 or 51D1-23456."""
    series = fold(letters).upper() + series_digit
    return Reference(ReferenceKind.PLATE, f"{province}{series}-{_bare(number)}")


def foreign_plate(written: str) -> Reference:
    """Return a plate of another country: capitals, without spaces, dots and hyphens."""
    return Reference(ReferenceKind.PLATE, re.sub(r"[\s.·\-]", "", written).upper())


def seal(written: str) -> Reference:
    """Return a seal's number: capitals, without spaces and dots."""
    return Reference(ReferenceKind.SEAL, _free(written))


def bill(written: str) -> Reference:
    """Return a bill of lading's number; 11 digits are an air waybill, 738-12345675."""
    text = _free(written)
    digits = text.replace("-", "")
    if _AIR_WAYBILL.fullmatch(digits):
        text = f"{digits[:_AIR_WAYBILL_PREFIX]}-{digits[_AIR_WAYBILL_PREFIX:]}"
    return Reference(ReferenceKind.BILL, text)


def tax_code(written: str) -> Reference | None:
    """Return a tax code of 10 or 13 digits, or a personal number of 12; None for any other length."""
    digits = _bare(written)
    if len(digits) == _PERSONAL_NUMBER_LENGTH:
        return Reference(ReferenceKind.TAX_CODE, digits)
    if len(digits) not in (_TAX_CODE_LENGTH, _BRANCH_CODE_LENGTH):
        return None
    warning = None if mst.is_valid(digits) else ReferenceWarning.TAX_CODE_CHECK_DIGIT
    branch = digits[_TAX_CODE_LENGTH:]
    text = f"{digits[:_TAX_CODE_LENGTH]}-{branch}" if branch else digits
    return Reference(ReferenceKind.TAX_CODE, text, warning)


def office(written: str, known_prefixes: frozenset[str]) -> Reference:
    """Return a customs office's code; its first two digits are the department's."""
    code = written.upper()
    warning = None if code[:2] in known_prefixes else ReferenceWarning.UNKNOWN_OFFICE
    return Reference(ReferenceKind.OFFICE, code, warning)


def procedure(written: str) -> Reference:
    """Return a procedure code (mã loại hình), as in A11."""
    return Reference(ReferenceKind.PROCEDURE, written.upper())


def _bare(written: str) -> str:
    return _SEPARATORS.sub("", written.upper())


def _free(written: str) -> str:
    return re.sub(r"[\s.]", "", written).upper().strip("-/")
