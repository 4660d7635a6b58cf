"""A text nobody could place: somebody at the desk says where it belongs."""

from bot.errors import DutyError
from bot.rules.incident import Incident, IncidentState, ReportKind
from bot.rules.message import Screen
from bot.rules.person import Role
from bot.rules.report_fields import understood
from bot.rules.report_text import read_report
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.views.gist import gist
from bot.workflow import add_to_report, recipients
from bot.workflow.at_hand import open_incident
from bot.workflow.report_incident import Reported, receive
from bot.workflow.taking import Taking
from bot.workflow.wind_begun import wind_text
from storage import attachments, drafts, message_links, people
from storage.drafts import UnsortedText

CARD = "unsorted-card"
OWNER = "unsorted"


async def on_incident(step: Taking, text_id: int, incident_id: int) -> None:
    """It is more on a running incident: the next version, by its own author.

    Raises:
        DutyError: `already-placed`, `not-on-duty`, `incident-closed`; and what `open_incident` raises.
    """
    text = await _open(step, text_id)
    hand = await open_incident(step, incident_id, Step.ADD)
    if hand.incident.state is IncidentState.CLOSED:
        raise DutyError("incident-closed", number=hand.incident.number, at=hand.incident.closed_at)
    is_answer = hand.incident.state is IncidentState.AWAITING_ANSWER
    incident = await add_to_report.new_version(
        step,
        hand,
        ReportKind.ANSWER if is_answer else ReportKind.ADDITION,
        text.text,
        unsorted_id=text.id,
        author_id=text.person_id,
        written_at=text.written_at,
    )
    report_id = (await add_to_report.last_report(step, incident)).id
    await _placed(step, text, incident, report_id)
    if text.person_id is not None:
        to = await recipients.person(step, text.person_id)
        values = {
            "number": incident.number,
            "urgency": incident.urgency,
            "name": step.actor.person.name,
            "gist": await gist(step.tx, incident),
        }
        await step.say(to, Screen("text-placed", values), incident, subject=f"report:{report_id}")


async def as_new(step: Taking, text_id: int) -> None:
    """It is a report of its own.

    Raises:
        DutyError: `already-placed`, `not-on-duty`.
    """
    text = await _open(step, text_id)
    author_id = text.person_id or step.actor.person.id
    author = await people.load_actor(step.tx, await people.get_person(step.tx, author_id), step.now)
    units = [await people.get_unit(step.tx, unit_id) for unit_id in author.unit_ids]
    reading = read_report(
        text.text,
        now=text.written_at,
        time_zone=step.desk.rules.time_zone,
        vocabulary=step.desk.vocabulary.report,
    )
    reported = Reported(
        text=text.text,
        fields=understood(reading),
        kind=reading.kind,
        urgency=reading.urgency_suggestion or Urgency.THUONG,
        desk=await people.get_desk(step.tx, text.desk_id),
        unit=next((unit for unit in units if unit.desk_id == text.desk_id), None),
        reporter_id=author_id,
        written_at=text.written_at,
    )
    incident, report_id = await receive(step, reported)
    await attachments.move(
        step.tx,
        owner_kind=OWNER,
        owner_id=text.id,
        to_kind="report",
        to_id=report_id,
        incident_id=incident.id,
    )
    await _placed(step, text, incident, report_id)


async def _open(step: Taking, text_id: int) -> UnsortedText:
    text = await drafts.get_unsorted(step.tx, text_id)
    actor = step.actor
    if not (actor.holds(Role.OFFICER, text.desk_id) or actor.holds(Role.LEADER, text.desk_id)):
        raise DutyError("not-on-duty", number="")
    if text.state != "open":
        by = await people.get_person(step.tx, text.placed_by) if text.placed_by is not None else None
        raise DutyError("already-placed", name=by.name if by else "", at=text.placed_at)
    return text


async def _placed(step: Taking, text: UnsortedText, incident: Incident, report_id: int) -> None:
    """Mark it; a reply to its message belongs to the incident from now on."""
    placed = await drafts.place_unsorted(step.tx, text.id, incident.id, step.actor.person.id, step.now)
    await wind_text(step, placed or text)
    if text.message_id is not None:
        await message_links.link_message(
            step.tx,
            text.chat_id,
            text.message_id,
            incident_id=incident.id,
            subject=f"report:{report_id}",
        )
    await step.refresh(CARD, text.id, priority=0)
    step.answers("placed", number=incident.number, gist=await gist(step.tx, incident))
