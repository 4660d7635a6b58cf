"""Urgency (mức độ khẩn) of an incident: it chooses the deadlines and who is woken at night."""

from enum import StrEnum


class Urgency(StrEnum):
    """The four degrees; the codes are those of the configuration's `[deadlines.<code>]`."""

    THUONG = "thuong"
    """thường"""
    KHAN = "khan"
    """khẩn"""
    THUONGKHAN = "thuongkhan"
    """thượng khẩn"""
    HOATOC = "hoatoc"
    """hỏa tốc"""

    def is_at_least(self, other: "Urgency") -> bool:
        """Tell whether this is as urgent as `other` or more."""
        degrees = tuple(Urgency)
        return degrees.index(self) >= degrees.index(other)
