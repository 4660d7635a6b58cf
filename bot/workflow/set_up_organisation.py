"""`trucban setup`: desks, units, people and shifts brought to what a file says, in one transaction, repeatable."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.desk import Desk
from bot.rules import link_code
from bot.rules.message import Screen
from bot.rules.organisation.changes import Change, changes
from bot.rules.organisation.entries import Organisation
from bot.rules.organisation.plan import Plan, plan
from bot.rules.organisation.report import LinkCode
from bot.rules.organisation.staff import label
from bot.rules.organisation.state import OrganisationState, ShiftState
from bot.workflow import recipients
from bot.workflow.log_organisation import WhoAndWhy, log_changes
from bot.workflow.pass_responsibility import log_opened
from bot.workflow.present_waiting import present_waiting
from bot.workflow.send_summary import wind_summaries
from bot.workflow.telling import ActorlessStep
from bot.workflow.wind_roster import wind_all_rosters
from bot.workflow.wind_shift import wind_shift
from storage import bot_state, link_codes, organisation, shifts
from storage.transaction import Transaction

ME = "me"  # the last getMe


@dataclass(frozen=True, slots=True)
class SettingUp:
    """What is asked for. `reason` belongs to `replaces_shifts`, and goes into the duty log."""

    said: Organisation
    replaces_shifts: bool = False
    reason: str = ""
    new_codes: bool = False
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was changed. `bot`: the bot's username for deep links, empty while no messenger told it."""

    plan: Plan
    changes: tuple[Change, ...]
    codes: tuple[LinkCode, ...] = ()
    bot: str = ""


async def set_up_organisation(desk: Desk, asked: SettingUp) -> Outcome:
    """Store what the file says. A second run changes nothing.

    Raises:
        OrganisationError: with every fault of the file; nothing is stored.
    """
    async with desk.database.transaction() as tx:
        step = ActorlessStep(desk, tx, desk.clock.now())
        planned = await look(tx, asked, step.now)
        return await carry_out(step, planned, asked)


async def carry_out(
    step: ActorlessStep, planned: Plan, asked: SettingUp, more: tuple[Change, ...] = ()
) -> Outcome:
    """Store what was planned, tell whoever it concerns, and log it. `more`: changes stored beside it."""
    tx = step.tx
    changed = (*more, *changes(planned.before, planned.after))
    state, ids = await organisation.store(tx, planned.before, planned.after, step.now)
    codes = await _give_codes(step, state, [ids[ref] for ref in planned.named], new=asked.new_codes)
    await _tell_of_duties(step, planned.before, state)
    for stored in state.desks.values():
        if stored.id is not None and stored.is_active:
            await present_waiting(step, stored.id)
            await wind_summaries(step, stored.id)
    await wind_all_rosters(step)
    by = WhoAndWhy(asked.operator, asked.reason)
    await log_changes(tx, changed, (state, ids), by, step.now)
    await _begin_shifts(step, planned.before, state)
    return Outcome(planned, changed, codes, await bot_username(tx))


async def _begin_shifts(step: ActorlessStep, before: OrganisationState, after: OrganisationState) -> None:
    """What begins to answer at once is logged; what is due for the shifts that changed is wound."""
    for key, shift in sorted(after.shifts.items()):
        stood = before.shifts.get(key)
        if shift == stood or shift.id is None:
            continue
        if shift.responsible_from is not None and (stood is None or stood.responsible_from is None):
            await log_opened(step, await shifts.get(step.tx, shift.id, step.now), shift.responsible_from)
        if shift.ends_at > step.now or shift.is_responsible(step.now):
            await wind_shift(step, shift.id)


async def look(tx: Transaction, asked: SettingUp, now: datetime) -> Plan:
    """What would change; only reads.

    Raises:
        OrganisationError: with every fault of the file.
    """
    before = await organisation.load(tx, now)
    return plan(asked.said, before, now, replaces_shifts=asked.replaces_shifts)


async def bot_username(tx: Transaction) -> str:
    """The bot's name on the messenger, as it last told it."""
    known = await bot_state.find_value(tx, ME)
    return str(json.loads(known).get("username") or "") if known else ""


async def _give_codes(
    step: ActorlessStep, state: OrganisationState, person_ids: Iterable[int], *, new: bool
) -> tuple[LinkCode, ...]:
    """A code for everyone the file names who has no account; a good one is left good unless asked anew."""
    given = []
    for person_id in person_ids:
        person = state.people[person_id]
        if person.telegram_id is not None or not person.is_active or person.is_frozen:
            await link_codes.void(step.tx, person_id, step.now)
            continue
        good = await link_codes.find_good(step.tx, person_id, step.now)
        if good is not None and not new:
            given.append(LinkCode(person_id, label(person), "", good.expires_at))
            continue
        await link_codes.void(step.tx, person_id, step.now)
        code = link_code.compose(
            [secrets.randbelow(len(link_code.ALPHABET)) for _ in range(link_code.LENGTH)]
        )
        expires_at = step.now + link_code.VALID_FOR
        await link_codes.add(step.tx, link_code.hash_code(code), person_id, expires_at)
        given.append(LinkCode(person_id, label(person), code, expires_at))
    return tuple(given)


async def _tell_of_duties(step: ActorlessStep, before: OrganisationState, after: OrganisationState) -> None:
    """A change of leader or deputy of the running or the next shift is shown to both, the desk and a superior."""
    for code in after.desks:
        running = [s for s in after.shifts.values() if s.desk == code and s.is_responsible(step.now)]
        coming = [s for s in after.shifts.values() if s.desk == code and s.starts_at > step.now]
        for shift in (*running, *sorted(coming, key=lambda one: one.starts_at)[:1]):
            stood = before.shifts.get((code, shift.starts_at))
            if stood is not None:
                await _tell_of_shift(step, stood, shift, after)


async def _tell_of_shift(
    step: ActorlessStep, was: ShiftState, shift: ShiftState, after: OrganisationState
) -> None:
    desk_id = after.desks[shift.desk].id
    if desk_id is None:
        return
    for role, before, now in (("leader", was.leader, shift.leader), ("deputy", was.deputy, shift.deputy)):
        if before == now:
            continue
        both = [person_id for person_id in (before, now) if person_id is not None]
        to = [
            *[await recipients.person(step, person_id) for person_id in both],
            *await recipients.desk(step, desk_id),
            *await recipients.superiors(step, desk_id),
        ]
        values = {
            "role": role,
            "starts_at": shift.starts_at,
            "ends_at": shift.ends_at,
            "before": after.people[before].name if before is not None else "",
            "after": after.people[now].name if now is not None else "",
        }
        await step.say(recipients.once(to), Screen("duty-changed", values), priority=0)
