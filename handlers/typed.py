"""The word commands: every button has a typed equivalent, accented or not, in any case."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.rules.fold import fold
from bot.rules.number import WrittenNumber, read_number
from bot.rules.received import ReceivedFile

TAKES_NOTHING_AFTER = frozenset({"approve", "got", "hand", "confirm", "continue"})
STANDS_ALONE = frozenset({"send", "correct", "drop"})
LONGEST_WORD = 3  # "khong dong y"


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed step: `name` as in words.toml's `[typed]`; `number` None where the word stands alone."""

    name: str
    number: WrittenNumber | None = None
    units: tuple[str, ...] = ()
    rest: str = ""
    files: tuple[ReceivedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """`/name argument`, without the bot's own name behind it."""

    name: str
    argument: str


def read_command(text: str) -> Command | None:
    """A slash command of a message."""
    if not text.startswith("/"):
        return None
    head, _, argument = text[1:].partition(" ") if " " in text else (text[1:], "", "")
    first, newline, more = head.partition("\n")
    name = first.partition("@")[0].casefold()
    return Command(fold(name), (more + argument if newline else argument).strip()) if name else None


def read_typed(text: str, words: Mapping[str, str]) -> Typed | None:
    """The typed step a message is; None when it is an ordinary text.

    `words` maps folded words ("chi dao", "chidao") to step names. The word, and where it needs one the number,
    must be the first things in the message; words that take nothing after them are ordinary text otherwise.
    """
    parts = text.split()
    for length in range(min(LONGEST_WORD, len(parts)), 0, -1):
        name = words.get(fold(" ".join(parts[:length])))
        if name is not None:
            typed = _with_number(name, text, parts, length)
            if typed is not None:
                return typed
    return None


def number_of(typed: Typed) -> WrittenNumber:
    """The number a typed step cannot be without.

    Raises:
        ValueError: the word stands alone; a mistake in the table of words.
    """
    if typed.number is None:
        raise ValueError(typed.name)
    return typed.number


def read_numbered(argument: str) -> tuple[WrittenNumber | None, tuple[str, ...], str]:
    """`[<số>] [@đơn vị …] <nội dung>` behind a command."""
    parts = argument.split()
    number = read_number(parts[0]) if parts else None
    taken = 1 if number else 0
    units = []
    for part in parts[taken:]:
        if not part.startswith("@"):
            break
        units.append(part.removeprefix("@").rstrip(","))
    return number, tuple(units), _rest(argument, taken + len(units))


def is_bare_word(text: str, words: Mapping[str, str]) -> str | None:
    """The step whose word is the whole message although it needs a number: to be asked which."""
    return words.get(fold(" ".join(text.split())))


def _with_number(name: str, text: str, parts: list[str], length: int) -> Typed | None:
    after = parts[length:]
    if name in STANDS_ALONE:
        return None if after else Typed(name)
    number = read_number(after[0]) if after else None
    if number is None:
        return None
    after = after[1:]
    units = []
    if after and (name in TAKES_NOTHING_AFTER or after[0].startswith("@")):
        while after and (after[0].startswith("@") or name in TAKES_NOTHING_AFTER):
            units.append(after.pop(0).removeprefix("@").rstrip(","))
    if name in TAKES_NOTHING_AFTER and len(units) > 1:
        return None
    return Typed(name, number, tuple(units), _rest(text, length + 1 + len(units)))


def _rest(text: str, words: int) -> str:
    """What stands behind the first words, as it was written."""
    rest = text.lstrip()
    for _ in range(words):
        rest = rest[len(rest.split(maxsplit=1)[0]) :].lstrip() if rest else ""
    return rest.rstrip()
