"""Nhận ca, Chưa nhận ca: the incoming shift signs, and with its leader's signature responsibility passes (Art. 4.1)."""

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.handover import becomes_responsible
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.person import Role
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.views.changeover import Changeover, changeover_values, find_running
from bot.views.open_work import open_work
from bot.workflow import choices, decide_report, recipients
from bot.workflow.changeover import CARD, both_sides, desk_chat, facts, hold, own_role, reload, settle
from bot.workflow.forms import ask_for
from bot.workflow.pass_responsibility import pass_over
from bot.workflow.taking import Taking
from storage import duty_log, handovers, incidents, people, shifts

SURE = "yes"
"""Of a press: yes, also in the middle of a hỏa tốc incident."""


async def take_over(step: Taking, handover_id: int, *, is_sure: bool = False) -> bool:
    """Sign for the incoming shift. With its leader's signature, not before its start, responsibility passes.

    False: an explicit yes is asked for first, because a hỏa tốc incident is under way; nothing was changed.

    Raises:
        DutyError: `not-your-handover`, `already-signed`, `handover-over`.
    """
    change = await hold(step, handover_id)
    me = step.actor.person.id
    role = own_role(change, change.incoming, me)
    if change.incoming is None:
        raise DutyError("not-your-handover", starts_at=change.outgoing.starts_at)
    if role is Role.LEADER and not is_sure and await _asks_first(step, change, Step.TAKE_OVER, handover_id):
        return False
    await _sign(step, change, role)
    return True


async def take_over_and_approve(
    step: Taking, incident_id: int, shown_version: int, *, is_sure: bool = False
) -> None:
    """Nhận ca và duyệt: in one transaction, the takeover first, then the opinion of who answers by then.

    Raises:
        DutyError: `shift-not-begun`; and what `take_over` and `approve` raise.
    """
    incident = await incidents.find(step.tx, incident_id)
    running = await find_running(step.tx, incident.desk_id, step.now) if incident is not None else None
    me = step.actor.person.id
    if incident is not None and running is not None and running.incoming is not None:
        if running.incoming.leader_id == me and step.now < running.incoming.starts_at:
            raise DutyError("shift-not-begun", starts_at=running.incoming.starts_at)
        change = await hold(step, running.handover.id)
        role = own_role(change, change.incoming, me)
        if role is not Role.LEADER:
            raise DutyError("not-your-role", number=incident.number, role=Role.LEADER)
        asked = not is_sure and await _asks_first(
            step, change, Step.TAKE_OVER_AND_APPROVE, incident_id, shown_version
        )
        if asked:
            return
        await _sign(step, change, role)
        step.actor = await people.load_actor(step.tx, step.actor.person, step.now)
    await decide_report.approve(step, incident_id, shown_version)


async def refuse_take_over(step: Taking, handover_id: int, reason: str) -> None:
    """Chưa nhận ca: the outgoing shift, the desk and the superior hear why, each time; from the third on loudly.

    Raises:
        DutyError: `not-your-handover`, `already-signed`, `handover-over`, `reason-missing`.
    """
    change = await hold(step, handover_id)
    me = step.actor.person.id
    role = own_role(change, change.incoming, me)
    if change.incoming is not None and any(
        s.person_id == me and s.shift_id == change.incoming.id for s in change.signatures
    ):
        raise DutyError("already-signed", side="incoming", starts_at=change.incoming.starts_at)
    if not reason:
        raise DutyError("reason-missing", number="")
    await handovers.refuse(step.tx, change.handover.id, me, reason, step.now)
    n = len(await handovers.list_refusals(step.tx, change.handover.id))
    await step.log(
        LogKind.SHIFT_NOT_TAKEN_OVER,
        desk_id=change.handover.desk_id,
        role=role,
        payload={**facts(change), "n": n},
        text={"reason": reason},
    )
    values = {
        **await changeover_values(step.tx, change, step.now),
        "name": step.actor.person.name,
        "role": role,
        "reason": reason,
        "n": n,
        "is_loud": n >= step.desk.rules.handover.refusals_told_loudly,
    }
    desk_id = change.handover.desk_id
    superiors = await recipients.superiors(step, desk_id)
    to = [*await both_sides(step, change), *await desk_chat(step, desk_id)]
    await step.say(
        [one for one in recipients.once(to) if one not in superiors and one.person_id != me],
        Screen("not-taken-over", values),
        priority=0,
    )
    keyboard = ((button(Step.LEAD_MYSELF, desk_id, change.outgoing.id, style="danger"),),)
    await step.say(superiors, Screen("not-taken-over", values, keyboard=keyboard), priority=0)
    await step.refresh(CARD, change.handover.id, priority=0)
    step.answers("not-taken-over", starts_at=change.outgoing.starts_at, n=n)


async def ask_why_not(step: Taking, handover_id: int) -> None:
    """Chưa nhận ca: why?

    Raises:
        DutyError: as `refuse_take_over`, before anything is asked.
    """
    change = await hold(step, handover_id)
    own_role(change, change.incoming, step.actor.person.id)
    await ask_for(step, "nottakeover", {"handover": handover_id, "number": ""}, number="")


async def _sign(step: Taking, change: Changeover, role: Role) -> None:
    """The signature, and what follows from a leader's."""
    incoming, me = change.incoming, step.actor.person.id
    if incoming is None:
        raise ValueError(change.handover.id)
    is_new = await handovers.sign(step.tx, change.handover.id, incoming.id, me, role, step.now)
    if not is_new:
        raise DutyError("already-signed", side="incoming", starts_at=incoming.starts_at)
    before = await duty_log.find_head(step.tx, incoming.desk_id)
    change = await reload(step, change)
    passes = False
    if role is Role.LEADER and change.handover.taken_over_at is None:
        coming = await shifts.hold(step.tx, incoming.id, step.now)
        running = await shifts.find_responsible(step.tx, incoming.desk_id, step.now)
        from_at = becomes_responsible(coming, running, step.now, leader_signed=change.leader_signed)
        passes = running is not None and running.id == change.outgoing.id and from_at is not None
    if passes:
        change = await pass_over(step, change)
    await step.log(
        LogKind.SHIFT_TAKEN_OVER,
        desk_id=incoming.desk_id,
        role=role,
        payload={
            **facts(change),
            "passes": passes,
            "is_handed_over": change.is_handed_over,
            "log": before.seq,  # what the person who signs had before them
            "hash": before.hash,
        },
        text={},
    )
    change = await settle(step, change)
    step.answers(
        "taken-over",
        starts_at=incoming.starts_at,
        is_leader=role is Role.LEADER,
        passes=passes,
        is_responsible=change.handover.taken_over_at is not None,
        items_owed=change.items_owed,
        is_complete=change.is_complete,
    )


async def _asks_first(
    step: Taking, change: Changeover, wanted: Step, subject_id: int, version: int = 0
) -> bool:
    """In the middle of a hỏa tốc incident an explicit yes is asked for; the one the press itself decides is known."""
    known = subject_id if wanted is Step.TAKE_OVER_AND_APPROVE else 0
    hot = [
        item
        for item in await open_work(step.tx, step.desk.rules, change.handover.desk_id, step.now)
        if item.incident.urgency is Urgency.HOATOC and item.incident.id != known
    ]
    if not hot:
        return False
    keyboard = ((button(wanted, subject_id, version, extra=SURE, style="danger", word=f"{wanted}_sure"),),)
    rows = [
        {
            "number": item.incident.number,
            "state": item.incident.state,
            "gist": item.gist,
            "received_at": item.incident.received_at,
            "due_at": item.due_at,
            "is_overdue": item.is_overdue(step.now),
        }
        for item in hot
    ]
    await choices.offer(step, Screen("takeover-sure", {"rows": rows, "now": step.now}, keyboard=keyboard))
    return True
