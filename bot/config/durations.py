"""Durations as people write them in the configuration: `90s`, `5m`, `2h`, `1d`, and `0s` for at once."""

import re
from datetime import timedelta

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_FORM = re.compile(r"([0-9]{1,6})([smhd])")  # six digits keep a mistyped figure within what a date can hold


def parse_duration(text: str) -> timedelta:
    """The length of time a text such as `90s` stands for.

    Raises:
        ValueError: when it is not a whole number followed by s, m, h or d.
    """
    if found := _FORM.fullmatch(text.strip()):
        return timedelta(**{_UNITS[found[2]]: int(found[1])})
    raise ValueError(text)


def spell_duration(value: timedelta) -> str:
    """The shortest text that `parse_duration` reads as this length of whole seconds."""
    seconds = int(value.total_seconds())
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
