"""Moments as the database keeps them: integer microseconds since 1970, UTC."""

from datetime import UTC, datetime, timedelta
from typing import overload

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def microseconds(moment: datetime) -> int:
    """The stored form of an aware moment, exact.

    Raises:
        TypeError: for a moment without a time zone.
    """
    return (moment - EPOCH) // MICROSECOND


@overload
def moment(stored: int) -> datetime: ...
@overload
def moment(stored: None) -> None: ...
@overload
def moment(stored: int | None) -> datetime | None: ...
def moment(stored: int | None) -> datetime | None:
    """The aware UTC moment of a stored one; None stays None ("chưa rõ")."""
    return None if stored is None else EPOCH + stored * MICROSECOND
