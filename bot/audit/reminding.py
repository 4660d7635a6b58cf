"""Is everything that waits for a person planned to be said, or said? Reckoned from rows and settings alone.

The names of the duties are those in the rows of `timers`; when each is due is worked out here once more, from what
the office set and what was frozen for the incident, so that a mistake of the timers' own rules is not shared.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from bot.config.settings import DeadlineSettings
from bot.rules.finding import Finding, FindingKind
from storage.audit import Escalation, LeaderWait, Owed

MICROSECOND = timedelta(microseconds=1)
SILENT_TURNS = 3
"""Once or twice there may be nobody to tell, at a desk without a shift: only after so many turns is it silence."""
STEPS = (
    ("overdue", "decision_reminder_after"),
    ("for-deputy", "decision_deputy_after"),
    ("for-superior", "decision_superior_after"),
)


def unplanned(owed: Iterable[Owed]) -> Iterator[Finding]:
    """What waits and will not be brought up again, and what is overdue and was brought up with nobody."""
    for one in owed:
        repeats = all(one.times.get(name, 1) for name in ("remind_every", "result_within"))
        if not one.waiting and (repeats or not one.taken):
            yield _finding(FindingKind.TIMER_MISSING, one.duty, one)
        elif one.taken >= SILENT_TURNS and not one.said:
            yield _finding(FindingKind.REMINDER_MISSING, one.duty, one)


def unescalated(
    waits: Iterable[LeaderWait], turns: Iterable[Escalation], settings: DeadlineSettings, now: datetime
) -> Iterator[Finding]:
    """Steps of an escalation (T1 leader and desk, T2 deputy, T3 superior) that are neither planned nor taken."""
    by_duty: dict[tuple[str, int], list[Escalation]] = {}
    for turn in turns:
        by_duty.setdefault((turn.duty, turn.subject_id), []).append(turn)
    for wait in waits:
        after = _times(wait, settings)
        for step, name in STEPS:
            if step == "for-deputy" and (not after[name] or wait.is_private):
                continue  # at once: the card itself came with the buttons; no deputy reads a private report
            duty = f"{wait.about}-{step}"
            known = [t for t in by_duty.get((duty, wait.subject_id), ()) if t.first_at >= wait.since]
            latest = wait.since + after[name]
            # Only a report's own times are frozen; a containment goes by the settings, which may have changed since.
            in_time = [t for t in known if not wait.times or t.first_at <= latest]
            if not in_time or (step == "overdue" and not _goes_on(wait, known, after, now)):
                yield _finding(FindingKind.TIMER_MISSING, duty, wait)


def _goes_on(
    wait: LeaderWait, known: Iterable[Escalation], after: Mapping[str, timedelta], now: datetime
) -> bool:
    """Whether the reminders of T1 are planned to go on until T3, where another of them has its time before T3."""
    first = wait.since + after["decision_reminder_after"]
    ends = wait.since + after["decision_superior_after"]
    every = after["remind_every"]
    is_put_off = wait.snoozed_until is not None and wait.snoozed_until > now
    if now < first or not every or is_put_off:
        return True
    coming = first + ((now - first) // every + 1) * every
    return coming >= ends or any(turn.state == "waiting" for turn in known)


def _times(wait: LeaderWait, settings: DeadlineSettings) -> Mapping[str, timedelta]:
    if wait.times:
        return {name: value * MICROSECOND for name, value in wait.times.items()}
    return dict(settings.of(wait.urgency))


def _finding(kind: FindingKind, duty: str, of: Owed | LeaderWait) -> Finding:
    return Finding(
        kind,
        duty,
        of.subject_id,
        desk_id=of.desk_id,
        incident_id=of.incident_id,
        number=of.number,
        is_private=of.is_private,
    )
