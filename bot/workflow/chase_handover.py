"""A handover not signed by both sides: they are reminded, then their leaders, then the superior is told."""

from datetime import timedelta

from bot.buttons import button
from bot.rules.handover import HandoverRules
from bot.rules.log_entry import LogKind
from bot.rules.message import Button, Recipient, Screen
from bot.rules.step import Step
from bot.views.changeover import Changeover, changeover_values, load_changeover, sides_keys
from bot.workflow import recipients
from bot.workflow.changeover import CARD, REMINDER, facts, open_for, privately, take_back_reminders
from bot.workflow.telling import Logging
from storage import cards, handovers, shifts

EVERY_FOURTH = 4
"""Once the superior was told, so many turns pass between reminders: an hour, where one is due every 15 minutes."""


def is_said(n: int, rules: HandoverRules) -> bool:
    """Whether the n-th turn is said; after the superior was told only every fourth, so that nobody stops reading."""
    return n <= rules.superior_told_after + 1 or n % EVERY_FOURTH == 0


async def chase_handover(step: Logging, shift_id: int, n: int, late: timedelta = timedelta(0)) -> None:
    """The n-th turn since the planned end of the shift: the new reminder takes the place of the last."""
    rules = step.desk.rules.handover
    known = await handovers.find_of_shift(step.tx, shift_id)
    if known is None or not is_said(n, rules):
        return
    outgoing = await shifts.hold(step.tx, shift_id, step.now)
    if known.taken_over_at is None:
        change = await open_for(step, outgoing)  # whoever is to take over by now
    else:
        change = await load_changeover(step.tx, known, step.now)
    told_leaders, told_superior = n > rules.leaders_told_after, n > rules.superior_told_after
    values = {
        **await changeover_values(step.tx, change, step.now),
        "n": n,
        "since": outgoing.ends_at,
        "late": late // timedelta(microseconds=1) or None,
        "refusals": len(await handovers.list_refusals(step.tx, change.handover.id)),
    }
    owing = {one for owed in change.lacking for one in owed.person_ids}
    if change.items_owed and change.incoming is not None:
        owing |= set(change.incoming.member_ids)
    leaders = {change.outgoing.leader_id, change.incoming.leader_id if change.incoming else None} - {None}
    person_ids = owing | {one for one in leaders if one is not None and told_leaders}
    await take_back_reminders(step, change)
    await step.log(
        LogKind.REMINDER_SENT,
        desk_id=change.handover.desk_id,
        payload={
            **facts(change),
            "notice": REMINDER,
            "n": n,
            "to": sorted(person_ids),
            "is_superior_told": told_superior,
            "late_by": int(late.total_seconds()),
        },
        text={},
    )
    for to in await privately(step, tuple(sorted(person_ids))):
        await _say(step, change, to, {**values, "audience": "side"})
    if told_superior:
        for to in await recipients.superiors(step, change.handover.desk_id):
            await _say(step, change, to, {**values, "audience": "superior"})


async def _say(step: Logging, change: Changeover, to: Recipient, values: dict[str, object]) -> None:
    """As an answer to the card it is about, with the buttons its reader may press there."""
    handover = change.handover
    card = await cards.find_card(step.tx, CARD, handover.id, to.chat_id) if to.chat_id is not None else None
    is_superior = values["audience"] == "superior"
    keyboard = _superiors_keys(change) if is_superior else sides_keys(change, to.person_id)
    await step.say(
        to,
        Screen(REMINDER, values, keyboard=keyboard),
        priority=0,
        subject=f"{REMINDER}:{handover.id}",
        reply_to=card.message_id if card is not None else None,
    )


def _superiors_keys(change: Changeover) -> tuple[tuple[Button, ...], ...]:
    """As long as responsibility has not passed, somebody further up may take the desk."""
    if change.handover.taken_over_at is not None:
        return ()
    return ((button(Step.LEAD_MYSELF, change.handover.desk_id, change.outgoing.id, style="danger"),),)
