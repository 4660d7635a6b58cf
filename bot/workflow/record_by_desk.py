"""/ghi and Ghi việc đã làm: what an officer records for others; what was left out is asked for (Art. 4.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.channel import Channel
from bot.rules.message import Screen
from bot.rules.number import WrittenNumber
from bot.rules.person import DutyDesk, Role
from bot.rules.received import ReceivedFile
from bot.rules.record import TYPED_KINDS, RecordKind, RecordLine, read_clock, read_line
from bot.rules.record_form import Field, missing
from bot.rules.step import Step
from bot.views import recordable
from bot.views.cards.record_form import ASKS_TIME, CARD, FORM
from bot.workflow import add_to_report, record_steps
from bot.workflow.at_hand import open_incident
from bot.workflow.forms import open_form, own_form, put_aside
from bot.workflow.record_fill_in import fill_in
from bot.workflow.record_finish import finish
from bot.workflow.record_steps import Came
from bot.workflow.resolve import resolve, shown_version
from bot.workflow.taking import Taking
from storage import directives, drafts, duty_log, people
from storage.drafts import Form
from storage.times import microseconds

OWN_WORK = frozenset({None, RecordKind.WORK, RecordKind.CALL})
"""Whoever serves in the shift records these; what others said or did, only its officers."""
ABOUT_ADDRESSEE = frozenset({RecordKind.DIRECTIVE, RecordKind.RESULT})


async def serving_desk(step: Taking, kind: RecordKind | None) -> DutyDesk:
    """The desk in whose responsible shift the actor serves.

    Raises:
        DutyError: `not-on-duty`.
    """
    for duty in step.actor.duties:
        if duty.role is Role.OFFICER or kind in OWN_WORK:
            return await people.get_desk(step.tx, duty.desk_id)
    raise DutyError("not-on-duty", number="")


async def typed(step: Taking, argument: str) -> None:
    """`/ghi …`: recorded at once where the line says everything; alone it opens the guided form.

    Raises:
        DutyError: `not-on-duty`, `incident-not-found`, `unit-not-found`, `nothing-owed`; and what the step raises.
    """
    line = read_line(argument, step.desk.vocabulary.record, step.now, step.desk.rules.time_zone)
    desk = await serving_desk(step, line.kind)
    if not argument:
        await advance(step, None, {"desk": desk.id})
    elif line.kind is None:
        await _keep(step, desk, argument, line)
    else:
        known = await _known(step, desk, line, line.kind)
        if known is not None:
            await advance(step, None, known)


async def begin(step: Taking, incident_id: int = 0) -> None:
    """Ghi việc đã làm from the menu; on an incident's card, the leader's opinion by phone."""
    if not incident_id:
        desk = await serving_desk(step, None)
        await advance(step, None, {"desk": desk.id})
        return
    known = await _of_incident(step, incident_id)
    await advance(
        step,
        None,
        {**known, Field.KIND: RecordKind.OPINION.value, Field.CHANNEL: Channel.PHONE.value},
    )


async def begin_for(step: Taking, addressee_id: int, kind: RecordKind) -> None:
    """From the roll-call, by phone: a directive passed on to this addressee, or its result."""
    addressee = await directives.get_addressee(step.tx, addressee_id)
    directive = await directives.get(step.tx, addressee.directive_id)
    known = await _of_incident(step, directive.incident_id)
    number = f"{known['number']}/{directive.n}"
    said: dict[str, Any] = {
        Field.KIND: kind.value,
        Field.ADDRESSEE: addressee.id,
        Field.CHANNEL: Channel.PHONE.value,
    }
    await advance(step, None, {**known, "number": number, **said})


async def say_what(step: Taking, seq: int, kind: RecordKind) -> None:
    """A button under what was saved as a note: it becomes the step it was; the note stays in the log.

    Raises:
        DutyError: `not-on-duty`, `not-your-form`; and what the step raises.
    """
    desk = await serving_desk(step, kind)
    entries = await duty_log.read(step.tx, desk.id, after=seq - 1, at_most=1)
    if not entries or entries[0].seq != seq or entries[0].actor_id != step.actor.person.id:
        raise DutyError("not-your-form")
    entry = entries[0]
    known: dict[str, Any] = {"desk": desk.id}
    if entry.incident is not None:
        found = [i for i in await recordable.list_open(step.tx, desk.id) if i.number == entry.incident]
        known |= await _of_incident(step, found[0].id) if found else {}
    known |= {
        Field.KIND: kind.value,
        Field.CHANNEL: None if entry.channel == Channel.MESSAGE else entry.channel,
        Field.AT: None if entry.occurred_at is None else microseconds(entry.occurred_at),
        Field.TEXT: entry.words.get("text", ""),
    }
    await advance(step, None, known)


async def choose(step: Taking, form_id: int, field: Field, value: str) -> None:
    """A button of the form.

    Raises:
        DutyError: `not-your-form`, `form-ended`; and what the step raises.
    """
    form = await own_form(step, form_id)
    known = dict(form.payload)
    if field is Field.AT and value == ASKS_TIME:
        known["asks"] = ASKS_TIME
    elif field is Field.AT:
        known[field] = microseconds(step.now - timedelta(minutes=int(value)))
    elif field is Field.INCIDENT:
        known |= await _of_incident(step, int(value))
    elif field in {Field.ADDRESSEE, Field.ANSWERED, Field.DIRECTIVE, Field.CONTAINMENT}:
        known[field] = int(value)
    elif field is Field.UNITS:
        known[field] = [int(value)]
    elif field is Field.GIVER:
        known["giver_id"] = int(value)
    else:
        known[field] = value
    await advance(step, form, known)


async def write(step: Taking, form: Form, text: str, files: Sequence[ReceivedFile]) -> None:
    """What the form asked for in words has come; a fax may be a photo.

    Raises:
        DutyError: `time-missing`; and what the step raises.
    """
    known = dict(form.payload)
    known["files"] = [*(known.get("files") or []), *(asdict(file) for file in files)]
    if known.get("asks") == ASKS_TIME:
        at = read_clock(text, step.now, step.desk.rules.time_zone)
        if at is None:
            raise DutyError("time-missing", number=known.get("number") or "")
        known |= {Field.AT: microseconds(at), "asks": ""}
    elif text:
        before = known.get(Field.TEXT)
        known[Field.TEXT] = f"{before}\n{text}" if before else text
    await advance(step, form, known)


async def advance(step: Taking, form: Form | None, known: dict[str, Any]) -> None:
    """Record it when nothing is missing; else ask for the next thing, the form kept in the database."""
    await fill_in(step, known)
    if missing(known) is None:
        await serving_desk(step, RecordKind(known[Field.KIND]))
        if form is not None:
            await drafts.change_form(step.tx, form, step.now, state="done", payload=known)
            await step.refresh(CARD, form.id, priority=0)
        await finish(step, known)
    elif form is None:
        await put_aside(step)
        opened = await open_form(step, FORM, known)
        await step.show(step.here, CARD, opened.id, priority=0)
    else:
        changed = await drafts.change_form(step.tx, form, step.now, payload=known)
        await step.show(step.here, CARD, changed.id, priority=0, again=not step.source.is_press)


async def _keep(step: Taking, desk: DutyDesk, argument: str, line: RecordLine) -> None:
    """Without a step: saved at once, with buttons to say what it was; a plain sentence is work done."""
    came = Came(line.channel or step.source.channel, line.at or step.source.sent_at)
    incident_id = await _noted_on(step, line.number) if line.number else None
    if incident_id is not None and line.text:
        await add_to_report.note(step, incident_id, line.text, came.at, came.channel)
    else:
        text = line.text if line.at is not None and line.text else argument
        await record_steps.work(step, desk.id, text, came)
        step.answers("work-recorded", text=text, number="")
    if line == RecordLine(text=argument):
        return
    step.answer = None
    seq = (await duty_log.find_head(step.tx, desk.id)).seq
    keyboard = tuple((button(Step.RECORD, seq, extra=f"as={k}", word=f"kind_{k}"),) for k in TYPED_KINDS)
    values = {"channel": came.channel, "at": came.at, "text": line.text or argument, "now": step.now}
    await step.say(step.here, Screen("record-saved", values, keyboard=keyboard), priority=0)


async def _noted_on(step: Taking, number: WrittenNumber) -> int | None:
    try:
        item = await resolve(step, Step.RECORD, number)
    except DutyError:
        return None
    return item.subject_id if item is not None and item.is_open else None


async def _known(step: Taking, desk: DutyDesk, line: RecordLine, kind: RecordKind) -> dict[str, Any] | None:
    """What the line says; an hour left out is the moment it was written. None: offered which incident it is."""
    known: dict[str, Any] = {
        "desk": desk.id,
        Field.KIND: kind.value,
        Field.CHANNEL: line.channel,
        Field.AT: microseconds(line.at or step.source.sent_at),
        Field.TEXT: line.text,
        Field.UNITS: [await _unit_id(step, desk, code) for code in line.units],
    }
    if line.number is not None:
        item = await resolve(step, Step.RECORD, line.number)
        if item is None:
            return None
        known |= {**await _of_incident(step, item.subject_id), "n": line.number.directive}
    if kind in ABOUT_ADDRESSEE:
        known |= await _owing(step, desk, kind, known, line.number)
    return known


async def _owing(
    step: Taking, desk: DutyDesk, kind: RecordKind, known: Mapping[str, Any], number: WrittenNumber | None
) -> dict[str, Any]:
    """The one addressee that is meant, if the line tells which."""
    n = None if number is None else number.directive
    found = [
        owing
        for owing in await recordable.list_owing(step.tx, desk.id, kind, known.get(Field.INCIDENT))
        if (not known[Field.UNITS] or owing.unit.id in known[Field.UNITS])
        and (n is None or owing.number.endswith(f"/{n}"))
    ]
    if not found:
        raise DutyError("nothing-owed", kind=kind, number=known.get("number") or "")
    if len(found) > 1:
        return {}
    return {Field.ADDRESSEE: found[0].addressee_id, "number": found[0].number}


async def _of_incident(step: Taking, incident_id: int) -> dict[str, Any]:
    """The incident, with the version of the report this officer has before them."""
    hand = await open_incident(step, incident_id, Step.RECORD)
    version = await shown_version(step, incident_id) or hand.incident.report_version
    return {
        "desk": hand.incident.desk_id,
        Field.INCIDENT: hand.incident.id,
        "number": hand.incident.number,
        "incident_number": hand.incident.number,
        "version": version,
    }


async def _unit_id(step: Taking, desk: DutyDesk, code: str) -> int:
    unit = await people.find_unit_by_code(step.tx, code)
    if unit is None or unit.desk_id != desk.id:
        known = ", ".join(u.code for u in await people.list_units(step.tx, desk.id))
        raise DutyError("unit-not-found", code=code, known=known)
    return unit.id
