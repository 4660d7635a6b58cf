"""Ghi thành văn: the desk writes down a report that came as voice or pictures; its author says whether it is right."""

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.incident import IncidentState
from bot.rules.message import Screen
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow import add_to_report, choices, recipients
from bot.workflow.at_hand import AtHand, open_incident
from bot.workflow.forms import ask_for, refresh_form
from bot.workflow.taking import Taking
from storage import drafts, incidents
from storage.drafts import Form

FORM = "transcript"


async def ask(step: Taking, incident_id: int) -> None:
    """The button: the text is asked for.

    Raises:
        DutyError: `incident-closed`; and what `open_incident` raises.
    """
    hand = await _open(step, incident_id)
    payload = {"incident": hand.incident.id, "number": hand.incident.number}
    await ask_for(step, FORM, payload, number=hand.incident.number, gist=await gist(step.tx, hand.incident))


async def write(step: Taking, form: Form, text: str) -> None:
    """Shown on the card at once as the desk's note; part of the report only when its author confirms it.

    Raises:
        DutyError: `nothing-added`; and what `ask` raises.
    """
    hand = await _open(step, form.payload["incident"])
    incident = hand.incident
    payload = {**form.payload, "text": text}
    await refresh_form(step, await drafts.change_form(step.tx, form, step.now, state="done", payload=payload))
    await add_to_report.note(step, incident.id, text)
    values = {
        "number": incident.number,
        "urgency": incident.urgency,
        "name": step.actor.person.name,
        "text": text,
    }
    keyboard = (
        (button(Step.CONFIRM_TRANSCRIPT, form.id, style="success"),),
        (button(Step.REJECT_TRANSCRIPT, form.id, style="danger"),),
    )
    author = await recipients.person(step, incident.reporter_id)
    screen = Screen("transcript", values, keyboard=keyboard)
    await step.say(author, screen, incident, priority=0, subject=choices.ONCE)
    step.answers("transcript-sent", number=incident.number, gist=await gist(step.tx, incident))


async def confirm(step: Taking, form_id: int) -> None:
    """The author: what was written down is what they reported. It becomes a version of the report.

    Raises:
        DutyError: `form-ended`; and what `add` raises.
    """
    form = await _written(step, form_id)
    await add_to_report.add(step, form.payload["incident"], form.payload["text"])


async def reject(step: Taking, form_id: int) -> None:
    """The author: it is not. Whoever wrote it down is told, and the right words are asked for.

    Raises:
        DutyError: `form-ended`; and what `ask_for_addition` raises.
    """
    form = await _written(step, form_id)
    hand = await open_incident(step, form.payload["incident"], Step.ADD)
    values = {
        "number": hand.incident.number,
        "urgency": hand.incident.urgency,
        "name": step.actor.person.name,
        "text": form.payload["text"],
    }
    writer = await recipients.person(step, form.person_id)
    await step.say(writer, Screen("transcript-rejected", values), hand.incident, priority=0)
    await add_to_report.ask_for_addition(step, hand.incident.id)


async def _open(step: Taking, incident_id: int) -> AtHand:
    hand = await open_incident(step, incident_id, Step.TRANSCRIBE)
    if hand.incident.state is IncidentState.CLOSED:
        raise DutyError("incident-closed", number=hand.incident.number, at=hand.incident.closed_at)
    return hand


async def _written(step: Taking, form_id: int) -> Form:
    """What was written down, once: by somebody else, for this person to judge."""
    form = await drafts.find_form(step.tx, form_id)
    if form is None or form.kind != FORM:
        raise DutyError("not-your-form")
    hand = await open_incident(step, form.payload["incident"], Step.ADD)
    if hand.incident.reporter_id != step.actor.person.id:
        raise DutyError("not-your-form")
    said = await incidents.list_reports(step.tx, hand.incident.id)
    if any(r.author_id == step.actor.person.id and r.text == form.payload["text"] for r in said):
        raise DutyError("form-ended", state=form.state)
    return form
