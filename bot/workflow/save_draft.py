"""A report before it is sent: it grows with each message, is shown as understood, and waits for Gửi."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.buttons import button
from bot.errors import DutyError
from bot.rules import permission
from bot.rules.incident import Incident
from bot.rules.message import Screen
from bot.rules.person import Actor, DutyDesk, Role, Unit
from bot.rules.received import ReceivedFile
from bot.rules.report_fields import understood
from bot.rules.report_text import ReportReading, read_report
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.views.standing import concern_of
from bot.workflow import add_to_report
from bot.workflow.at_hand import held_here
from bot.workflow.report_incident import Reported, receive
from bot.workflow.taking import Taking
from storage import attachments, drafts, incidents, message_links, people
from storage.drafts import Draft
from storage.times import microseconds, moment
from storage.transaction import Transaction

PREVIEW = "draft-preview"
UNSENT_CARD = "draft-unsent"
FIELDS = ("occurred_at", "place", "proposal", "text")
BETWEEN_PARTS = "\n"


async def home_of(tx: Transaction, actor: Actor) -> tuple[DutyDesk, Unit | None]:
    """The desk this person reports to, and their unit; an officer reports what the desk itself found.

    Raises:
        DutyError: `cannot-report`.
    """
    for unit_id in actor.unit_ids:
        unit = await people.get_unit(tx, unit_id)
        return await people.get_desk(tx, unit.desk_id), unit
    for grant in actor.grants:
        if grant.role in {Role.OFFICER, Role.LEADER} and grant.desk_id is not None:
            return await people.get_desk(tx, grant.desk_id), None
    raise DutyError("cannot-report")


def reading_of(step: Taking, draft: Draft) -> ReportReading:
    """What the text tells, read as of when it was begun."""
    return read_report(
        draft.text,
        now=draft.opened_at,
        time_zone=step.desk.rules.time_zone,
        vocabulary=step.desk.vocabulary.report,
    )


async def write(
    step: Taking,
    text: str,
    files: Sequence[ReceivedFile] = (),
    album: str = "",
    asks_where: Sequence[int] = (),
) -> Draft:
    """Begin a report or go on with the one that is open here; shown back in both cases."""
    draft = await drafts.find_open(step.tx, step.actor.person.id, step.source.chat_id)
    if draft is None:
        desk, unit = await home_of(step.tx, step.actor)
        draft = await drafts.add(
            step.tx,
            person_id=step.actor.person.id,
            chat_id=step.source.chat_id,
            desk_id=desk.id,
            unit_id=unit.id if unit else None,
            text=text,
            payload={
                "written_at": microseconds(step.source.sent_at),
                "corrected": {},
                "asks_where": list(asks_where),
                "album": album,
                "parts": [[step.source.message_id, text]],
            },
            now=step.now,
        )
        is_same_album = False
    else:
        is_same_album = bool(album) and draft.payload.get("album") == album
        parts = [*draft.payload["parts"], [step.source.message_id, text]]
        payload = {**draft.payload, "album": album, "parts": parts}
        draft = await drafts.change(step.tx, draft, step.now, text=_whole(parts), payload=payload)
    for file in files:
        await attachments.add(step.tx, file, "draft", draft.id, None, step.now)
    for message_id in step.source.message_ids:
        await message_links.link_message(
            step.tx, step.source.chat_id, message_id, incident_id=None, subject=f"draft:{draft.id}"
        )
    # The photos of one album come as separate updates: one preview, edited, not ten.
    await step.show(step.here, PREVIEW, draft.id, again=not is_same_album)
    return draft


async def correct(step: Taking, draft_id: int, field: str, value: Any) -> None:
    """One field said anew by its author."""
    draft = await _own(step, draft_id)
    payload = {**draft.payload, "corrected": {**draft.payload["corrected"], field: value}}
    await drafts.change(step.tx, draft, step.now, payload=payload)
    await step.refresh(PREVIEW, draft.id, priority=0)


async def offer_fields(step: Taking, draft_id: int | None) -> None:
    """Sửa: which field? Single fields by buttons; a new message replaces the whole text."""
    draft = await _own(step, draft_id)
    fields = [button(Step.CORRECT_FIELD, draft.id, draft.version, f, word=f"field_{f}") for f in FIELDS]
    urgencies = [
        button(Step.SET_URGENCY, draft.id, draft.version, u.value, word=f"urgency_{u.value}") for u in Urgency
    ]
    keyboard = (tuple(fields[:2]), tuple(fields[2:]), tuple(urgencies[:2]), tuple(urgencies[2:]))
    await step.say(step.here, Screen("draft-fields", {"text": draft.text}, keyboard=keyboard), priority=0)


async def rewrite(step: Taking, draft_id: int, text: str) -> None:
    """The whole text said anew."""
    draft = await _own(step, draft_id)
    payload = {**draft.payload, "corrected": {}, "parts": [[step.source.message_id, text]]}
    await drafts.change(step.tx, draft, step.now, text=text, payload=payload)
    await step.show(step.here, PREVIEW, draft.id, again=True)


async def edit_part(step: Taking, draft_id: int, message_id: int, text: str) -> None:
    """The author changed one of the chat messages the draft is made of."""
    draft = await _own(step, draft_id)
    parts = [[m, text if m == message_id else said] for m, said in draft.payload["parts"]]
    payload = {**draft.payload, "parts": parts}
    await drafts.change(step.tx, draft, step.now, text=_whole(parts), payload=payload)
    await step.refresh(PREVIEW, draft.id, priority=0)


async def settle_where(step: Taking, draft_id: int) -> None:
    """Vụ việc mới: the text belongs to none of the incidents asked about."""
    draft = await _own(step, draft_id)
    payload = {**draft.payload, "asks_where": []}
    await drafts.change(step.tx, draft, step.now, payload=payload)
    await step.refresh(PREVIEW, draft.id, priority=0)


async def give_to_incident(step: Taking, draft_id: int, incident_id: int) -> None:
    """Bổ sung: the draft's text and files become a version of a running incident."""
    draft = await _own(step, draft_id)
    draft = await drafts.change(step.tx, draft, step.now, state="dropped")
    await add_to_report.add(step, incident_id, draft.text, draft_id=draft.id)
    await message_links.link_subject_to_incident(step.tx, f"draft:{draft.id}", incident_id)
    await step.refresh(PREVIEW, draft.id, priority=0)
    await step.refresh(UNSENT_CARD, draft.id, priority=0)


async def drop(step: Taking, draft_id: int | None) -> None:
    """Bỏ báo cáo này. Nothing was numbered, nothing is logged."""
    draft = await _own(step, draft_id)
    await drafts.change(step.tx, draft, step.now, state="dropped")
    await step.refresh(PREVIEW, draft.id, priority=0)
    await step.refresh(UNSENT_CARD, draft.id, priority=0)
    step.answers("draft-dropped")


async def send(
    step: Taking, draft_id: int | None, shown_version: int | None, *, privately: bool = False
) -> None:
    """Gửi: number, log and show it in this transaction. `privately`: Phản ánh riêng, to the superior only.

    Raises:
        DutyError: `no-draft`, `draft-ended`, `draft-changed` (something came after the preview was drawn); and what
            `number` raises.
    """
    draft = await _own(step, draft_id)
    if shown_version is not None and shown_version != draft.version:
        raise DutyError("draft-changed")
    incident = await number(step, draft, privately=privately)
    if step.source.is_press:
        step.answers("report-sent", number=incident.number)


async def number(step: Taking, draft: Draft, *, privately: bool = False) -> Incident:
    """The draft becomes an incident of its author's, whoever sends it.

    Raises:
        DutyError: `draft-empty`.
    """
    kept = await attachments.list_of(step.tx, "draft", draft.id)
    if not draft.text and not kept:
        raise DutyError("draft-empty")
    reading = reading_of(step, draft)
    corrected = draft.payload["corrected"]
    draft = await drafts.change(step.tx, draft, step.now, state="sent")
    reported = Reported(
        text=draft.text,
        fields=understood(reading, corrected),
        kind=corrected.get("kind", reading.kind),
        urgency=Urgency(corrected.get("urgency", Urgency.THUONG)),
        desk=await people.get_desk(step.tx, draft.desk_id),
        unit=await people.get_unit(step.tx, draft.unit_id) if draft.unit_id is not None else None,
        reporter_id=draft.person_id,
        written_at=moment(draft.payload["written_at"]),
        is_private=privately,
        draft_id=draft.id,
    )
    incident, report_id = await receive(step, reported)
    await attachments.move(
        step.tx,
        owner_kind="draft",
        owner_id=draft.id,
        to_kind="report",
        to_id=report_id,
        incident_id=incident.id,
    )
    await message_links.link_subject_to_incident(step.tx, f"draft:{draft.id}", incident.id)
    await step.refresh(PREVIEW, draft.id, priority=0)
    await step.refresh(UNSENT_CARD, draft.id, priority=0)
    return incident


async def recent_incidents(step: Taking, since: datetime) -> list[int]:
    """Incidents of this person's units that a new text may be about; of the private ones their own."""
    found: list[int] = []
    for unit_id in step.actor.unit_ids:
        for incident in await incidents.list_recent_of_unit(step.tx, unit_id, since):
            concern = await concern_of(step.tx, step.desk.rules, incident)
            if permission.may(Step.ADD, held_here(step, concern)):
                found.append(incident.id)
    return found


async def _own(step: Taking, draft_id: int | None) -> Draft:
    """The draft, if it is this person's and still open.

    Raises:
        DutyError: `no-draft`, `draft-ended`.
    """
    if draft_id is None:
        draft = await drafts.find_open(step.tx, step.actor.person.id, step.source.chat_id)
    else:
        draft = await drafts.find(step.tx, draft_id)
    if draft is None or draft.person_id != step.actor.person.id:
        raise DutyError("no-draft")
    if draft.state != "open":
        raise DutyError("draft-ended", state=draft.state)
    return draft


def _whole(parts: Sequence[Sequence[Any]]) -> str:
    return BETWEEN_PARTS.join(said for _, said in parts if said)
