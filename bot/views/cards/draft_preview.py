"""A report as understood, before it is sent."""

from datetime import datetime

from bot.buttons import button
from bot.rules.message import Button, Screen
from bot.rules.report_text import read_report
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.views.drawing import Drawing, Drawn
from bot.views.incident_values import count_by_kind
from storage import attachments, drafts, incidents, people
from storage.drafts import Draft
from storage.times import microseconds, moment

MOST_PLACES = 3  # incidents offered for Bổ sung


async def draw(drawing: Drawing, draft_id: int) -> Drawn | None:
    """What was understood and what is missing; what became of it once it ended."""
    draft = await drafts.find(drawing.tx, draft_id)
    if draft is None:
        return None
    reading = read_report(
        draft.text,
        now=draft.opened_at,
        time_zone=drawing.desk.rules.time_zone,
        vocabulary=drawing.desk.vocabulary.report,
    )
    corrected = draft.payload["corrected"]
    stated = corrected.get("occurred_at")
    occurred_at = moment(stated) if stated is not None else reading.occurred_at
    options = () if "occurred_at" in corrected else reading.occurred_at_options
    files = await attachments.list_of(drawing.tx, "draft", draft.id)
    urgency = corrected.get("urgency")
    values = {
        "state": draft.state,
        "text": draft.text,
        "occurred_at": occurred_at,
        "options": list(options),
        "place": corrected.get("place", reading.place),
        "references": [
            {"kind": r.kind, "text": r.text, "warning": r.warning or ""} for r in reading.references
        ],
        "kind": corrected.get("kind", reading.kind),
        "proposal": corrected.get("proposal", reading.proposal),
        "urgency": urgency or Urgency.THUONG,
        "suggestion": None if urgency else reading.urgency_suggestion,
        "warnings": [w.code for w in reading.warnings],
        "files": count_by_kind(files),
        "too_large": [f.name for f in files if f.state == "too_large"],
        "asks_where": bool(draft.payload["asks_where"]),
        "phone": (await people.get_desk(drawing.tx, draft.desk_id)).phone,
        "now": drawing.now,
    }
    kind = drawing.desk.vocabulary.report.kind(str(values["kind"]))
    values["may_be_private"] = kind.visibility == "superior_only"
    keyboard = await _keyboard(
        drawing,
        draft,
        suggests=values["suggestion"] is not None,
        options=options,
        may_be_private=kind.visibility == "superior_only",
    )
    return Drawn(Screen("draft-preview", values, keyboard=keyboard), draft.version)


async def _keyboard(
    drawing: Drawing, draft: Draft, *, suggests: bool, options: tuple[datetime, ...], may_be_private: bool
) -> tuple[tuple[Button, ...], ...]:
    """Gửi stands alone in its row."""
    if draft.state != "open":
        return ()
    of = (draft.id, draft.version)
    rows: list[tuple[Button, ...]] = []
    for incident_id in draft.payload["asks_where"][:MOST_PLACES]:
        incident = await incidents.get(drawing.tx, incident_id)
        rows.append((button(Step.ADD, *of, extra=str(incident.id), number=incident.number),))
    if rows:
        return (*rows, (button(Step.NEW_INCIDENT, *of),))
    zone = drawing.desk.rules.time_zone
    rows += [
        (button(Step.SET_TIME, *of, extra=str(microseconds(at)), label=f"{at.astimezone(zone):%H:%M %d/%m}"),)
        for at in options
    ]
    if suggests:
        choices = [button(Step.SET_URGENCY, *of, extra=u.value, word=f"urgency_{u.value}") for u in Urgency]
        rows += [tuple(choices[:2]), tuple(choices[2:])]
    rows.append((button(Step.SEND_DRAFT, *of, style="success"),))
    if may_be_private:
        rows.append((button(Step.SEND_PRIVATELY, *of),))
    rows.append((button(Step.CORRECT_DRAFT, *of), button(Step.DROP_DRAFT, *of, style="danger")))
    return tuple(rows)
