"""Starting a report from the menu, and urgent reports that go without a preview."""

from collections.abc import Sequence

from bot.errors import DutyError
from bot.rules.received import ReceivedFile
from bot.rules.report_fields import understood
from bot.rules.report_text import read_report
from bot.rules.urgency import Urgency
from bot.workflow.forms import ask_for
from bot.workflow.keep_files import keep
from bot.workflow.report_incident import Reported, receive
from bot.workflow.save_draft import home_of
from bot.workflow.taking import Taking
from storage.drafts import find_open


async def invite(step: Taking) -> None:
    """Say how to report: the next message is the report."""
    desk, _ = await home_of(step.tx, step.actor)
    is_open = await find_open(step.tx, step.actor.person.id, step.source.chat_id) is not None
    await ask_for(step, "report", {"number": ""}, phone=desk.phone, has_draft=is_open)


async def report(step: Taking, urgency: Urgency, text: str, files: Sequence[ReceivedFile] = ()) -> None:
    """/khan, /thuongkhan, /hoatoc: numbered, logged and shown at once.

    Raises:
        DutyError: `cannot-report`, `report-empty`.
    """
    desk, unit = await home_of(step.tx, step.actor)
    if not text and not files:
        raise DutyError("report-empty", urgency=urgency)
    reading = read_report(
        text,
        now=step.now,
        time_zone=step.desk.rules.time_zone,
        vocabulary=step.desk.vocabulary.report,
    )
    reported = Reported(
        text=text,
        fields=understood(reading),
        kind=reading.kind,
        urgency=urgency,
        desk=desk,
        unit=unit,
        reporter_id=step.actor.person.id,
        written_at=step.source.sent_at,
    )
    incident, report_id = await receive(step, reported)
    await keep(step, files, "report", report_id, incident.id)
