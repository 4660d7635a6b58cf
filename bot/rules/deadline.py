"""When an incident's waiting is due to be told: a clock on everything that waits for a person (Art. 4.1, 4.5).

`duties` is the one place that says when. What is said, and to whom, stands in `bot/rules/notice.py` under the same
name; the words in `templates/<lang>/notices/<name>`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.rules.containment import Containment, ContainmentState, awaits_receipt
from bot.rules.decision import Decision
from bot.rules.directive import (
    AWAITS_RECEIPT,
    AWAITS_RESULT,
    DONE_WITH,
    Addressee,
    AddresseeState,
    Directive,
    Result,
    ResultState,
    awaits_recall_receipt,
)
from bot.rules.due import Due
from bot.rules.incident import Incident, IncidentState
from bot.rules.urgency import Urgency
from bot.rules.urgency_times import Deadlines, rank

PRIVATE_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ordered:
    """One addressee with its directive, its latest result, and since when it asks for time (None: it does not)."""

    directive: Directive
    addressee: Addressee
    result: Result | None
    extension_id: int | None
    extension_asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A containment, and when the leader last answered it."""

    containment: Containment
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """All that the clock needs to know of one incident.

    `times`: those frozen for it; `gravest`: those of hỏa tốc, which a containment goes by. `asked_at`: when the
    leader's open question was asked. `last_at`: the latest opinion on it, or its receipt.
    """

    incident: Incident
    times: Deadlines
    gravest: Deadlines
    asked_at: datetime | None
    last_at: datetime
    ordered: tuple[Ordered, ...]
    measures: tuple[Measure, ...]
    unconfirmed: tuple[Decision, ...]


def duties(facts: IncidentFacts) -> list[Due]:
    """Everything that is due on this incident as it stands, whether its time has come or not."""
    found = [
        *_decision(facts),
        *_question(facts),
        *_containments(facts),
        *_directives(facts),
        *_results(facts),
        *_opinions(facts),
        *_running(facts),
    ]
    of_urgency = rank(facts.incident.urgency)
    is_routine = facts.incident.urgency is Urgency.THUONG
    return [
        replace(due, rank=min(due.rank, of_urgency), at_any_hour=due.at_any_hour and not is_routine)
        if not due.duty.startswith("containment-")
        else due
        for due in found
    ]


def _decision(facts: IncidentFacts) -> Iterator[Due]:
    """T1 the leader and the desk, T2 the deputy, T3 the superior, and then all of them, for ever.

    A question stops them, but no longer than T3 itself is away: an answer that never comes hides nothing.
    """
    incident = facts.incident
    since = asked_since(incident, facts.times, facts.asked_at)
    if since is None:
        return
    times = facts.times
    if incident.is_private:  # the superior alone is told, and need not be told every few minutes
        times = replace(times, remind_every=PRIVATE_EVERY)
    for due in _asked_of_leaders("decision", incident.id, since, times, incident.snoozed_until):
        if not (incident.is_private and due.duty == "decision-for-deputy"):
            yield due


def asked_since(incident: Incident, times: Deadlines, asked_at: datetime | None) -> datetime | None:
    """From when T1–T3 count: receipt, the answer to a question, or so long after a question nobody answered."""
    if incident.state is IncidentState.AWAITING_ANSWER and asked_at is not None:
        return asked_at + times.decision_superior_after
    return incident.waits_since if incident.state is IncidentState.AWAITING_DECISION else None


def _asked_of_leaders(
    about: str, subject_id: int, since: datetime, times: Deadlines, snoozed_until: datetime | None = None
) -> Iterator[Due]:
    superior_at = since + times.decision_superior_after
    every = times.remind_every
    yield Due(
        f"{about}-overdue",
        subject_id,
        since + times.decision_reminder_after,
        every,
        until=superior_at,
        not_before=snoozed_until,
    )
    if times.decision_deputy_after > timedelta(0):  # at once: the card itself came with the buttons
        yield Due(f"{about}-for-deputy", subject_id, since + times.decision_deputy_after)
    yield Due(f"{about}-for-superior", subject_id, superior_at)
    yield Due(f"{about}-told-to-all", subject_id, superior_at + every, every)


def _question(facts: IncidentFacts) -> Iterator[Due]:
    """A question has its own clock: the reporter and the unit's contact, then the desk with the telephone."""
    if facts.incident.state is IncidentState.AWAITING_ANSWER and facts.asked_at is not None:
        at = facts.asked_at + facts.times.acknowledge_within
        yield Due("question-unanswered", facts.incident.id, at, facts.times.remind_every)


def _containments(facts: IncidentFacts) -> Iterator[Due]:
    """An unanswered containment has the deadlines of hỏa tốc, whatever the incident's own urgency."""
    times = facts.gravest
    gravest = rank(Urgency.HOATOC)
    for measure in facts.measures:
        one = measure.containment
        if one.state is ContainmentState.OPEN:
            for due in _asked_of_leaders("containment", one.id, one.made_at, times):
                yield replace(due, rank=gravest)
        if awaits_receipt(one):
            at = (measure.answered_at or one.made_at) + times.acknowledge_within
            yield Due("containment-unreceived", one.id, at, times.remind_every, rank=gravest)


def _directives(facts: IncidentFacts) -> Iterator[Due]:
    """Receipt, result, and the end of what stands until a date (Art. 4.5)."""
    every = facts.times.remind_every
    for ordered in facts.ordered:
        directive, addressee = ordered.directive, ordered.addressee
        if addressee.state in AWAITS_RECEIPT:
            yield Due("directive-unreceived", addressee.id, directive.acknowledge_due_at, every)
        elif awaits_recall_receipt(addressee) and directive.recalled_at is not None:
            at = directive.recalled_at + facts.times.acknowledge_within
            yield Due("recall-unreceived", addressee.id, at, every)
        if addressee.state in AWAITS_RESULT and addressee.result_due_at is not None:
            yield Due("directive-overdue", addressee.id, _due_again(facts, ordered), every)
        if directive.stands_until is not None and addressee.state not in DONE_WITH:
            yield Due("directive-ended", addressee.id, directive.stands_until, facts.times.result_within)


def _due_again(facts: IncidentFacts, ordered: Ordered) -> datetime:
    """The deadline of a result; one that was returned gets at least the time of a receipt to be reported again."""
    due_at = ordered.addressee.result_due_at
    judged_at = ordered.result.judged_at if ordered.result else None
    if due_at is None or ordered.addressee.state is not AddresseeState.RETURNED or judged_at is None:
        return due_at or ordered.directive.issued_at
    return max(due_at, judged_at + facts.times.acknowledge_within)


def _results(facts: IncidentFacts) -> Iterator[Due]:
    """What the desk owes the units: a word on a result, on a request for time, and the text of a spoken directive."""
    within, every = facts.times.acknowledge_within, facts.times.remind_every
    for ordered in facts.ordered:
        result = ordered.result
        is_reported = ordered.addressee.state is AddresseeState.REPORTED
        if result is not None and is_reported and result.state is ResultState.REPORTED:
            yield Due("result-unconfirmed", result.id, result.reported_at + within, every)
        owes_result = ordered.addressee.state in AWAITS_RESULT  # else more time is of no use any more
        if owes_result and ordered.extension_id is not None and ordered.extension_asked_at is not None:
            yield Due(
                "extension-unanswered", ordered.extension_id, ordered.extension_asked_at + within, every
            )
    for directive in {o.directive.id: o.directive for o in facts.ordered}.values():
        if directive.awaits_text and directive.recalled_at is None:
            yield Due("directive-unwritten", directive.id, directive.issued_at + within, every)


def _opinions(facts: IncidentFacts) -> Iterator[Due]:
    """An opinion by telephone that its leader has neither confirmed nor disowned."""
    for decision in facts.unconfirmed:
        at = decision.recorded_at + facts.times.acknowledge_within
        yield Due("opinion-unconfirmed", decision.id, at, facts.times.remind_every)


def _running(facts: IncidentFacts) -> Iterator[Due]:
    """A running incident ends when its watching ends, and never lies there with nobody owing anything."""
    incident = facts.incident
    if incident.state is not IncidentState.IN_PROGRESS:
        return
    every = facts.times.result_within
    if incident.watch_until is not None:
        yield Due("watch-ended", incident.id, incident.watch_until, every)
        return
    is_owed = any(o.addressee.state not in DONE_WITH for o in facts.ordered)
    if not is_owed and not any(m.containment.state is ContainmentState.OPEN for m in facts.measures):
        yield Due("incident-idle", incident.id, facts.last_at + every, every)
