"""Durations are written as a whole number and a unit."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.durations import parse_duration, spell_duration


@given(st.integers(min_value=0, max_value=999_999))
def test_duration_reads_back_what_it_spells(seconds: int) -> None:
    """Every length of whole seconds survives being written down."""
    assert parse_duration(spell_duration(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "5", "m", "-5m", "5 m", "5M", "1h30m", "٥m", "5.5h", "9999999d"])
def test_duration_refuses_anything_else(text: str) -> None:
    """No sign, no fraction, no other digits, nothing left over."""
    with pytest.raises(ValueError, match=r".*"):
        parse_duration(text)
