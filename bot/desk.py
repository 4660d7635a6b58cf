"""What a step, a view or a timer is given: database, clock, settings, vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.rules.deadline import Deadlines
from bot.rules.urgency import Urgency
from bot.vocabulary import Vocabulary
from storage.engine import Database


@dataclass(frozen=True, slots=True)
class DeskRules:
    """The settings that steps decide by. Documents are named by the office; empty means it named none."""

    time_zone: ZoneInfo
    language: str
    deputy_basis: str
    deadlines: Mapping[Urgency, Deadlines]
    destroys_stopped_texts: bool = True


@dataclass(frozen=True, slots=True)
class Desk:
    """The bot's memory, time, settings and words, handed down; nobody reaches for a global."""

    database: Database
    clock: Clock
    rules: DeskRules
    vocabulary: Vocabulary
