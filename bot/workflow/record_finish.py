"""A record with nothing missing any more becomes the step it stands for."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.rules.channel import Channel
from bot.rules.decision import DecisionKind
from bot.rules.incident import Incident
from bot.rules.person import Role
from bot.rules.received import ReceivedFile
from bot.rules.record import RecordKind, split_reporter
from bot.rules.record_form import Field
from bot.rules.urgency import Urgency
from bot.views.gist import gist
from bot.workflow import add_to_report, record_opinion, record_steps
from bot.workflow.opinion import Given
from bot.workflow.record_steps import Came
from bot.workflow.taking import Taking
from storage import incidents, people
from storage.times import moment

Known = Mapping[str, Any]


async def finish(step: Taking, known: Known) -> None:
    """Take the step.

    Raises:
        DutyError: whatever the step raises; nothing is recorded then.
    """
    await FINISHED[RecordKind(known[Field.KIND])](step, known)


def _came(step: Taking, known: Known) -> Came:
    stored = known.get(Field.AT)
    at = step.source.sent_at if stored is None else moment(stored)
    return Came(Channel(known.get(Field.CHANNEL) or step.source.channel), at)


def _files(known: Known) -> list[ReceivedFile]:
    return [ReceivedFile(**file) for file in known.get("files") or ()]


async def _incident(step: Taking, known: Known) -> Incident | None:
    incident_id = known.get(Field.INCIDENT)
    return None if incident_id is None else await incidents.get(step.tx, incident_id)


async def _work(step: Taking, known: Known) -> None:
    incident = await _incident(step, known)
    await record_steps.work(step, known["desk"], known[Field.TEXT], _came(step, known), incident)
    step.answers("work-recorded", text=known[Field.TEXT], number=known.get("number") or "")


async def _note(step: Taking, known: Known) -> None:
    came = _came(step, known)
    await add_to_report.note(step, known[Field.INCIDENT], known[Field.TEXT], came.at, came.channel)


async def _report(step: Taking, known: Known) -> None:
    came, files = _came(step, known), _files(known)
    if known.get(Field.INCIDENT) is not None:
        incident = await record_steps.addition(step, known[Field.INCIDENT], known[Field.TEXT], came, files)
    else:
        desk = await people.get_desk(step.tx, known["desk"])
        unit = await people.get_unit(step.tx, known[Field.UNITS][0])
        urgency = Urgency(known.get(Field.URGENCY) or Urgency.THUONG)
        incident = await record_steps.report(step, desk, unit, known[Field.TEXT], came, urgency, files)
    step.answers(
        "report-recorded",
        number=incident.number,
        gist=await gist(step.tx, incident),
        channel=came.channel,
        is_addition=known.get(Field.INCIDENT) is not None,
    )


async def _opinion(step: Taking, known: Known) -> None:
    came = _came(step, known)
    person_id, role = known[Field.GIVER]
    said = record_opinion.Opinion(
        DecisionKind(known[Field.OPINION]),
        known.get(Field.TEXT) or "",
        known.get(Field.UNITS) or [],
        known["version"],
        known.get(Field.DIRECTIVE),
        known.get(Field.CONTAINMENT),
    )
    given = Given(person_id, Role(role), came.at, came.channel)
    await record_opinion.opinion(step, known[Field.INCIDENT], said, given, _files(known))


async def _passed_on(step: Taking, known: Known) -> None:
    await record_steps.passed_on(step, known[Field.ADDRESSEE], known[Field.TEXT], _came(step, known))


async def _result(step: Taking, known: Known) -> None:
    reporter, text = split_reporter(known[Field.TEXT])
    await record_steps.result(step, known[Field.ADDRESSEE], reporter, text, _came(step, known), _files(known))


async def _call(step: Taking, known: Known) -> None:
    is_answered = bool(known[Field.ANSWERED])
    incident = await _incident(step, known)
    await record_steps.call(
        step, known["desk"], known[Field.TEXT], _came(step, known), incident, is_answered=is_answered
    )
    step.answers("call-recorded", is_answered=is_answered, number=known.get("number") or "")


FINISHED: Mapping[RecordKind, Callable[[Taking, Known], Awaitable[None]]] = {
    RecordKind.WORK: _work,
    RecordKind.NOTE: _note,
    RecordKind.REPORT: _report,
    RecordKind.OPINION: _opinion,
    RecordKind.DIRECTIVE: _passed_on,
    RecordKind.RESULT: _result,
    RecordKind.CALL: _call,
}
