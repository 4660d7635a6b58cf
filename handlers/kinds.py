"""What a handler is: it turns a press, a typed word or a command into one workflow step, and decides nothing."""

from collections.abc import Awaitable, Callable, Mapping

from bot.buttons import Press
from bot.rules.step import Step
from bot.workflow.taking import Taking
from handlers.typed import Command, Typed

PressHandler = Callable[[Taking, Press], Awaitable[None]]
TypedHandler = Callable[[Taking, Typed], Awaitable[None]]
CommandHandler = Callable[[Taking, Command], Awaitable[None]]

Presses = Mapping[Step, PressHandler]
TypedWords = Mapping[str, TypedHandler]
Commands = Mapping[str, CommandHandler]
