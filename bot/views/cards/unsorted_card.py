"""Tin chưa rõ vụ việc: a text nobody could place, at the desk, with a button for each place it may belong to."""

from bot.buttons import button
from bot.rules import permission
from bot.rules.incident import Incident
from bot.rules.message import Button, Screen
from bot.rules.person import Role, Unit
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from bot.views.gist import gist
from bot.views.incident_values import count_by_kind
from storage import attachments, drafts, incidents, people
from storage.drafts import UnsortedText

MOST_PLACES = 5
NEW = "new"
OWNER = "unsorted"
READING = (Role.LEADER, Role.OFFICER, Role.SUPERIOR)


async def draw(drawing: Drawing, text_id: int) -> Drawn | None:
    """The text with its author and age; once placed, where and by whom. Nothing for who does not read at the desk."""
    text = await drafts.get_unsorted(drawing.tx, text_id)
    if not await _reads(drawing, text.desk_id):
        return None
    author = await people.get_person(drawing.tx, text.person_id) if text.person_id is not None else None
    placed = await incidents.get(drawing.tx, text.incident_id) if text.incident_id is not None else None
    by = await people.get_person(drawing.tx, text.placed_by) if text.placed_by is not None else None
    files = await attachments.list_of(drawing.tx, OWNER, text.id)
    places = await _places(drawing, text) if text.state == "open" else []
    values = {
        "state": text.state,
        "text": text.text,
        "author": author.name if author else "",
        "author_phone": author.phone if author else "",
        "units": [u.code for u in await _units(drawing, text)],
        "written_at": text.written_at,
        "files": count_by_kind(files),
        "places": [{"number": i.number, "gist": await gist(drawing.tx, i)} for i in places],
        "placed_in": placed.number if placed else "",
        "placed_by": by.name if by else "",
        "placed_at": text.placed_at,
        "now": drawing.now,
    }
    keyboard = _keyboard(text, places) if text.state == "open" and _serves(drawing, text.desk_id) else ()
    screen = Screen(
        "unsorted-card", values, keyboard=keyboard, files=tuple(attachments.as_file(f) for f in files)
    )
    return Drawn(screen, 1 if text.state == "open" else 2)


async def _reads(drawing: Drawing, desk_id: int) -> bool:
    if drawing.actor is None:
        desk = await people.find_desk_by_chat(drawing.tx, drawing.reader.chat_id)
        return desk is not None and desk.id == desk_id
    return _serves(drawing, desk_id) or any(drawing.actor.has(role, desk_id=desk_id) for role in READING)


def _serves(drawing: Drawing, desk_id: int) -> bool:
    """Officer or leader of the responsible shift; in the desk's group every press is checked anyway."""
    if drawing.actor is None:
        return True
    return drawing.actor.holds(Role.OFFICER, desk_id) or drawing.actor.holds(Role.LEADER, desk_id)


async def _units(drawing: Drawing, text: UnsortedText) -> list[Unit]:
    if text.person_id is None:
        return []
    author = await people.get_person(drawing.tx, text.person_id)
    actor = await people.load_actor(drawing.tx, author, drawing.now)
    return [await people.get_unit(drawing.tx, unit_id) for unit_id in actor.unit_ids]


async def _places(drawing: Drawing, text: UnsortedText) -> list[Incident]:
    """Open incidents of the author's units, the newest first, then of the desk."""
    of_units = [
        incident
        for unit in await _units(drawing, text)
        for incident in reversed(await incidents.list_of_unit(drawing.tx, unit.id))
    ]
    of_desk = list(reversed(await incidents.list_of_desk(drawing.tx, text.desk_id)))
    found: dict[int, Incident] = {}
    for incident in (*of_units, *of_desk):
        if incident.desk_id == text.desk_id and permission.may_read(await drawing.held(incident)):
            found.setdefault(incident.id, incident)
    return list(found.values())[:MOST_PLACES]


def _keyboard(text: UnsortedText, places: list[Incident]) -> tuple[tuple[Button, ...], ...]:
    rows = [
        (button(Step.PLACE_TEXT, text.id, 1, extra=str(incident.id), number=incident.number),)
        for incident in places
    ]
    return (*rows, (button(Step.PLACE_TEXT, text.id, 1, extra=NEW, word="new"),))
