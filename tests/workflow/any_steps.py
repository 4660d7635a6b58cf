"""The steps people can take, each with whose job it usually is and what its subject usually looks like."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.rules.containment import ContainmentState
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.workflow import (
    acknowledge_directive,
    add_to_report,
    confirm_result,
    contain_incident,
    decide_report,
    direct_incident,
    extend_deadline,
    hand_on,
    recall_directive,
    reopen_incident,
    report_now,
    report_result,
)
from bot.workflow.issue_directive import Wanted
from bot.workflow.taking import Taking
from tests.support.office import CONTACT, DEPUTY, GROUP_MEMBER, HEAD, LEADER, MEMBER, OFFICER, OTHER_UNIT

OF_UNIT = {
    1: (CONTACT, HEAD, MEMBER),
    2: (OTHER_UNIT,),
    3: (GROUP_MEMBER,),
}  # accounts by the id of their unit
FIRST_PERSON, LAST_PERSON = 7, 11  # the ids of those five
TEXT = "Xe 15C-123.45 nghi vấn. Đề nghị mở kiểm tra"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Move:
    """Who does what; `pick` chooses among what there is, `off` is how far the version is from the present one.

    `is_likely`: somebody whose job it is does it on something it is for, not `who` on anything.
    """

    does: str
    who: int
    is_likely: bool
    pick: int
    off: int
    units: int
    flag: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """On which rows, usually how they are, usually by whom (nobody: by somebody of the row's unit), and the step."""

    on: str
    when: str
    usually: tuple[int, ...]
    step: Callable[[Taking, Row, int, Move], Awaitable[object]]


def _wanted(move: Move, **more: Any) -> Wanted:
    """A directive to some of the four units (the last is outside the system), perhaps to none."""
    return Wanted("Giữ nguyên hiện trường", [n + 1 for n in range(4) if move.units >> n & 1], **more)


async def _report(step: Taking, _: Row, __: int, move: Move) -> None:
    await report_now.report(step, list(Urgency)[move.units % 4], TEXT if move.flag else "Xe lạ ở cổng A")


async def _approve(step: Taking, row: Row, version: int, _: Move) -> None:
    await decide_report.approve(step, row["id"], version)


async def _direct(step: Taking, row: Row, version: int, move: Move) -> None:
    await decide_report.direct(step, row["id"], version, _wanted(move))


async def _ask(step: Taking, row: Row, version: int, _: Move) -> None:
    await decide_report.ask(step, row["id"], version, "Ai phát hiện?")


async def _watch(step: Taking, row: Row, version: int, _: Move) -> None:
    await decide_report.watch(step, row["id"], version, None, "Chưa đủ căn cứ")


async def _close(step: Taking, row: Row, version: int, move: Move) -> None:
    await decide_report.close(step, row["id"], version if move.flag else 0, "Trùng")


async def _direct_more(step: Taking, row: Row, _: int, move: Move) -> None:
    await direct_incident.issue_more(step, row["id"], Step.ADD_DIRECTIVE, _wanted(move))


async def _replace(step: Taking, row: Row, _: int, move: Move) -> None:
    wanted = _wanted(move, replaces_id=row["id"])
    await direct_incident.issue_more(step, row["incident_id"], Step.REPLACE_DIRECTIVE, wanted)


async def _recall(step: Taking, row: Row, _: int, __: Move) -> None:
    await recall_directive.recall(step, row["id"], "Không cần nữa")


async def _reopen(step: Taking, row: Row, _: int, __: Move) -> None:
    await reopen_incident.reopen(step, row["id"], "Có tin mới")


async def _add(step: Taking, row: Row, _: int, __: Move) -> None:
    await add_to_report.add(step, row["id"], "Lái xe đã bỏ đi")


async def _note(step: Taking, row: Row, _: int, __: Move) -> None:
    await add_to_report.note(step, row["id"], "Đã soi chiếu")


async def _contain(step: Taking, row: Row, _: int, move: Move) -> None:
    await contain_incident.contain(step, row["id"], "Dừng xe", move.units % 3 + 1 if move.flag else None)


async def _answer(step: Taking, row: Row, _: int, move: Move) -> None:
    state = ContainmentState.CONTINUED if move.flag else ContainmentState.ENDED
    await contain_incident.answer(step, row["id"], state, "Hết nghi vấn" if move.units else "")


async def _acknowledge_containment(step: Taking, row: Row, _: int, __: Move) -> None:
    await contain_incident.acknowledge(step, row["id"])


async def _acknowledge(step: Taking, row: Row, _: int, __: Move) -> None:
    await acknowledge_directive.acknowledge(step, row["id"])


async def _take_in_hand(step: Taking, row: Row, _: int, __: Move) -> None:
    await acknowledge_directive.take_in_hand(step, row["id"])


async def _result(step: Taking, row: Row, _: int, move: Move) -> None:
    await report_result.report_result(step, row["id"], "Đã kiểm tra, đúng khai báo" if move.units else "")


async def _ask_for_time(step: Taking, row: Row, _: int, move: Move) -> None:
    await extend_deadline.ask(step, row["id"], step.now + timedelta(hours=move.units - 1), "Chờ xe nâng")


async def _judge_time(step: Taking, row: Row, _: int, move: Move) -> None:
    await extend_deadline.judge(step, row["id"], grants=move.flag)


async def _hand_on(step: Taking, row: Row, _: int, move: Move) -> None:
    people = LAST_PERSON - FIRST_PERSON + 1
    await hand_on.hand_on(step, row["id"], FIRST_PERSON + move.units % people)


async def _confirm(step: Taking, row: Row, _: int, __: Move) -> None:
    await confirm_result.confirm(step, row["id"])


async def _give_back(step: Taking, row: Row, _: int, move: Move) -> None:
    await confirm_result.give_back(step, row["id"], "Chưa nêu số lượng" if move.units else "")


WAITS, RUNS, OVER, NOT_OVER = (
    "state IN ('awaiting_decision', 'awaiting_answer')",
    "state = 'in_progress'",
    "state = 'closed'",
    "state <> 'closed'",
)
OWED = "state IN ('sent', 'acknowledged', 'in_hand', 'returned')"
DECIDE, DESK, UNIT = (LEADER, DEPUTY), (OFFICER, LEADER), ()
REPORTERS = (CONTACT, HEAD, OTHER_UNIT, GROUP_MEMBER)
KINDS: dict[str, Kind] = {
    "report": Kind("", "", REPORTERS, _report),
    "approve": Kind("incidents", WAITS, DECIDE, _approve),
    "direct": Kind("incidents", WAITS, DECIDE, _direct),
    "ask": Kind("incidents", WAITS, DECIDE, _ask),
    "watch": Kind("incidents", WAITS, DECIDE, _watch),
    "close": Kind("incidents", NOT_OVER, DECIDE, _close),
    "direct more": Kind("incidents", RUNS, DECIDE, _direct_more),
    "replace": Kind("directives", "recalled_at IS NULL", DECIDE, _replace),
    "recall": Kind("directives", "recalled_at IS NULL", DECIDE, _recall),
    "reopen": Kind("incidents", OVER, DECIDE, _reopen),
    "add": Kind("incidents", NOT_OVER, UNIT, _add),
    "note": Kind("incidents", WAITS, (OFFICER,), _note),
    "contain": Kind("incidents", NOT_OVER, (OFFICER, *REPORTERS), _contain),
    "answer containment": Kind("containments", "state <> 'ended'", DECIDE, _answer),
    "acknowledge containment": Kind(
        "containments", "acknowledged_at IS NULL", UNIT, _acknowledge_containment
    ),
    "acknowledge": Kind("addressees", "state = 'sent'", UNIT, _acknowledge),
    "in hand": Kind("addressees", OWED, UNIT, _take_in_hand),
    "result": Kind("addressees", OWED, UNIT, _result),
    "ask for time": Kind("addressees", OWED, UNIT, _ask_for_time),
    "judge time": Kind("extensions", "state = 'asked'", DESK, _judge_time),
    "hand on": Kind("addressees", OWED, UNIT, _hand_on),
    "confirm": Kind("results", "state = 'reported'", DESK, _confirm),
    "give back": Kind("results", "state = 'reported'", DESK, _give_back),
}
DECIDING = frozenset(name for name, kind in KINDS.items() if kind.usually == DECIDE)
