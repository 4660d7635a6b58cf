"""Saying things at the terminal: in the configured language, and in every language until one is known."""

from collections.abc import Mapping
from functools import cache

import typer

from bot.errors import ConfigError
from bot.render import Renderer
from bot.vocabulary import LANGUAGES, TEMPLATES

BEFORE_ANY_DESK = "Asia/Ho_Chi_Minh"  # nothing said before the configuration is read has a time in it
REFUSED = 2  # the exit code of a refused setting and of what a later capability brings


@cache
def words_at_hand(time_zone: str = BEFORE_ANY_DESK) -> Renderer:
    """The renderer of this program's own templates."""
    return Renderer(TEMPLATES, time_zone)


def help_text(name: str) -> str:
    """A command's or option's help in every language, from `[cli]` of words.toml."""
    return " / ".join(words_at_hand().word(language, f"cli.{name}") for language in LANGUAGES)


def say(
    page: str,
    values: Mapping[str, object],
    language: str | None = None,
    *,
    to_stderr: bool = False,
    time_zone: str = BEFORE_ANY_DESK,
) -> None:
    """Print `screens/cli-<page>.txt.j2`; without a language, in every language, one after the other."""
    for spoken in (language,) if language else LANGUAGES:
        typer.echo(words_at_hand(time_zone).page(spoken, f"cli-{page}", values), err=to_stderr)


def say_refusal(error: ConfigError, language: str | None = None) -> None:
    """Print the one sentence of a refused setting on standard error."""
    stated = language or error.language
    for spoken in (stated,) if stated else LANGUAGES:
        sentence = words_at_hand().config_error(spoken, error.key, error.code, error.fields)
        typer.echo(sentence, err=True)


def refuse_later(command: str) -> typer.Exit:
    """Say that a later version brings this command; raise what is returned."""
    say("later", {"command": command}, to_stderr=True)
    return typer.Exit(REFUSED)
