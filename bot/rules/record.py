"""What the desk records for others in one line: by which means, when, what it was, about which incident (Art. 4.4)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.rules.channel import Channel
from bot.rules.decision import DecisionKind
from bot.rules.fold import fold
from bot.rules.number import WrittenNumber, read_number

A_DAY = timedelta(days=1)
CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:hH]([0-5][0-9])")
TOKEN = re.compile(r"\S+")
LONGEST_NAME = 60  # letters before a colon that can still be who said it
BETWEEN_WORDS = re.compile(r"[\W_]+")

T = TypeVar("T", bound=StrEnum)
Words = Mapping[str, Sequence[str]]
"""The table `[record]` of words.toml: what is typed for `channel_…`, `kind_…` and `opinion_…`."""


class RecordKind(StrEnum):
    """What it was that somebody at the desk records."""

    WORK = "work"
    """Nội dung thực hiện: block (1) of the form"""
    NOTE = "note"
    """Ý kiến trực ban on an incident"""
    REPORT = "report"
    """a unit's report, or more on one"""
    OPINION = "opinion"
    """the leader's opinion"""
    DIRECTIVE = "directive"
    """a directive passed on to its addressee"""
    RESULT = "result"
    """an addressee's result"""
    CALL = "call"
    """a call made, answered or not"""


CHANNELS = (Channel.PHONE, Channel.FAX, Channel.EMAIL, Channel.DOCUMENT, Channel.IN_PERSON)
"""Those a step can come by that the bot did not see."""
TYPED_KINDS = (
    RecordKind.REPORT,
    RecordKind.OPINION,
    RecordKind.DIRECTIVE,
    RecordKind.RESULT,
    RecordKind.CALL,
)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """`/ghi` as typed. None and empty: left out. `text` is what stands behind all that was understood."""

    channel: Channel | None = None
    at: datetime | None = None
    kind: RecordKind | None = None
    units: tuple[str, ...] = ()
    number: WrittenNumber | None = None
    text: str = ""


def read_line(argument: str, words: Words, now: datetime, time_zone: ZoneInfo) -> RecordLine:
    """`[channel] [HH:mm] [step @unit] [number] text`: each at most once, before anything else."""
    channels = _tokens(words, "channel", CHANNELS)
    kinds = _tokens(words, "kind", TYPED_KINDS)
    channel: Channel | None = None
    kind: RecordKind | None = None
    number: WrittenNumber | None = None
    at: datetime | None = None
    units: list[str] = []
    end = 0
    for found in TOKEN.finditer(argument):
        token = found[0]
        if channel is None and number is None and token.casefold() in channels:
            channel = channels[token.casefold()]
        elif at is None and number is None and (clock := CLOCK.fullmatch(token)):
            at = last_time(int(clock[1]), int(clock[2]), now, time_zone)
        elif kind is None and number is None and token.casefold() in kinds:
            kind = kinds[token.casefold()]
        elif kind is not None and len(token) > 1 and token.startswith("@"):
            units.append(token.removeprefix("@").rstrip(","))
        elif number is None and (number := read_number(token)) is not None:
            pass
        else:
            break
        end = found.end()
    return RecordLine(channel, at, kind, tuple(units), number, argument[end:].strip())


def read_clock(text: str, now: datetime, time_zone: ZoneInfo) -> datetime | None:
    """The last moment the clock showed a typed `HH:mm`; None for anything else."""
    clock = CLOCK.fullmatch(text.strip())
    return None if clock is None else last_time(int(clock[1]), int(clock[2]), now, time_zone)


def last_time(hour: int, minute: int, now: datetime, time_zone: ZoneInfo) -> datetime:
    """Today at that time, or yesterday where that is still to come: never the future."""
    local = now.astimezone(time_zone)
    today = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (today if today <= local else today - A_DAY).astimezone(now.tzinfo)


def read_opinion(text: str, words: Words) -> DecisionKind | None:
    """What sort of first opinion the words are; None where they may ask or disagree: then a button says which.

    Words of agreement alone approve; whatever else is said is a directive.
    """
    folded = BETWEEN_WORDS.sub(" ", fold(text)).strip()
    if folded in {fold(word) for word in words.get("opinion_approve", ())}:
        return DecisionKind.APPROVE
    is_unclear = _begins(folded, words.get("opinion_unclear", ()))
    return None if is_unclear else DecisionKind.DIRECT


def may_be_about_what_stands(text: str, words: Words) -> bool:
    """Whether the words may recall or replace a directive, or answer a containment: then a button says which."""
    return _begins(BETWEEN_WORDS.sub(" ", fold(text)).strip(), words.get("opinion_on_standing", ()))


def split_reporter(text: str) -> tuple[str, str]:
    """`Người báo: nội dung`: who said it, and what. The name is empty where none stands before a colon."""
    name, colon, rest = text.partition(":")
    is_name = bool(colon) and 0 < len(name.strip()) <= LONGEST_NAME and not re.search(r"[0-9\n]", name)
    return (name.strip(), rest.strip()) if is_name and rest.strip() else ("", text)


def _begins(folded: str, phrases: Sequence[str]) -> bool:
    return any(f"{folded} ".startswith(f"{fold(phrase)} ") for phrase in phrases)


def _tokens(words: Words, prefix: str, values: Sequence[T]) -> dict[str, T]:
    return {
        word.casefold(): value
        for value in values
        for word in words.get(f"{prefix}_{value.value}", ())
        if " " not in word
    }
