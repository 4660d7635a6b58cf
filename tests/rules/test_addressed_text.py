"""Units named by `@code` in what a leader writes."""

import pytest

from bot.rules.addressed_text import Addressed, read_addressed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giữ xe", Addressed((), (), "Giữ xe")),
        ("@03CC Giữ xe", Addressed(("03CC",), (), "Giữ xe")),
        ("@03CC, @ca\nGiữ xe", Addressed(("03CC", "ca"), (), "Giữ xe")),
        ("Giữ xe, @03EE cử người", Addressed((), ("03EE",), "Giữ xe, @03EE cử người")),
        ("@03EE: gửi về hop@hq.vn", Addressed(("03EE",), (), "gửi về hop@hq.vn")),
        ("@03EE", Addressed(("03EE",), (), "")),
        ("", Addressed((), (), "")),
    ],
)
def test_codes_in_front_are_addressees_and_codes_inside_are_called_in(text: str, expected: Addressed) -> None:
    """What stands in front is taken off; what stands inside stays a word; an e-mail address is none."""
    assert read_addressed(text) == expected
