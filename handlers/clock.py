"""What is pressed under what the clock brings up: later again, how the call went, a report to take in."""

from bot.buttons import Press
from bot.rules.step import Step
from bot.workflow import chase_draft, record_call, snooze
from bot.workflow.taking import Taking
from handlers.kinds import Commands, Presses, TypedWords


async def later_again(step: Taking, press: Press) -> None:
    """Nhắc lại sau."""
    await snooze.snooze(step, press.subject_id)


async def called_with_opinion(step: Taking, press: Press) -> None:
    """Đã gọi, có ý kiến."""
    await record_call.with_opinion(step, press.subject_id)


async def called_in_vain(step: Taking, press: Press) -> None:
    """Đã gọi, không liên lạc được."""
    await record_call.in_vain(step, press.subject_id)


async def take_draft(step: Taking, press: Press) -> None:
    """Tiếp nhận thay."""
    await chase_draft.take_in(step, press.subject_id)


async def leave_draft(step: Taking, press: Press) -> None:
    """Để đơn vị tự gửi."""
    await chase_draft.leave(step, press.subject_id)


PRESSES: Presses = {
    Step.SNOOZE: later_again,
    Step.CALLED_WITH_OPINION: called_with_opinion,
    Step.CALLED_IN_VAIN: called_in_vain,
    Step.TAKE_DRAFT: take_draft,
    Step.LEAVE_DRAFT: leave_draft,
}
TYPED: TypedWords = {}
COMMANDS: Commands = {}
