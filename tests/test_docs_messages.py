"""docs/messages.vi.md: the day it tells says every notice, in the words people read."""

import re

from tests.support.written_day.__main__ import COVERED, PAGE
from tests.templates.named import notices

NOT_IN_THE_DAY = {
    "alarm": "told when the machine itself is in trouble",
    "document-failed": "a document that cannot be made",
    "extension-unanswered": "comes in a list there, with the result that is late",
    "freeze-whom": "two people of one name",
    "handover-lapsed": "a shift that is taken out of the roster in the middle of its takeover",
    "nobody-on-duty": "a desk without any shift",
    "roster-none": "somebody without a desk",
}
RAW = re.compile(
    r"\b[a-z]+(?:-[a-z]+)+\b(?=:)|\b[a-z]+_[a-z_]+\b|\{\{|\}\}|\b(?:None|True|False)\b|</?[a-z]+>"
)
"""Names of kinds, codes and states, braces, tags: what a template leaves behind when it forgets a word."""


def test_the_day_says_every_notice() -> None:
    """A notice is in the day that `make messages` plays, or excused here with a reason; none is both."""
    covered = set(COVERED.read_text("utf-8").split())
    assert sorted(notices() - covered - set(NOT_IN_THE_DAY)) == []
    assert sorted(covered & set(NOT_IN_THE_DAY)) == []


def test_the_page_holds_words_only() -> None:
    """No code, kind, tag or value of the program stands on the page."""
    page = PAGE.read_text("utf-8").replace("thongke\\_", "")
    assert RAW.findall(page) == []
