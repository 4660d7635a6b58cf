"""What the auditor found: logged and said once, to those who can do something about it; logged when it is over."""

from collections.abc import Sequence
from typing import Any

from bot.desk import Desk
from bot.rules.finding import Finding, FindingKind
from bot.rules.log_entry import LogKind
from bot.rules.message import Recipient, Screen
from bot.workflow import recipients
from bot.workflow.log_step import log_step
from bot.workflow.telling import ActorlessStep, Telling
from storage import findings, incidents, people
from storage.findings import StandingFinding
from storage.times import microseconds

MOST_LINES = 10  # of one message; the rest is counted


async def record_findings(desk: Desk, found: Sequence[Finding]) -> None:
    """Bring what stands to what was found just now: new ones are said, those that are no longer so end."""
    async with desk.database.transaction() as tx:
        step = ActorlessStep(desk, tx, desk.clock.now())
        standing = {one.key: one for one in await findings.list_standing(tx)}
        new = [one for one in found if one.key not in standing]
        for key in standing.keys() - {one.key for one in found}:
            await _end(step, standing[key])
        for one in new:
            await _begin(step, one)
        await _say(step, new)


async def _begin(step: Telling, one: Finding) -> None:
    finding_id = await findings.add(step.tx, one, step.now)
    await _log(step, LogKind.AUDIT_FOUND, finding_id, one)


async def _end(step: Telling, one: StandingFinding) -> None:
    await findings.end(step.tx, one.id, step.now)
    await _log(step, LogKind.AUDIT_ENDED, one.id, one, found_at=microseconds(one.found_at))


async def _log(
    step: Telling, kind: LogKind, finding_id: int, one: Finding | StandingFinding, **more: Any
) -> None:
    incident = await incidents.get(step.tx, one.incident_id) if one.incident_id is not None else None
    await log_step(
        step.tx,
        kind,
        incident,
        now=step.now,
        occurred_at=step.now,
        desk_id=one.desk_id,
        payload={
            "id": finding_id,
            "finding": one.kind,
            "about": one.about,
            "subject": one.subject_id,
            **more,
        },
    )


async def _say(step: Telling, new: Sequence[Finding]) -> None:
    """One message to each reader, with what concerns them."""
    lines: dict[Recipient, list[dict[str, Any]]] = {}
    for one in new:
        line = await _line(step, one)
        for to in recipients.once(await _readers(step, one)):
            lines.setdefault(to, []).append(line)
    for to, concerning in lines.items():
        values = {"lines": concerning[:MOST_LINES], "count": len(concerning), "now": step.now}
        await step.say(to, Screen("audit-found", values), priority=0)


async def _readers(step: Telling, one: Finding) -> list[Recipient]:
    """Administrators, and the desk it concerns; of what goes to the superiors only, these instead of the desk."""
    desk_ids = [one.desk_id] if one.desk_id is not None else [d.id for d in await people.list_desks(step.tx)]
    to: list[Recipient] = []
    for desk_id in desk_ids:
        is_told_already = one.kind is FindingKind.UPDATE_DEAD and one.desk_id is not None  # by an alarm
        if not is_told_already:
            to += await recipients.administrators(step, desk_id)
        if one.is_private or one.kind is FindingKind.LEADER_MISSING:
            to += await recipients.superiors(step, desk_id)
        if not one.is_private and (one.desk_id is not None or one.kind is FindingKind.TIMER_LATE):
            to += await recipients.leaders(step, desk_id)
            to += await recipients.desk(step, desk_id)
    return to


async def _line(step: Telling, one: Finding) -> dict[str, Any]:
    notice, _, person_id = one.about.partition(":")
    name = one.name
    if person_id:
        name = (await people.get_person(step.tx, int(person_id))).name
    return {
        "kind": one.kind,
        "about": notice,
        "number": one.number,
        "name": name,
        "count": one.count,
        "since": None if one.since is None else microseconds(one.since),
    }
