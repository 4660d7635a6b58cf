"""What is pressed under a reminder: later again, and how the telephone call went."""

from bot.buttons import Press
from bot.rules.step import Step
from bot.workflow import record_call, snooze
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


PRESSES: Presses = {
    Step.SNOOZE: later_again,
    Step.CALLED_WITH_OPINION: called_with_opinion,
    Step.CALLED_IN_VAIN: called_in_vain,
}
TYPED: TypedWords = {}
COMMANDS: Commands = {}
