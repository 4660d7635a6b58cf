"""What is to be told when something is due, and to whom: no words, those are in `templates/<lang>/notices/<name>`.

A notice has the name of the duty that `bot/rules/deadline.py` dates. To add one: its date there, its row here, its
words in both languages. Everything else (timers, log, replacing the last reminder, lists) is the same for all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class About(StrEnum):
    """What the subject of a notice is: what its id means, and which values its words get."""

    INCIDENT = "incident"
    CONTAINMENT = "containment"
    """whose answer the leader owes"""
    CONTAINMENT_RECEIPT = "containment-receipt"
    """whose receipt the unit owes"""
    ADDRESSEE = "addressee"
    DIRECTIVE = "directive"
    RESULT = "result"
    EXTENSION = "extension"
    OPINION = "opinion"


class To(StrEnum):
    """Who is told. The words differ by it (`audience`)."""

    LEADER = "leader"
    """the leader of the responsible shift; with none, the superiors"""
    DEPUTY = "deputy"
    DESK = "desk"
    """the officers of the responsible shift and the desk's own chat"""
    SUPERIOR = "superior"
    UNIT = "unit"
    """the unit's group, its contacts and its head"""
    REPORTER = "reporter"
    """who reported, and the contacts of their unit"""
    GIVER = "giver"
    """whose opinion somebody else recorded"""


class From(StrEnum):
    """From the how-manieth time on somebody is told (`[reminders]` of the configuration)."""

    FIRST = "first"
    DESK_TOLD = "desk_told"
    LEADER_TOLD = "leader_told"


@dataclass(frozen=True, slots=True)
class Notice:
    """`card`: the message it answers in each chat, by its notice. `is_escalation`: somebody further up is asked.

    `counts_from_due`: people read how long it is overdue, not how long it waits. `chain`: notices that take each
    other's place in a chat, the one further down the table over the one before it; else each stands for itself.
    """

    about: About
    to: Mapping[To, From]
    card: str = ""
    is_escalation: bool = False
    counts_from_due: bool = False
    chain: str = ""


LEADERS_AND_DESK = {To.LEADER: From.FIRST, To.DESK: From.FIRST}
UNIT_THEN_UP = {To.UNIT: From.FIRST, To.DESK: From.DESK_TOLD, To.LEADER: From.LEADER_TOLD}
DESK_THEN_LEADER = {To.DESK: From.FIRST, To.LEADER: From.LEADER_TOLD}
DEPUTY = {To.DEPUTY: From.FIRST, To.DESK: From.FIRST}
SUPERIOR = {To.SUPERIOR: From.FIRST, To.DESK: From.FIRST, To.LEADER: From.FIRST}
ALL = {To.LEADER: From.FIRST, To.DEPUTY: From.FIRST, To.SUPERIOR: From.FIRST, To.DESK: From.FIRST}


def _asked_of_leaders(about: About, chain: str, card: str) -> Mapping[str, Notice]:
    """T1, T2, T3 and after."""
    first = Notice(about, LEADERS_AND_DESK, card, chain=chain)
    further_up = {"for-deputy": DEPUTY, "for-superior": SUPERIOR, "told-to-all": ALL}
    return {f"{chain}-overdue": first} | {
        f"{chain}-{name}": Notice(about, to, card, is_escalation=True, chain=chain)
        for name, to in further_up.items()
    }


NOTICES: Mapping[str, Notice] = {
    # an undecided report, an unanswered containment
    **_asked_of_leaders(About.INCIDENT, "decision", "decision-card"),
    **_asked_of_leaders(About.CONTAINMENT, "containment", "containment-card"),
    # what a unit owes
    "question-unanswered": Notice(
        About.INCIDENT,
        {To.REPORTER: From.FIRST, To.DESK: From.DESK_TOLD, To.LEADER: From.LEADER_TOLD},
        "question-card",
    ),
    "containment-unreceived": Notice(About.CONTAINMENT_RECEIPT, UNIT_THEN_UP, "containment-card"),
    "directive-unreceived": Notice(About.ADDRESSEE, UNIT_THEN_UP, "directive-card"),
    "directive-overdue": Notice(About.ADDRESSEE, UNIT_THEN_UP, "directive-card", counts_from_due=True),
    "recall-unreceived": Notice(About.ADDRESSEE, UNIT_THEN_UP, "directive-recalled"),
    # what the desk and the leader owe
    "result-unconfirmed": Notice(About.RESULT, DESK_THEN_LEADER, "result-card"),
    "extension-unanswered": Notice(About.EXTENSION, DESK_THEN_LEADER, "extension-card"),
    "directive-unwritten": Notice(About.DIRECTIVE, {To.DESK: From.FIRST, To.LEADER: From.FIRST}, "roll-call"),
    "opinion-unconfirmed": Notice(
        About.OPINION, {To.GIVER: From.FIRST, To.DESK: From.DESK_TOLD}, "opinion-by-phone"
    ),
    # what runs, and should end
    "directive-ended": Notice(About.ADDRESSEE, LEADERS_AND_DESK, "directive-card", counts_from_due=True),
    "watch-ended": Notice(About.INCIDENT, LEADERS_AND_DESK, "roll-call", counts_from_due=True),
    "incident-idle": Notice(About.INCIDENT, LEADERS_AND_DESK, "roll-call"),
}


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """`[reminders]`: figures of the office's own; the regulation names none.

    `desk_told_after`, `leader_told_after`: from the how-manieth reminder of a unit on. The leader may put reminders off
    for `snooze_for`, `most_snoozes` times an incident. A preview is asked about after `draft_asked_after` and goes to
    the desk after `draft_to_desk_after`; a text nobody placed is brought up every `unsorted_after`, and once
    the leader was told every `unsorted_later_after`; a form nobody fills ends after `form_ends_after`.
    """

    desk_told_after: int = 2
    leader_told_after: int = 3
    snooze_for: timedelta = timedelta(minutes=10)
    most_snoozes: int = 2
    draft_asked_after: timedelta = timedelta(minutes=2)
    draft_to_desk_after: timedelta = timedelta(minutes=5)
    urgent_draft_to_desk_after: timedelta = timedelta(minutes=1)
    unsorted_after: timedelta = timedelta(minutes=5)
    unsorted_later_after: timedelta = timedelta(minutes=30)
    form_ends_after: timedelta = timedelta(minutes=30)


PLACES = {name: place for place, name in enumerate(NOTICES)}


def stands_as(duty: str) -> str:
    """By which name a reminder of this duty stands in a chat: its chain's, or its own."""
    return (NOTICES[duty].chain or duty) if duty in NOTICES else duty


def told(notice: Notice, n: int, rules: ReminderRules) -> list[To]:
    """Who is told of the n-th time."""
    first_told = {
        From.FIRST: 1,
        From.DESK_TOLD: rules.desk_told_after,
        From.LEADER_TOLD: rules.leader_told_after,
    }
    return [to for to, begins in notice.to.items() if n >= first_told[begins]]
