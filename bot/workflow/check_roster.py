"""Before the night: what is missing in a coming shift is told once, to the administrators and the desk."""

from typing import Any

from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.roster.checks import Finding, Problem, gap_after, problems
from bot.rules.shift import Shift
from bot.workflow import recipients
from bot.workflow.firing import Firing
from bot.workflow.lateness import lateness
from bot.workflow.wind_roster import AHEAD
from storage import people, roster

NOTICE = "roster-check"


async def check_shift(step: Firing) -> None:
    """A shift that begins a day from now: its people, their chats, and whether they are elsewhere."""
    shift = await roster.find_shift(step.tx, step.timer.subject_id, step.now)
    if shift is None:
        return
    members = {
        member.person_id: await people.get_person(step.tx, member.person_id) for member in shift.members
    }
    elsewhere = [
        other
        for desk in await people.list_desks(step.tx)
        for other in await roster.list_shifts(step.tx, desk.id, shift.starts_at, shift.ends_at, step.now)
    ]
    await _tell(step, shift, list(problems(shift, members, elsewhere)))


async def check_gap(step: Firing) -> None:
    """From the end of a shift on nobody is planned."""
    shift = await roster.find_shift(step.tx, step.timer.subject_id, step.now)
    if shift is None:
        return
    others = await roster.list_shifts(step.tx, shift.desk_id, step.now, shift.ends_at + AHEAD, step.now)
    if gap_after(shift, others) is not None:
        await _tell(step, shift, [Finding(Problem.GAP)])


async def _tell(step: Firing, shift: Shift, findings: list[Finding]) -> None:
    if not findings:
        return
    desk = await people.get_desk(step.tx, shift.desk_id)
    lines = [await _line(step, finding) for finding in findings]
    values = {
        "desk": desk.name,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "findings": lines,
        "late": await lateness(step),
        "now": step.now,
    }
    to = [
        *await recipients.administrators(step, desk.id),
        *await recipients.desk(step, desk.id),
        *await recipients.leaders(step, desk.id),
    ]
    await step.say(recipients.once(to), Screen(NOTICE, values))
    await step.log(
        LogKind.ROSTER_CHECKED,
        desk_id=desk.id,
        payload={
            "shift": shift.id,
            "problems": [
                {"problem": one.problem.value, "person": one.person_id, "role": one.role} for one in findings
            ],
        },
        text={"names": [line["name"] for line in lines]},
    )


async def _line(step: Firing, finding: Finding) -> dict[str, Any]:
    person = await people.get_person(step.tx, finding.person_id) if finding.person_id is not None else None
    other = finding.other
    return {
        "problem": finding.problem.value,
        "name": person.name if person else "",
        "phone": person.phone if person else "",
        "role": finding.role.value if finding.role else "",
        "desk": (await people.get_desk(step.tx, other.desk_id)).name if other else "",
        "starts_at": other.starts_at if other else None,
        "ends_at": other.ends_at if other else None,
    }
