"""Ngăn chặn ngay without an incident yet: one is opened and the measure told, in the same transaction (Art. 8.1)."""

from collections.abc import Sequence

from bot.errors import DutyError
from bot.rules.person import DutyDesk, Role, Unit
from bot.rules.received import ReceivedFile
from bot.rules.report_fields import understood
from bot.rules.report_text import read_report
from bot.rules.urgency import Urgency
from bot.workflow import contain_incident
from bot.workflow.forms import ask_for
from bot.workflow.keep_files import keep
from bot.workflow.report_incident import Reported, receive
from bot.workflow.save_draft import home_of
from bot.workflow.taking import Taking
from storage import people


async def invite(step: Taking) -> None:
    """Ngăn chặn ngay from the menu: what was stopped, or is to be?"""
    desk, unit = await home_of(step.tx, step.actor)
    await ask_for(step, "contain-new", {"number": ""}, phone=desk.phone, is_order=unit is None)


async def contain_new(
    step: Taking, content: str, unit_codes: Sequence[str], files: Sequence[ReceivedFile] = ()
) -> None:
    """Open an incident for what is stopped now; its urgency is hỏa tốc until somebody says otherwise.

    Raises:
        DutyError: `containment-empty`, `containment-needs-unit`, `unit-not-found`, `cannot-report`, `not-on-duty`.
    """
    desk, own = await home_of(step.tx, step.actor)
    if not content:
        raise DutyError("containment-empty", number="")
    unit = own or await _named(step, desk, unit_codes)
    reading = read_report(
        content, now=step.now, time_zone=step.desk.rules.time_zone, vocabulary=step.desk.vocabulary.report
    )
    reported = Reported(
        text=content,
        fields=understood(reading),
        kind=reading.kind,
        urgency=Urgency.HOATOC,
        desk=desk,
        unit=own,
        reporter_id=step.actor.person.id,
        written_at=step.source.sent_at,
    )
    incident, _ = await receive(step, reported)
    measure = await contain_incident.make(step, incident, unit, content, ordered=own is None)
    await keep(step, files, "containment", measure.id, incident.id)


async def contain_known(
    step: Taking,
    incident_id: int,
    content: str,
    unit_codes: Sequence[str],
    files: Sequence[ReceivedFile] = (),
) -> None:
    """On a running incident; an officer may name the unit."""
    unit = await _by_code(step, unit_codes[0]) if unit_codes else None
    await contain_incident.contain(step, incident_id, content, unit.id if unit else None, files)


async def _named(step: Taking, desk: DutyDesk, unit_codes: Sequence[str]) -> Unit:
    if not step.actor.holds(Role.OFFICER, desk.id):
        raise DutyError("not-on-duty", number="")
    if not unit_codes:
        known = ", ".join(u.code for u in await people.list_units(step.tx, desk.id))
        raise DutyError("containment-needs-unit", known=known)
    return await _by_code(step, unit_codes[0])


async def _by_code(step: Taking, code: str) -> Unit:
    unit = await people.find_unit_by_code(step.tx, code)
    if unit is None:
        raise DutyError("unit-not-found", code=code, known="")
    return unit
