"""One-time link codes: typed by hand once, from a sheet of paper or over a phone, to link an account."""

import hashlib
import re
from datetime import timedelta

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 and O, no 1, I and L, no U beside V: ten of these are 49 bits."""
LENGTH = 10
VALID_FOR = timedelta(hours=24)
MOST_TRIES = 5
TRIES_WITHIN = timedelta(hours=1)

_BETWEEN = re.compile(r"[\s\-_.]+")
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def compose(places: list[int]) -> str:
    """The code of ten random numbers below 30; with a digit in it, so that no word is ever taken for a code."""
    code = "".join(ALPHABET[place] for place in places)
    return code if _has_digit(code) else "2" + code[1:]


def read_code(text: str) -> str | None:
    """The code a text is, however it is cased and spaced; None for anything else."""
    code = _BETWEEN.sub("", text).upper()
    return code if _CODE.fullmatch(code) and _has_digit(code) else None


def hash_code(code: str) -> str:
    """What is stored: SHA-256, in hex. The code itself is only printed."""
    return hashlib.sha256(code.encode()).hexdigest()


def _has_digit(code: str) -> bool:
    return any(letter in "23456789" for letter in code)
