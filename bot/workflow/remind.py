"""Reminding people: who is told of what is due, by a reply to the card it is about; the new one replaces the last.

Several reminders for one chat within a minute stand in one list with buttons. Each is in the duty log.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.rules.due import ROUTINE
from bot.rules.incident import Incident
from bot.rules.log_entry import LogKind
from bot.rules.message import Recipient, Screen
from bot.rules.notice import NOTICES, PLACES, About, Notice, To, stands_as, told
from bot.views.reminder import Subject, reminder_values, subject_of
from bot.views.reminder_keys import keys
from bot.workflow import recipients
from bot.workflow.firing import Firing
from bot.workflow.telling import Telling
from storage import cards, outbox, reminders
from storage.timers import Timer
from storage.times import microseconds

TOGETHER = timedelta(minutes=1)
"""Reminders said within so much time of each other stand in one message."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One reminder for one chat, not said yet. `line`: what it says where several stand in one message."""

    timer: Timer
    to: Recipient
    screen: Screen
    incident: Incident
    line: dict[str, Any]
    subject: str
    reply_to: int | None

    @property
    def stands_as(self) -> tuple[str, int]:
        """By what it is known in its chat: the next one of that name takes its place."""
        return (stands_as(self.timer.duty), self.timer.subject_id)


async def remind(step: Firing) -> list[Saying]:
    """Log who is reminded, and give what is to be said to each. `say` says it."""
    timer = step.timer
    notice = NOTICES[timer.duty]
    subject = await subject_of(step.tx, notice.about, timer.subject_id, step.now)
    if notice.counts_from_due:
        subject = replace(subject, since=timer.first_at)
    values = {
        **await reminder_values(step.tx, subject),
        "deputy_basis": step.desk.rules.deputy_basis,
        "duty": timer.duty,
        "n": timer.n,
        "is_unit_told": await _is_unit_told(step, notice, subject),
        "late": step.late_by,
        "now": step.now,
    }
    sayings = []
    for to, audience in await _readers(step, notice, subject):
        sayings.append(await _saying(step, notice, subject, values, to, audience))
    _, _, of = subject.number.partition("/")
    await step.log(
        LogKind.ESCALATION_SENT if notice.is_escalation else LogKind.REMINDER_SENT,
        subject.incident,
        directive=int(of) if of else None,
        unit=subject.unit.code if subject.unit and notice.about is not About.INCIDENT else None,
        payload={
            "late_by": int(step.late.total_seconds()),
            "to": [{"person": s.to.person_id, "as": s.line["audience"]} for s in sayings],
        },
    )
    if notice.is_escalation:
        await step.refresh(notice.card, subject.card_id, priority=0)  # whoever may act now gets the buttons
    return sayings


async def say(step: Telling, sayings: Iterable[Saying]) -> None:
    """Say what came together, one message a chat."""
    by_chat: dict[int, dict[tuple[str, int], Saying]] = {}
    for one in sorted(sayings, key=lambda one: PLACES[one.timer.duty]):
        if one.to.chat_id is not None:
            by_chat.setdefault(one.to.chat_id, {})[one.stands_as] = one  # further up takes the place
    for group in by_chat.values():
        await _say_in_one_chat(step, list(group.values()))


async def _say_in_one_chat(step: Telling, new: Sequence[Saying]) -> None:
    tx, to = step.tx, new[0].to
    if to.chat_id is None:
        return
    names = {one.stands_as for one in new}
    standing: dict[int, reminders.Reminder] = {}
    for one in new:
        found = await reminders.list_standing(tx, to.chat_id, *one.stands_as, step.now - TOGETHER)
        standing |= {reminder.id: reminder for reminder in found}
    for reminder in standing.values():
        await reminders.take_back(tx, reminder, step.now)
    kept = [r for r in standing.values() if (r.duty, r.subject_id) not in names]
    priority = min((int(one.timer.rank >= ROUTINE) for one in new), default=1)
    if len(new) == 1 and not kept:
        one = new[0]
        row_id = await outbox.say(
            tx,
            to,
            one.screen,
            at=step.now,
            priority=priority,
            desk_id=one.incident.desk_id,
            incident_id=one.incident.id,
            subject=one.subject,
            reply_to=one.reply_to,
        )
    else:
        row_id = await outbox.show_card(
            tx,
            to,
            reminders.LIST,
            new[0].timer.id,  # a turn fires once, so no list of this chat has that number yet
            at=step.now,
            priority=priority,
            desk_id=new[0].incident.desk_id,
        )
    for r in kept:
        await reminders.add(
            tx, r.timer_id, r.duty, r.subject_id, r.incident_id, to, r.n, r.line, r.said_at, row_id
        )
    for one in new:
        of = one.timer
        await reminders.add(tx, of.id, *one.stands_as, one.incident.id, to, of.n, one.line, step.now, row_id)


async def _saying(
    step: Firing, notice: Notice, subject: Subject, values: dict[str, Any], to: Recipient, audience: To
) -> Saying:
    timer = step.timer
    card = (
        await cards.find_card(step.tx, notice.card, subject.card_id, to.chat_id)
        if notice.card and to.chat_id is not None
        else None
    )
    screen = Screen(
        timer.duty,
        {**values, "audience": audience},
        keyboard=keys(timer.duty, audience, timer.subject_id, subject),
    )
    line = {
        "duty": timer.duty,
        "audience": audience,
        "n": timer.n,
        "number": subject.number,
        "urgency": subject.incident.urgency,
        "gist": values["gist"],
        "since": microseconds(subject.since),
        "rank": timer.rank,
        "incident": subject.incident.id,
        "report_version": subject.incident.report_version,
    }
    of = f"{notice.card}:{subject.card_id}" if notice.card else f"incident:{subject.incident.id}"
    return Saying(
        timer, to, screen, subject.incident, line, of, card.message_id if card is not None else None
    )


async def _readers(step: Firing, notice: Notice, subject: Subject) -> list[tuple[Recipient, To]]:
    """Who is told of this turn, each chat once, by the first capacity in which it is told."""
    found: dict[int | None, tuple[Recipient, To]] = {}
    for audience in told(notice, step.timer.n, step.desk.rules.reminders):
        if audience is To.UNIT and not await _is_unit_told(step, notice, subject):
            audience = To.DESK  # noqa: PLW2901 - nobody of the unit can be reminded: the desk telephones at once
        if audience is To.LEADER and not await recipients.leaders(step, subject.incident.desk_id):
            audience = To.SUPERIOR  # noqa: PLW2901 - nobody leads: whoever is above is told so
        for to in await _recipients(step, audience, subject):
            if to.chat_id is not None:
                found.setdefault(to.chat_id, (to, audience))
    return list(found.values())


async def _is_unit_told(step: Firing, notice: Notice, subject: Subject) -> bool:
    """Whether what a unit owes is asked of the unit at all: it is in the system, and somebody of it has a chat."""
    if To.UNIT not in notice.to:
        return False
    return any(to.chat_id is not None for to in await _recipients(step, To.UNIT, subject))


async def _recipients(step: Firing, audience: To, subject: Subject) -> list[Recipient]:
    incident, unit = subject.incident, subject.unit
    desk_id = incident.desk_id
    if incident.is_private and audience in {To.LEADER, To.DEPUTY, To.DESK, To.SUPERIOR}:
        return await recipients.superiors(step, desk_id)  # Phản ánh riêng exists for nobody else
    match audience:
        case To.LEADER:
            return await recipients.leaders(step, desk_id)
        case To.DEPUTY:
            return await recipients.deputies(step, desk_id)
        case To.DESK:
            return await recipients.desk(step, desk_id)
        case To.SUPERIOR:
            return await recipients.superiors(step, desk_id)
        case To.UNIT:
            return [] if unit is None or unit.is_outside else await recipients.addressee(step, unit)
        case To.REPORTER:
            own = [await recipients.person(step, incident.reporter_id)]
            return recipients.once([*own, *(await recipients.unit(step, unit) if unit else [])])
        case To.GIVER:
            return [await recipients.person(step, subject.giver_id)] if subject.giver_id is not None else []
