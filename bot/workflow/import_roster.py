"""`trucban roster import`: a duty table or rotations laid over the roster, in one transaction, repeatable."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk import Desk
from bot.rules.organisation.changes import Action, Change, changes
from bot.rules.organisation.entries import Organisation, OrganisationError
from bot.rules.organisation.plan import plan
from bot.rules.roster.days import SpecialDay
from bot.rules.roster.importing import AskedRoster, ready
from bot.workflow.set_up_organisation import Outcome, SettingUp, carry_out
from bot.workflow.telling import ActorlessStep
from storage import organisation, roster


@dataclass(frozen=True, slots=True)
class Importing:
    """What is asked for. `reason` belongs to `replaces_shifts`, and goes into the duty log."""

    asked: AskedRoster
    replaces_shifts: bool = False
    reason: str = ""
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was changed, or would be. `passed`: shifts of the file that are over and stand in no roster."""

    outcome: Outcome
    passed: int


async def import_roster(desk: Desk, importing: Importing) -> Imported:
    """Store what the file says. A second run changes nothing; what has begun or was changed in chat is left.

    Raises:
        OrganisationError: with every fault of the file; nothing is stored.
    """
    async with desk.database.transaction() as tx:
        step = ActorlessStep(desk, tx, desk.clock.now())
        seen = await look(step, importing)
        await roster.put_special_days(tx, importing.asked.days)
        days = tuple(change for change in seen.outcome.changes if change.table == "days")
        asked = SettingUp(Organisation(), reason=importing.reason, operator=importing.operator)
        return Imported(await carry_out(step, seen.outcome.plan, asked, days), seen.passed)


async def look(step: ActorlessStep, importing: Importing) -> Imported:
    """What would change; only reads.

    Raises:
        OrganisationError: with every fault of the file.
    """
    before = await organisation.load(step.tx, step.now)
    stored = await roster.list_special_days(step.tx)
    prepared = ready(importing.asked, before, stored, step.now, step.desk.rules.time_zone)
    if prepared.faults:
        raise OrganisationError(prepared.faults)
    said = Organisation(shifts=prepared.shifts)
    planned = plan(said, before, step.now, replaces_shifts=importing.replaces_shifts)
    days = _changed_days(stored, importing.asked.days)
    outcome = Outcome(planned, (*days, *changes(planned.before, planned.after)))
    return Imported(outcome, prepared.passed)


def _changed_days(stored: Sequence[SpecialDay], said: Sequence[SpecialDay]) -> tuple[Change, ...]:
    """The office's own days that differ, one line each."""
    before = {day.on: day for day in stored}
    lines = []
    for day in said:
        stands = before.get(day.on)
        was = {} if stands is None else _day_facts(stands)
        is_now = _day_facts(day)
        if was != is_now:
            action = Action.CREATED if stands is None else Action.CHANGED
            name = f"{day.on:%d/%m/%Y}"
            lines.append(Change(action, "days", day.on.isoformat(), name, frozenset(), was, is_now))
    return tuple(lines)


def _day_facts(day: SpecialDay) -> dict[str, str]:
    return {"day": "off" if day.is_off else "worked", "called": day.name}
