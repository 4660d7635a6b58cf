"""A directive being written: shown back with addressees and deadline, gone only with Gửi chỉ đạo."""

from bot.buttons import button
from bot.rules.message import Button, Screen
from bot.rules.person import Unit
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from bot.views.gist import gist
from storage import directives, drafts, incidents, people
from storage.drafts import Form
from storage.times import MICROSECOND, moment

PRESETS = (30, 60, 120, 240, 480, 1440)
"""Minutes from the press."""
BY_URGENCY = 0
OTHER = "other"
STANDS = "stands"
CHOSEN = "✓"
UNITS_IN_A_ROW = 2
PRESETS_IN_A_ROW = 3


async def draw(drawing: Drawing, form_id: int) -> Drawn | None:
    """What would leave, to whom, by when; once the form ended, what became of it."""
    form = await drafts.find_form(drawing.tx, form_id)
    if form is None or not _is_readers(drawing, form):
        return None
    incident = await incidents.get(drawing.tx, form.payload["incident"])
    units = await people.list_units(drawing.tx, incident.desk_id)
    chosen = [u for u in units if u.id in form.payload["units"]]
    replaces_id = form.payload["replaces"]
    replaced = await directives.get(drawing.tx, replaces_id) if replaces_id is not None else None
    issued_id = form.payload.get("directive")
    issued = await directives.get(drawing.tx, issued_id) if issued_id is not None else None
    values = {
        "state": "aside" if _is_aside(form) else form.state,
        "number": incident.number,
        "urgency": incident.urgency,
        "gist": await gist(drawing.tx, incident),
        "content": form.payload["content"],
        "units": [{"code": u.code, "name": u.name, "is_outside": u.is_outside} for u in chosen],
        "due_at": moment(form.payload["due_at"]),
        "stands_until": moment(form.payload.get("stands_until")),
        "result_within": drawing.desk.rules.deadlines[incident.urgency].result_within // MICROSECOND,
        "replaces": f"{incident.number}/{replaced.n}" if replaced else "",
        "issued": f"{incident.number}/{issued.n}" if issued else "",
        "issued_at": issued.issued_at if issued else None,
        "now": drawing.now,
    }
    return Drawn(Screen("directive-form", values, keyboard=_keyboard(form, units)), form.version)


def _is_aside(form: Form) -> bool:
    return form.state == "dropped" and bool(form.payload.get("aside"))


def _is_readers(drawing: Drawing, form: Form) -> bool:
    """Its writer's own card; in a group it stands where it was begun."""
    if drawing.actor is not None:
        return drawing.actor.person.id == form.person_id
    return drawing.reader.chat_id == form.chat_id


def _keyboard(form: Form, units: list[Unit]) -> tuple[tuple[Button, ...], ...]:
    """Gửi chỉ đạo stands alone in its row."""
    if _is_aside(form):
        return ((button(Step.TAKE_UP_FORM, form.id, form.version, style="primary"),),)
    if form.state != "open" or not form.payload["content"]:
        return ()
    of = (form.id, form.version)
    toggles = [
        button(
            Step.TOGGLE_ADDRESSEE,
            *of,
            extra=str(unit.id),
            label=f"{CHOSEN} {unit.code}" if unit.id in form.payload["units"] else unit.code,
        )
        for unit in units
    ]
    presets = [
        button(Step.SET_DEADLINE, *of, extra=str(minutes), word=f"due_{minutes}") for minutes in PRESETS
    ]
    return (
        *_rows(toggles, UNITS_IN_A_ROW),
        *_rows(presets, PRESETS_IN_A_ROW),
        (
            button(Step.SET_DEADLINE, *of, extra=str(BY_URGENCY), word=f"due_{BY_URGENCY}"),
            button(Step.SET_DEADLINE, *of, extra=OTHER, word=f"due_{OTHER}"),
        ),
        (button(Step.SET_DEADLINE, *of, extra=STANDS, word=f"due_{STANDS}"),),
        (button(Step.SEND_DIRECTIVE, *of, style="success"),),
        (button(Step.CORRECT_DIRECTIVE, *of), button(Step.CANCEL_FORM, *of, style="danger")),
    )


def _rows(buttons: list[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))
