"""What this person can do."""

from bot.rules.step import Step
from bot.workflow import show
from bot.workflow.taking import Taking
from handlers.kinds import Commands, Presses, TypedWords


async def tell(step: Taking, _: object) -> None:
    """/trogiup."""
    await show.show_help(step)


PRESSES: Presses = {Step.HELP: tell}
TYPED: TypedWords = {}
COMMANDS: Commands = {"trogiup": tell}
