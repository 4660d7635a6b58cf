"""Something being recorded for others: what is known of it, and the next thing asked for."""

from collections.abc import Awaitable, Callable, Mapping

from bot.buttons import button
from bot.rules.decision import DecisionKind
from bot.rules.message import Button, Screen
from bot.rules.record import CHANNELS, RecordKind
from bot.rules.record_form import Field, missing
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.views import recordable
from bot.views.drawing import Drawing, Drawn
from storage import containments, directives, drafts, incidents, people
from storage.drafts import Form
from storage.times import moment

CARD = "record-form"
FORM = "record"
ASKS_TIME = "time"
MOST_CHOICES = 8
TWO = 2
LONGEST_GIST = 30  # letters of a containment on its button
MINUTES_AGO = (0, 5, 15, 30)
KINDS = (
    RecordKind.OPINION,
    RecordKind.REPORT,
    RecordKind.DIRECTIVE,
    RecordKind.RESULT,
    RecordKind.CALL,
    RecordKind.WORK,
)


async def draw(drawing: Drawing, form_id: int) -> Drawn | None:
    """The form for who fills it; what became of it once it ended."""
    form = await drafts.find_form(drawing.tx, form_id)
    if form is None or not _is_readers(drawing, form):
        return None
    known = form.payload
    is_aside = form.state == "dropped" and bool(known.get("aside"))
    asked = missing(known) if form.state == "open" else None
    giver = known.get(Field.GIVER)
    units = [await people.get_unit(drawing.tx, unit_id) for unit_id in known.get(Field.UNITS) or ()]
    values = {
        "state": "aside" if is_aside else form.state,
        "asked": ASKS_TIME if asked and known.get("asks") == ASKS_TIME else asked or "",
        "kind": known.get(Field.KIND) or "",
        "channel": known.get(Field.CHANNEL) or "",
        "at": moment(known.get(Field.AT)),
        "number": known.get("number") or "",
        "opinion": known.get(Field.OPINION) or "",
        "giver": (await people.get_person(drawing.tx, giver[0])).name if giver else "",
        "about": await _about(drawing, form),
        "units": [unit.code for unit in units],
        "text": known.get(Field.TEXT) or "",
        "files": len(known.get("files") or ()),
        "now": drawing.now,
    }
    rows = []
    if asked is not None and asked in CHOICES and known.get("asks") != ASKS_TIME:
        buttons = await CHOICES[asked](drawing, form)
        rows = [tuple(buttons[at : at + TWO]) for at in range(0, len(buttons), TWO)]
    if form.state == "open":
        rows.append((button(Step.CANCEL_FORM, form.id, form.version),))
    elif is_aside:
        rows.append((button(Step.TAKE_UP_FORM, form.id, form.version, style="primary"),))
    return Drawn(Screen(CARD, values, keyboard=tuple(rows)), form.version)


async def _about(drawing: Drawing, form: Form) -> str:
    """The directive that is recalled or replaced, the containment that is answered, in its own words."""
    known = form.payload
    if known.get(Field.DIRECTIVE):
        directive = await directives.get(drawing.tx, known[Field.DIRECTIVE])
        return f"{known['incident_number']}/{directive.n}: {directive.content}"
    if known.get(Field.CONTAINMENT):
        return (await containments.get(drawing.tx, known[Field.CONTAINMENT])).content
    return ""


def _is_readers(drawing: Drawing, form: Form) -> bool:
    if drawing.actor is not None:
        return drawing.actor.person.id == form.person_id
    return drawing.reader.chat_id == form.chat_id


def _choice(form: Form, field: Field, value: object, *, word: str = "", label: str = "") -> Button:
    return button(Step.RECORD, form.id, form.version, f"{field}={value}", word=word, label=label)


async def _kinds(_: Drawing, form: Form) -> list[Button]:
    return [_choice(form, Field.KIND, kind.value, word=f"kind_{kind}") for kind in KINDS]


async def _channels(_: Drawing, form: Form) -> list[Button]:
    return [_choice(form, Field.CHANNEL, channel.value, word=f"channel_{channel}") for channel in CHANNELS]


async def _times(_: Drawing, form: Form) -> list[Button]:
    ago = [_choice(form, Field.AT, minutes, word=f"ago_{minutes}") for minutes in MINUTES_AGO]
    return [*ago, _choice(form, Field.AT, ASKS_TIME, word="ago_other")]


async def _incidents(drawing: Drawing, form: Form) -> list[Button]:
    found = await recordable.list_open(drawing.tx, form.payload["desk"])
    return [_choice(form, Field.INCIDENT, i.id, label=i.number) for i in found[:MOST_CHOICES]]


async def _addressees(drawing: Drawing, form: Form) -> list[Button]:
    known = form.payload
    found = await recordable.list_owing(
        drawing.tx, known["desk"], RecordKind(known[Field.KIND]), known.get(Field.INCIDENT)
    )
    return [
        _choice(form, Field.ADDRESSEE, owing.addressee_id, label=f"{owing.number} {owing.unit.code}")
        for owing in found[:MOST_CHOICES]
    ]


async def _opinions(drawing: Drawing, form: Form) -> list[Button]:
    incident = await incidents.get(drawing.tx, form.payload[Field.INCIDENT])
    said = await recordable.opinions_on(drawing.tx, incident)
    return [_choice(form, Field.OPINION, kind.value, word=f"said_{kind}") for kind in said]


async def _directives(drawing: Drawing, form: Form) -> list[Button]:
    known = form.payload
    found = await recordable.list_standing(drawing.tx, known[Field.INCIDENT])
    return [_choice(form, Field.DIRECTIVE, d.id, label=f"{known['incident_number']}/{d.n}") for d in found]


async def _containments(drawing: Drawing, form: Form) -> list[Button]:
    known = form.payload
    found = await recordable.list_answerable(
        drawing.tx, known[Field.INCIDENT], DecisionKind(known[Field.OPINION])
    )
    codes = [(await people.get_unit(drawing.tx, measure.unit_id)).code for measure in found]
    return [
        _choice(form, Field.CONTAINMENT, measure.id, label=f"{code}: {measure.content[:LONGEST_GIST]}")
        for measure, code in zip(found, codes, strict=True)
    ]


async def _units(drawing: Drawing, form: Form) -> list[Button]:
    found = await people.list_units(drawing.tx, form.payload["desk"])
    return [_choice(form, Field.UNITS, unit.id, label=unit.code) for unit in found]


async def _givers(drawing: Drawing, form: Form) -> list[Button]:
    return [
        _choice(form, Field.GIVER, person_id, label=(await people.get_person(drawing.tx, person_id)).name)
        for person_id in form.payload["givers"]
    ]


async def _urgencies(_: Drawing, form: Form) -> list[Button]:
    return [_choice(form, Field.URGENCY, u.value, word=f"urgency_{u.value}") for u in Urgency]


async def _answered(_: Drawing, form: Form) -> list[Button]:
    return [_choice(form, Field.ANSWERED, value, word=f"call_{value}") for value in (1, 0)]


CHOICES: Mapping[Field, Callable[[Drawing, Form], Awaitable[list[Button]]]] = {
    Field.KIND: _kinds,
    Field.CHANNEL: _channels,
    Field.AT: _times,
    Field.INCIDENT: _incidents,
    Field.ADDRESSEE: _addressees,
    Field.OPINION: _opinions,
    Field.DIRECTIVE: _directives,
    Field.CONTAINMENT: _containments,
    Field.UNITS: _units,
    Field.GIVER: _givers,
    Field.URGENCY: _urgencies,
    Field.ANSWERED: _answered,
}
"""Whatever is not here is typed."""
