"""The author changed a chat message: a new version where that can still matter, the original kept, the desk told."""

from bot.rules.incident import UNDECIDED, Incident, Report, ReportKind
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.permission import capacities
from bot.views.gist import gist
from bot.views.standing import concern_of
from bot.workflow import add_to_report, recipients, save_draft
from bot.workflow.at_hand import AtHand
from bot.workflow.taking import Taking
from storage import drafts, incidents, message_links
from storage.drafts import Draft
from storage.times import microseconds


async def record_edit(step: Taking, text: str) -> None:
    """An edited message: of a draft, of what was reported, or of nothing anybody knows."""
    if step.source.message_id is None:
        return
    link = await message_links.find_link(step.tx, step.source.chat_id, step.source.message_id)
    if link is None:
        return
    name, _, subject_id = link.subject.partition(":")
    before: str | None = None
    if name == "draft":
        draft = await drafts.find(step.tx, int(subject_id))
        if draft is None or draft.person_id != step.actor.person.id:
            return
        before = _part(draft, step.source.message_id)
        if draft.state == "open":
            if text != before:
                await save_draft.edit_part(step, draft.id, step.source.message_id, text)
            return
    if link.incident_id is None:
        return
    incident = await incidents.get(step.tx, link.incident_id)
    report = await _report(step, int(subject_id)) if name == "report" else None
    before = report.text if report is not None else before
    if text == before:
        return
    await _edited(step, incident, report, text)


def _part(draft: Draft, message_id: int) -> str | None:
    return next((said for m, said in draft.payload["parts"] if m == message_id), None)


async def _report(step: Taking, report_id: int) -> Report:
    return await incidents.get_report(step.tx, report_id)


async def _edited(step: Taking, incident: Incident, report: Report | None, text: str) -> None:
    """While undecided it is the next version to decide on; after that it changes nothing but is known."""
    concern = await concern_of(step.tx, step.desk.rules, incident)
    hand = AtHand(incident, capacities(step.actor, concern, step.now), concern)
    is_note = report is not None and report.kind is ReportKind.DESK_NOTE
    is_version = incident.state in UNDECIDED and not is_note
    if is_version:
        incident = await add_to_report.new_version(step, hand, ReportKind.EDIT, text)
    else:
        await step.log(
            LogKind.REPORT_EDITED,
            incident,
            role=hand.acting_as,
            payload={
                "report": report.id if report is not None else None,
                "report_version": incident.report_version,
                "state": incident.state,
                "changes_incident": False,
                "written_at": microseconds(step.source.sent_at),
            },
            text={"text": text},
        )
    values = {
        "number": incident.number,
        "urgency": incident.urgency,
        "gist": await gist(step.tx, incident),
        "name": step.actor.person.name,
        "at": step.source.sent_at,
        "text": text,
        "is_version": is_version,
    }
    desk = await recipients.desk_for(step, incident)
    await step.say([r for r in desk if r != step.here], Screen("message-edited", values), incident)
    step.answers("edit-recorded", number=incident.number, is_version=is_version)
