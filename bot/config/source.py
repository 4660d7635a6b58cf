"""The file and the environment as they are written, before anything is made of their values."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.config.paths import read_text
from bot.config.refusals import leaves, nearest
from bot.config.settings import FileTree
from bot.errors import ConfigError
from bot.vocabulary import LANGUAGES

PREFIX = "TRUCBAN_"
CLOCK_VARIABLE = "TRUCBAN_CLOCK_URL"
NOTIFY_VARIABLE = "NOTIFY_SOCKET"  # set by systemd, not by us: its name is not ours
LANGUAGE = ("desk", "language")
_WHERE = re.compile(r"line ([0-9]+), column ([0-9]+)")


def variable(path: tuple[str, ...]) -> str:
    """The variable of a key: `TRUCBAN_DESK__TIME_ZONE` for `desk.time_zone`."""
    return PREFIX + "__".join(path).upper()


def read_file(path: Path) -> dict[str, Any]:
    """The file as TOML.

    Raises:
        ConfigError: `unreadable`, `not-toml`.
    """
    text = read_text("--config", path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _WHERE.search(str(error))
        line, column = (where[1], where[2]) if where else (str(text.count("\n") + 1), "1")
        raise ConfigError(str(path), "not-toml", line=line, column=column) from None


def read_environment(environ: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """The values of the variables that stand for a key, by the key's path.

    Raises:
        ConfigError: `unknown-variable` for any other that begins with `TRUCBAN_`.
    """
    known = {variable(path): path for path in leaves(FileTree)}
    found: dict[tuple[str, ...], str] = {}
    for name in sorted(environ):
        if name in known:
            found[known[name]] = environ[name]
        elif name.startswith(PREFIX) and name != CLOCK_VARIABLE:
            meant = nearest(
                name.removeprefix(PREFIX), [one.removeprefix(PREFIX) for one in (*known, CLOCK_VARIABLE)]
            )
            raise ConfigError(name, "unknown-variable", nearest=f"{PREFIX}{meant}" if meant else "")
    return found


def merged_with(tree: Mapping[str, Any], variables: Mapping[tuple[str, ...], str]) -> dict[str, Any]:
    """A copy of the file's tree in which the variables have replaced what they name."""
    merged = _copy(tree)
    for path, text in variables.items():
        table = merged
        for part in path[:-1]:
            table = table.setdefault(part, {})
        table[path[-1]] = text
    return merged


def _copy(tree: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copy(value) if isinstance(value, Mapping) else value for key, value in tree.items()}


def stated_language(tree: Mapping[str, Any], environ: Mapping[str, str]) -> str | None:
    """The language somebody asked for, so that a refusal need not be said in both."""
    desk = tree.get("desk")
    stated = environ.get(variable(LANGUAGE)) or (desk.get("language") if isinstance(desk, dict) else None)
    return stated if stated in LANGUAGES else None


def language_stated(path: Path | None, environ: Mapping[str, str]) -> str | None:
    """The language that file or environment asks for; None where what is said must be said in every language.

    Raises:
        ConfigError: as `read_file`.
    """
    return stated_language(read_file(path) if path else {}, environ)
