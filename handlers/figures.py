"""Figures on demand."""

from bot.workflow import show_figures
from bot.workflow.taking import Taking
from handlers.kinds import Commands, Presses, TypedWords
from handlers.typed import Command


async def figures(step: Taking, command: Command) -> None:
    """/thongke, with nothing, one day or two behind it."""
    await show_figures.show_figures(step, command.argument)


PRESSES: Presses = {}
TYPED: TypedWords = {}
COMMANDS: Commands = {"thongke": figures}
