"""A week at two desks, restarted and killed again and again; and clocks broken on purpose, which must be found out."""

from pathlib import Path

import pytest

from tests.soak.__main__ import soak
from tests.soak.faults import FAULTS, broken


@pytest.mark.timeout(420)
async def test_a_week(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every duty told when due, none twice, nothing lost, every shift handed over or loudly not, the log verified."""
    wrong, told = await soak(tmp_path, days=7, incidents=45, seed=888)
    with capsys.disabled():
        print(f"\nsoak: {told}")  # noqa: T201 - what was lived through belongs in the run's own account
    assert wrong == []


@pytest.mark.timeout(240)
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_clock_broken_on_purpose_is_found_out(tmp_path: Path, fault: str) -> None:
    """A day is enough for each of them; a shift has to end for a digest to be missing."""
    days = 2 if "digest" in fault else 1
    with broken(fault):
        wrong, _ = await soak(tmp_path, days=days, incidents=8, seed=4, quietly=True)
    assert wrong
