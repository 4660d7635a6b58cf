"""Writing a directive: text, addressees, deadline; shown back, and gone only with Gửi chỉ đạo."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.errors import DutyError
from bot.rules.addressed_text import read_addressed
from bot.rules.due_text import read_due, read_until
from bot.rules.incident import UNDECIDED, Incident, IncidentState
from bot.rules.received import ReceivedFile
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow import opinion
from bot.workflow.at_hand import open_incident
from bot.workflow.direct_incident import FIRST, issue_wanted, unit_id_of
from bot.workflow.forms import ask_for, drop, open_form, own_form, prompt, put_aside, refresh_form
from bot.workflow.issue_directive import Wanted, said_to_stand
from bot.workflow.keep_files import keep
from bot.workflow.taking import Taking
from storage import directives, drafts, incidents, people
from storage.drafts import Form
from storage.times import microseconds, moment

CARD = "directive-form"
FORM = "directive"
DUE = "due"
STANDS = "stands"


async def begin(
    step: Taking, incident_id: int, wanted: Step, shown_version: int, replaces_id: int | None = None
) -> None:
    """Chỉ đạo, Chỉ đạo khác, Chỉ đạo bổ sung, Chỉ đạo thay thế: asks for the text.

    Raises:
        DutyError: `already-decided`, `stale-report`, `incident-state`; and what `open_incident` raises.
    """
    hand = await open_incident(step, incident_id, wanted)
    await _refuse_late(step, hand.incident, wanted, shown_version)
    await ask_for(
        step,
        FORM,
        await _blank(step, hand.incident, wanted, shown_version, replaces_id),
        number=hand.incident.number,
        gist=await gist(step.tx, hand.incident),
        step=wanted,
    )


async def begin_replacing(step: Taking, directive_id: int) -> None:
    """Chỉ đạo thay thế: names what it replaces.

    Raises:
        DutyError: `directive-recalled`; and what `begin` raises.
    """
    old = await directives.get(step.tx, directive_id)
    hand = await open_incident(step, old.incident_id, Step.REPLACE_DIRECTIVE)
    number = f"{hand.incident.number}/{old.n}"
    if old.recalled_at is not None:
        raise DutyError("directive-recalled", number=number, at=old.recalled_at)
    await begin(step, old.incident_id, Step.REPLACE_DIRECTIVE, hand.incident.report_version, old.id)


async def show_back(step: Taking, incident_id: int, wanted: Step, shown_version: int, content: str) -> None:
    """A text that already is there (a reply to the card): shown back as a directive to be sent.

    Raises:
        DutyError: `unit-not-found`, `no-content`; and what `begin` raises.
    """
    hand = await open_incident(step, incident_id, wanted)
    await _refuse_late(step, hand.incident, wanted, shown_version)
    payload = await _blank(step, hand.incident, wanted, shown_version, None)
    payload |= await _addressed(step, payload, content)
    if not payload["content"]:
        raise DutyError("no-content", number=payload["number"])
    await put_aside(step)
    form = await open_form(step, FORM, payload)
    await step.show(step.here, CARD, form.id, hand.incident, priority=0)


async def write(step: Taking, form: Form, text: str, files: Sequence[ReceivedFile]) -> None:
    """The text came: shown back. A voice or photo alone is sent at once and owes its written text.

    `@code` says for whom, as in a typed CHIDAO.

    Raises:
        DutyError: `unit-not-found`, `no-content`; `time-missing`, `time-past` where a deadline was asked for; and
            what the opinion raises.
    """
    payload = form.payload
    if payload.get("asks") in {DUE, STANDS}:
        await _write_deadline(step, form, text)
        return
    said = await _addressed(step, payload, text)
    if not said["content"]:
        if not files:
            raise DutyError("no-content", number=payload["number"])
        await _issue(step, form, {**payload, **said, "awaits_text": True}, files)
        return
    if (stands_until := said_to_stand(step, said["content"])) is not None:
        said["stands_until"] = microseconds(stands_until)
    changed = await drafts.change_form(step.tx, form, step.now, payload={**payload, **said})
    await refresh_form(step, changed)
    await step.show(step.here, CARD, changed.id, priority=0, again=True)


async def _addressed(step: Taking, payload: Mapping[str, Any], text: str) -> dict[str, Any]:
    """What a text says, and for whom: the units it begins with instead of those chosen; those it calls in as well."""
    incident = await incidents.get(step.tx, payload["incident"])
    said = read_addressed(text)
    units = [await unit_id_of(step, incident, code) for code in said.units] or list(payload["units"])
    called = {code.upper() for code in said.called}
    units += [u.id for u in await people.list_units(step.tx, incident.desk_id) if u.code.upper() in called]
    return {"content": said.content, "units": list(dict.fromkeys(units))}


async def toggle_addressee(step: Taking, form_id: int, unit_id: int) -> None:
    """A unit is to get it, or not."""
    form = await own_form(step, form_id)
    units = list(form.payload["units"])
    units = [u for u in units if u != unit_id] if unit_id in units else [*units, unit_id]
    await _change(step, form, units=units)


async def set_deadline(step: Taking, form_id: int, minutes: int) -> None:
    """By when the result is wanted: a preset, counted from now; 0 gives the urgency's own time back."""
    form = await own_form(step, form_id)
    due_at = microseconds(step.now + timedelta(minutes=minutes)) if minutes else None
    await _change(step, form, due_at=due_at, stands_until=None, asks="")


async def ask_deadline(step: Taking, form_id: int, asked: str = DUE) -> None:
    """Hạn khác, Có hiệu lực đến: the next message says until when; text and addressees stay."""
    form = await own_form(step, form_id)
    changed = await _change(step, form, asks=asked)
    await prompt(step, changed, asked, number=form.payload["number"])


async def _write_deadline(step: Taking, form: Form, text: str) -> None:
    number = form.payload["number"]
    is_due = form.payload["asks"] == DUE
    read = read_due if is_due else read_until
    at = read(text, step.now, step.desk.rules.time_zone)
    if at is None:
        raise DutyError("time-missing", number=number)
    if at <= step.now:
        raise DutyError("time-past", number=number, at=at)
    said = {"due_at" if is_due else "stands_until": microseconds(at), "asks": ""}
    changed = await _change(step, form, **said)
    await refresh_form(step, changed)
    await step.show(step.here, CARD, changed.id, priority=0, again=True)


async def reword(step: Taking, form_id: int) -> None:
    """Sửa: the text is asked for again, addressees and deadline stay."""
    form = await own_form(step, form_id)
    await drop(step, form)
    payload = {**form.payload, "content": ""}
    await ask_for(step, FORM, payload, number=payload["number"], gist="", step=payload["step"])


async def send(step: Taking, form_id: int, shown_version: int) -> None:
    """Gửi chỉ đạo: opinion and directive in one transaction.

    Raises:
        DutyError: `form-changed`, `no-content`, `no-addressee`; and what the opinion raises.
    """
    form = await own_form(step, form_id)
    if shown_version != form.version:
        raise DutyError("form-changed")
    if not form.payload["content"]:
        raise DutyError("no-content", number=form.payload["number"])
    await _issue(step, form, form.payload, ())


async def _issue(step: Taking, form: Form, payload: Mapping[str, Any], files: Sequence[ReceivedFile]) -> None:
    wanted = Wanted(
        content=payload["content"],
        unit_ids=payload["units"],
        result_due_at=moment(payload["due_at"]),
        stands_until=moment(payload.get("stands_until")),
        replaces_id=payload["replaces"],
        awaits_text=bool(payload.get("awaits_text")),
    )
    directive_id = await issue_wanted(
        step, payload["incident"], Step(payload["step"]), payload["version"], wanted
    )
    await keep(step, files, "directive", directive_id, payload["incident"])
    kept = {**payload, "directive": directive_id}
    await refresh_form(step, await drafts.change_form(step.tx, form, step.now, state="done", payload=kept))


async def _refuse_late(step: Taking, incident: Incident, wanted: Step, shown_version: int) -> None:
    if wanted in FIRST:
        if incident.state not in UNDECIDED:
            await opinion.refuse_decided(step, incident)
        if shown_version != incident.report_version:
            raise opinion.stale(incident)
    elif incident.state is not IncidentState.IN_PROGRESS:
        raise DutyError("incident-state", number=incident.number, state=incident.state)


async def _blank(
    step: Taking, incident: Incident, wanted: Step, shown_version: int, replaces_id: int | None
) -> dict[str, Any]:
    units = [] if incident.unit_id is None else [incident.unit_id]
    if replaces_id is not None:
        units = [a.unit_id for a in await directives.list_addressees(step.tx, replaces_id)]
    elif wanted is Step.ADD_DIRECTIVE:
        of_incident = await directives.list_addressees_of_incident(step.tx, incident.id)
        units = list(dict.fromkeys(a.unit_id for a in of_incident)) or units
    desk_units = {u.id for u in await people.list_units(step.tx, incident.desk_id)}
    return {
        "incident": incident.id,
        "number": incident.number,
        "version": shown_version,
        "step": wanted.value,
        "replaces": replaces_id,
        "units": [u for u in units if u in desk_units],
        "content": "",
        "due_at": None,
        "stands_until": None,
    }


async def _change(step: Taking, form: Form, **changes: Any) -> Form:
    changed = await drafts.change_form(step.tx, form, step.now, payload={**form.payload, **changes})
    await step.refresh(CARD, changed.id, priority=0)
    return changed
