"""What becomes of a row, by refusal and action: the measured table."""

import pytest

from bot.rules.refusal import RefusalKind as Kind
from bot.rules.refusal import Verdict, judge

ACTIONS = ("send", "edit", "delete", "pin", "unpin", "commands")


@pytest.mark.parametrize(
    ("kind", "action", "must_act", "is_card", "verdict"),
    [
        (Kind.UNKNOWN, "send", True, False, Verdict.AGAIN_MARKED),
        (Kind.UNKNOWN, "send", False, False, Verdict.DROPPED),
        (Kind.UNKNOWN, "edit", False, True, Verdict.AGAIN),
        (Kind.UNKNOWN, "pin", False, False, Verdict.AGAIN),
        (Kind.UNKNOWN, "commands", False, False, Verdict.AGAIN),
        (Kind.GONE, "edit", True, True, Verdict.ANEW),
        (Kind.GONE, "edit", False, False, Verdict.DROPPED),
        (Kind.GONE, "delete", False, False, Verdict.SENT),
        (Kind.GONE, "pin", False, False, Verdict.DROPPED),
        (Kind.UNREACHABLE, "send", False, False, Verdict.DEAD),
        (Kind.UNREACHABLE, "commands", False, False, Verdict.DROPPED),
        (Kind.REFUSED, "send", True, False, Verdict.DEAD),
        (Kind.REFUSED, "pin", False, False, Verdict.DROPPED),
        (Kind.NOT_MODIFIED, "edit", True, True, Verdict.SENT),
        (Kind.MARKUP, "send", True, False, Verdict.PLAIN),
        (Kind.MIGRATED, "edit", True, True, Verdict.MOVED),
        (Kind.TOO_OLD, "send", True, False, Verdict.DROPPED),
    ],
)
def test_each_row_of_the_table(
    kind: Kind,
    action: str,
    must_act: bool,  # noqa: FBT001 - a column of the table
    is_card: bool,  # noqa: FBT001 - a column of the table
    verdict: Verdict,
) -> None:
    """One line of the table each."""
    assert judge(kind, action, must_act=must_act, is_card=is_card) is verdict


@pytest.mark.parametrize("kind", [Kind.NOT_SENT, Kind.TOO_FAST, Kind.TOKEN, Kind.CONFLICT])
@pytest.mark.parametrize("action", ACTIONS)
def test_what_was_surely_not_sent_is_tried_again_unmarked(kind: Kind, action: str) -> None:
    """Whatever the action."""
    assert judge(kind, action, must_act=True, is_card=False) is Verdict.AGAIN


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("action", ACTIONS)
def test_every_refusal_has_a_verdict(kind: Kind, action: str) -> None:
    """Plain text that is refused again ends, so nothing goes round for ever."""
    judge(kind, action, must_act=True, is_card=True)
    assert judge(Kind.MARKUP, action, must_act=True, is_card=True, is_plain=True) is Verdict.DEAD
