"""Accounts and languages: /khoataikhoan, /ngonngu. What `/start` means is decided before anybody is known."""

from bot.buttons import Press
from bot.rules.step import Step
from bot.workflow import choose_language, freeze_account
from bot.workflow.taking import Taking
from handlers.kinds import Commands, Presses, TypedWords
from handlers.typed import Command


async def freeze(step: Taking, press: Press) -> None:
    """The person chosen among several."""
    await freeze_account.freeze_chosen(step, press.subject_id)


async def freeze_command(step: Taking, command: Command) -> None:
    """/khoataikhoan [<người>]: by code, name or account; nobody named: oneself."""
    await freeze_account.freeze(step, command.argument)


async def language(step: Taking, press: Press) -> None:
    """Tiếng Việt, English."""
    await choose_language.choose(step, press.extra)


async def offer_language(step: Taking, _: Press) -> None:
    """A button that asks for the languages."""
    await choose_language.offer(step)


async def language_command(step: Taking, command: Command) -> None:
    """/ngonngu [vi|en]."""
    await choose_language.offer(step, command.argument)


PRESSES: Presses = {Step.FREEZE: freeze, Step.LANGUAGE: language, Step.SHOW_LANGUAGE: offer_language}
TYPED: TypedWords = {}
COMMANDS: Commands = {"khoataikhoan": freeze_command, "ngonngu": language_command}
