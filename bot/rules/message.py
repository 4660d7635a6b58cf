"""What is said, to whom, with which buttons: values without words, and the same once it has words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Button:
    """A button of an inline keyboard.

    `word` is a key of words.toml's `[buttons]`: the label begins with these words. `values` are set behind
    them (`{"number": "HP-2026-0123"}`). `label` stands in for `word` where the words are data (a unit's name,
    an hour). `data` is callback data of at most 64 bytes (Bot API InlineKeyboardButton), from `bot.buttons`.
    `style` is "", "primary", "success" or "danger".
    """

    word: str
    data: str
    style: str = ""
    label: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that Telegram already keeps (`file_id`), one of our own, or a location.

    `kind`: photo, video, document, audio, voice or location (`latitude_e7`, `longitude_e7`: degrees × 10⁷).
    `path`: of a file of our own, relative to storage.files; people see it under `name`.
    """

    kind: str
    file_id: str = ""
    name: str = ""
    latitude_e7: int = 0
    longitude_e7: int = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a message goes.

    `chat_id` None: a person without a linked account; the message is kept as a fact and settles at once as
    not delivered. `person_id` None: a group.
    """

    chat_id: int | None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who will read a card, for the view that draws it."""

    person_id: int | None
    chat_id: int
    language: str


@dataclass(frozen=True, slots=True)
class Screen:
    """What one reader is shown, before words: `templates/<lang>/notices/<name>`.

    `values` are JSON-able, and may hold aware datetimes. `reply_keyboard` holds word keys of `[buttons]`; an
    empty tuple takes the present keyboard away. `files` go along with or after the text.
    """

    name: str
    values: Mapping[str, Any]
    keyboard: tuple[tuple[Button, ...], ...] = ()
    reply_keyboard: tuple[tuple[str, ...], ...] | None = None
    force_reply: bool = False
    files: tuple[FileRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a messenger's command menu; `word` is a key of words.toml's `[commands]`."""

    name: str
    word: str


@dataclass(frozen=True, slots=True)
class Key:
    """A button in words."""

    label: str
    data: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A screen in words: what is really said. Kept with the row it was sent for.

    `texts` are one or more messages of Telegram HTML (plain text when `is_plain`), in order; the keyboard
    stands under the last.
    """

    texts: tuple[str, ...]
    keyboard: tuple[tuple[Key, ...], ...] = ()
    reply_keyboard: tuple[tuple[str, ...], ...] | None = None
    force_reply: bool = False
    files: tuple[FileRef, ...] = ()
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What was really said for one row: the words, the version of the subject they were drawn for.

    `sent` holds the messages that already arrived of a row that takes several, in order: the texts first,
    then the files.
    """

    spoken: Spoken
    version: int = 0
    sent: tuple[tuple[int, ...], ...] = ()
