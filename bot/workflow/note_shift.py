"""What a shift says of itself: Trọng điểm ca trực, Tình trạng trang thiết bị, the work done of a quiet shift."""

from bot.errors import DutyError
from bot.rules.log_entry import LogKind
from bot.rules.person import Role
from bot.rules.shift import NoteKind, Shift
from bot.workflow.changeover import CARD
from bot.workflow.forms import ask_for
from bot.workflow.taking import Taking
from storage import handovers, shifts

BY = {NoteKind.FOCUS: Role.LEADER, NoteKind.EQUIPMENT: Role.OFFICER, NoteKind.WORK: Role.OFFICER}
LOGGED_AS = {
    NoteKind.FOCUS: LogKind.FOCUS_SET,
    NoteKind.EQUIPMENT: LogKind.EQUIPMENT_STATED,
    NoteKind.WORK: LogKind.WORK_CONFIRMED,
}


async def ask(step: Taking, shift_id: int, kind: NoteKind) -> None:
    """What is it?

    Raises:
        DutyError: `not-your-shift`.
    """
    shift = await _own(step, shift_id, kind)
    await ask_for(
        step, kind, {"shift": shift.id, "number": ""}, starts_at=shift.starts_at, ends_at=shift.ends_at
    )


async def note(step: Taking, shift_id: int, kind: NoteKind, text: str) -> None:
    """Keep and log it; the digest tells it.

    Raises:
        DutyError: `not-your-shift`, `no-content`.
    """
    shift = await _own(step, shift_id, kind)
    if not text:
        raise DutyError("no-content", number="")
    await shifts.add_note(step.tx, shift.id, kind, text, step.actor.person.id, step.now)
    await step.log(
        LOGGED_AS[kind],
        desk_id=shift.desk_id,
        role=BY[kind],
        payload={"shift": shift.id},
        text={"text": text},
    )
    handover = await handovers.find_of_shift(step.tx, shift.id)
    if handover is not None:
        await step.refresh(CARD, handover.id, priority=0)
    step.answers("shift-noted", kind=kind, text=text)


async def _own(step: Taking, shift_id: int, kind: NoteKind) -> Shift:
    """The shift, of somebody who serves in it in the role that says this; a shift long past says nothing more."""
    shift = await shifts.hold(step.tx, shift_id, step.now)
    if step.actor.person.id not in shift.of(BY[kind]):
        raise DutyError("not-your-shift", role=BY[kind], starts_at=shift.starts_at)
    return shift
