"""`/ngonngu`: the language a person reads; keys and command menu follow."""

from dataclasses import replace

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.fold import fold
from bot.rules.menu import keyboard_for
from bot.rules.message import Screen
from bot.rules.step import Step
from bot.vocabulary import LANGUAGES
from bot.workflow.taking import Taking
from bot.workflow.welcome import set_menu
from storage import people

WORD = "language_"  # words.toml's [buttons]: language_vi, language_en


async def offer(step: Taking, written: str = "") -> None:
    """A button for each language; a language written behind the command is taken at once.

    Raises:
        DutyError: `unknown-language`.
    """
    if not written:
        row = tuple(button(Step.LANGUAGE, extra=code, word=f"{WORD}{code}") for code in LANGUAGES)
        await step.say(step.here, Screen("choose-language", {}, keyboard=(row,)), priority=0)
        return
    wanted = fold(written)
    named = {fold(word): code for code in LANGUAGES for word in (code, *_names(step, code))}
    if wanted not in named:
        raise DutyError("unknown-language", written=written)
    await choose(step, named[wanted])


async def choose(step: Taking, code: str) -> None:
    """Read this language from now on.

    Raises:
        DutyError: `unknown-language`.
    """
    if code not in LANGUAGES:
        raise DutyError("unknown-language", written=code)
    person = replace(step.actor.person, language=code)
    await people.set_language(step.tx, person.id, code)
    keys = keyboard_for(step.actor) if step.source.is_private_chat else None
    await step.say(step.here, Screen("language-chosen", {"language": code}, reply_keyboard=keys), priority=0)
    await set_menu(step, step.here, step.actor)


def _names(step: Taking, code: str) -> tuple[str, ...]:
    return step.desk.vocabulary.buttons.get(f"{WORD}{code}", ())
