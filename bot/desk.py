"""What a step, a view or a timer is given: database, clock, settings, vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.config import Settings
from bot.config.settings import SummarySettings
from bot.config.summary_times import parse_daily, parse_monthly, parse_weekly
from bot.rules.due import Hold
from bot.rules.handover import HandoverRules
from bot.rules.notice import ReminderRules
from bot.rules.quiet_hours import QuietHours, at_any_hour
from bot.rules.roster.checks import RosterRules
from bot.rules.summary import Rhythm, When
from bot.rules.urgency import Urgency
from bot.rules.urgency_times import Deadlines
from bot.vocabulary import Vocabulary, load_vocabulary
from storage.engine import Database


@dataclass(frozen=True, slots=True)
class DeskRules:
    """The settings that steps decide by. Documents are named by the office; empty means it named none."""

    time_zone: ZoneInfo
    language: str
    deputy_basis: str
    deadlines: Mapping[Urgency, Deadlines]
    destroys_stopped_texts: bool = True
    reminders: ReminderRules = field(default_factory=ReminderRules)
    roster: RosterRules = field(default_factory=RosterRules)
    hold: Hold = at_any_hour
    """when something thường may be said: quiet hours hold it, nothing more urgent"""
    report_month_starts_on: int = 1
    summaries: Mapping[Rhythm, When] = field(default_factory=dict)
    """when each goes out; one that is not here never does"""
    handover: HandoverRules = field(default_factory=HandoverRules)


@dataclass(frozen=True, slots=True)
class Desk:
    """The bot's memory, time, settings and words, handed down; nobody reaches for a global."""

    database: Database
    clock: Clock
    rules: DeskRules
    vocabulary: Vocabulary


def make_desk(settings: Settings, database: Database, clock: Clock) -> Desk:
    """What steps and views are given, from the settings."""
    deadlines = {
        urgency: Deadlines(
            **{name: getattr(settings.deadlines.of(urgency), name) for name in Deadlines.__slots__}
        )
        for urgency in Urgency
    }
    rules = DeskRules(
        time_zone=settings.desk.zone,
        language=settings.desk.language,
        deputy_basis=settings.desk.deputy_basis,
        deadlines=deadlines,
        reminders=ReminderRules(
            **{name: getattr(settings.reminders, name) for name in ReminderRules.__slots__}
        ),
        roster=RosterRules(
            settings.roster.check_before,
            settings.roster.roll_call_before,
            settings.roster.missing_named_before,
            leaders_agree_alone=settings.roster.leaders_stand_in_by == "consent",
        ),
        hold=_hold(settings),
        handover=HandoverRules(
            **{name: getattr(settings.handover, name) for name in HandoverRules.__slots__}
        ),
        destroys_stopped_texts=settings.secrecy.raw_copy == "destroy",
        report_month_starts_on=settings.summaries.report_month_starts_on,
        summaries=_summaries(settings.summaries),
    )
    return Desk(database, clock, rules, load_vocabulary())


def _hold(settings: Settings) -> Hold:
    """When something thường may be said, by the office's quiet hours."""
    if settings.reminders.quiet_hours is None:
        return at_any_hour
    begins, ends = settings.reminders.quiet_hours
    return QuietHours(begins, ends, settings.desk.zone).hold


def _summaries(settings: SummarySettings) -> Mapping[Rhythm, When]:
    times = {
        Rhythm.DAILY: parse_daily(settings.daily),
        Rhythm.WEEKLY: parse_weekly(settings.weekly),
        Rhythm.MONTHLY: parse_monthly(settings.monthly),
    }
    return {rhythm: When(*time) for rhythm, time in times.items() if time is not None}
