"""The word commands: every button has a typed equivalent, accented or not, in any case."""

from dataclasses import dataclass

from bot.rules.fold import fold
from bot.rules.number import WrittenNumber, read_number
from bot.rules.received import ReceivedFile
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.vocabulary import Vocabulary

TAKES_NOTHING_AFTER = frozenset({"approve", "got", "hand", "confirm", "continue"})
STANDS_ALONE = frozenset({"send", "correct", "drop", "handover", "takeover", "ready"})
NEEDS_NO_NUMBER = frozenset({"nottakeover"})
NEEDS_NUMBER_OR_UNIT = frozenset({"contain"})
LONGEST_WORD = 3  # "khong dong y"
REPLY_KEYS = (Step.START_REPORT, Step.CONTAIN, Step.CALL_DESK, Step.OPEN_ITEMS, Step.RECORD)
URGENT = tuple(u for u in Urgency if u is not Urgency.THUONG)


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
    """`/name argument`, without the bot's own name behind it; `files`: what came with it."""

    name: str
    argument: str
    files: tuple[ReceivedFile, ...] = ()


def read_command(text: str) -> Command | None:
    """A slash command of a message."""
    if not text.startswith("/"):
        return None
    head, _, argument = text[1:].partition(" ") if " " in text else (text[1:], "", "")
    first, newline, more = head.partition("\n")
    name = first.partition("@")[0].casefold()
    return Command(fold(name), (more + argument if newline else argument).strip()) if name else None


class Words:
    """The typed words of all languages, folded: "CHIDAO", "Chỉ đạo" and "chi dao" are one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._steps = {fold(word): name for name, words in vocabulary.typed.items() for word in words}
        self._shown = {name: words[0] for name, words in vocabulary.typed.items()}
        self._keys = {fold(word): key for key in REPLY_KEYS for word in vocabulary.buttons.get(key, ())}
        self._urgent = {
            fold(form): urgency
            for urgency in URGENT
            for form in (urgency.value, *vocabulary.buttons.get(f"urgency_{urgency.value}", ()))
        }

    def read(self, text: str) -> Typed | None:
        """The typed step a message is; None when it is an ordinary text.

        The word, and where it needs one the number, must be the first things in the message; words that take
        nothing after them are ordinary text otherwise.
        """
        parts = text.split()
        for length in range(min(LONGEST_WORD, len(parts)), 0, -1):
            name = self._steps.get(fold(" ".join(parts[:length])))
            typed = None if name is None else _with_number(name, text, parts, length)
            if typed is not None:
                return typed
        return None

    def bare(self, text: str) -> str | None:
        """The word, as help shows it, when it is the whole message although it needs a number."""
        name = self._steps.get(fold(" ".join(text.split())))
        return None if name is None else self._shown[name]

    def reply_key(self, text: str) -> Step | None:
        """The large key of the reply keyboard that this text is."""
        key = self._keys.get(fold(" ".join(text.split())))
        return None if key is None else Step(key)

    def read_urgent(self, text: str) -> tuple[Urgency, str] | None:
        """`/khan`, `/hoatoc` … without the slash: at the very start, and meant as the word.

        "khan" is also a piece of cloth and a shortage, and "khẩn trương" is no urgency: it counts in capitals
        or before a colon only.
        """
        parts = text.split()
        for length in (2, 1):
            head = " ".join(parts[:length])
            urgency = self._urgent.get(fold(head.rstrip(":,.-")))
            if urgency is None or len(parts) <= length:
                continue
            if urgency is Urgency.KHAN and not (head.isupper() or head.endswith(":")):
                continue
            return urgency, _rest(text, length)
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


def _with_number(name: str, text: str, parts: list[str], length: int) -> Typed | None:
    after = parts[length:]
    if name in STANDS_ALONE:
        return None if after else Typed(name)
    if name in NEEDS_NO_NUMBER:
        return Typed(name, rest=_rest(text, length))
    number = read_number(after[0]) if after else None
    if number is None and not (name in NEEDS_NUMBER_OR_UNIT and after and after[0].startswith("@")):
        return None
    after = after[1:] if number else after
    units = []
    if name in TAKES_NOTHING_AFTER:
        if len(after) > 1 or not all(map(_is_unit_code, after)):
            return None
        units = [part.removeprefix("@") for part in after]
    while name not in TAKES_NOTHING_AFTER and after and after[0].startswith("@"):
        units.append(after.pop(0).removeprefix("@").rstrip(","))
    return Typed(name, number, tuple(units), _rest(text, length + bool(number) + len(units)))


def _is_unit_code(part: str) -> bool:
    """Whether it can be a unit's code (03CC, @ca, CA), and is no ordinary word."""
    return part.startswith("@") or part.isupper() or any(c.isdecimal() for c in part)


def _rest(text: str, words: int) -> str:
    """What stands behind the first words, as it was written."""
    rest = text.lstrip()
    for _ in range(words):
        rest = rest[len(rest.split(maxsplit=1)[0]) :].lstrip() if rest else ""
    return rest.rstrip()
