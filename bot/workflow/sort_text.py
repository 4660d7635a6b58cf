"""Where a free text belongs: a form, a reply, a running incident, a new report – or to the desk, never to nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.buttons import button
from bot.errors import DutyError
from bot.rules import permission
from bot.rules.containment import awaits_receipt
from bot.rules.directive import AWAITS_RECEIPT, AWAITS_RESULT, awaits_recall_receipt
from bot.rules.incident import UNDECIDED, Incident, IncidentState
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.permission import Capacity
from bot.rules.received import ReceivedFile
from bot.rules.report_text import is_courtesy, is_receipt
from bot.rules.step import Step
from bot.views.standing import concern_of
from bot.views.who_is_on_duty import desks_of
from bot.workflow import (
    acknowledge_directive,
    add_to_report,
    choices,
    compose_directive,
    contain_incident,
    fill_form,
    recipients,
    save_draft,
)
from bot.workflow.at_hand import held_here
from bot.workflow.forms import is_of_form, open_form, put_aside
from bot.workflow.keep_files import keep
from bot.workflow.taking import Taking
from bot.workflow.wind_begun import wind_text
from storage import containments, directives, drafts, incidents, message_links
from storage.message_links import MessageLink

RECENT = timedelta(hours=12)
FORM_IS_FRESH = timedelta(minutes=3)
ABOUT_DIRECTIVE = frozenset({"directive-card", "directive-recalled"})


@dataclass(frozen=True, slots=True)
class Said:
    """A message without a command: its text, what came with it, the album it is part of."""

    text: str
    files: Sequence[ReceivedFile] = ()
    album: str = ""


async def sort_text(step: Taking, said: Said) -> None:
    """Find the one place this message belongs to, and put it there."""
    link = await _replied_to(step)
    if await _filled_a_form(step, said, link):
        return
    if link is not None and await _belonged_to(step, said, link):
        return
    if not said.files and is_courtesy(said.text, step.desk.vocabulary.report):
        await _offer_receipt(step, said)
        return
    if (
        not step.actor.unit_ids
        and await drafts.find_open(step.tx, step.actor.person.id, step.source.chat_id) is None
    ):
        await leave_at_desk(step, said)
        return
    await _report(step, said)


async def _replied_to(step: Taking) -> MessageLink | None:
    if step.source.reply_to is None:
        return None
    return await message_links.find_link(step.tx, step.source.chat_id, step.source.reply_to)


async def _filled_a_form(step: Taking, said: Said, link: MessageLink | None) -> bool:
    """A reply to the form's own message, or the next message in a private chat."""
    form = await drafts.find_open_form(step.tx, step.actor.person.id, step.source.chat_id)
    if form is None:
        return False
    if link is not None and is_of_form(link.subject, form):
        await fill_form.fill(step, form, said.text, said.files)
        return True
    if step.source.reply_to is not None or not step.source.is_private_chat:
        return False
    if form.kind in fill_form.WAITS_FOR_A_BUTTON:
        return False
    is_report = form.kind == "report"  # whatever comes next is the report, however late; a courtesy is none
    if is_report and not said.files and is_courtesy(said.text, step.desk.vocabulary.report):
        return False
    if not is_report and step.now - form.updated_at > FORM_IS_FRESH:
        await fill_form.ask_whether(step, form, said.text, said.files)
        return True
    await fill_form.fill(step, form, said.text, said.files)
    return True


async def _belonged_to(step: Taking, said: Said, link: MessageLink) -> bool:
    """A reply to a message of an incident belongs to that incident, as this person may add to it."""
    if link.incident_id is None:
        return False
    incident = await incidents.get(step.tx, link.incident_id)
    held = held_here(step, await concern_of(step.tx, step.desk.rules, incident))
    if not permission.may_read(held):
        return False
    name, _, subject_id = link.subject.partition(":")
    if name in ABOUT_DIRECTIVE and await _answered_directive(step, said, int(subject_id)):
        return True
    if name == contain_incident.CARD and await _answered_containment(step, said, int(subject_id)):
        return True
    if not said.files and is_courtesy(said.text, step.desk.vocabulary.report):
        return True
    if held & (permission.INVOLVED_UNIT | {Capacity.AUTHOR}):
        await add_to_report.add(step, incident.id, said.text, said.files)
    elif held & permission.DECIDES and said.text:
        await _show_back(step, incident, said)
    elif Capacity.OFFICER in held and said.text:
        await add_to_report.note(step, incident.id, said.text)
    else:
        return False
    return True


async def _answered_directive(step: Taking, said: Said, addressee_id: int) -> bool:
    """Words of receipt alone are the receipt; anything else is asked about: result, or in hand?"""
    addressee = await directives.get_addressee(step.tx, addressee_id)
    if addressee.unit_id not in step.actor.unit_ids:
        return False
    if not said.files and is_receipt(said.text, step.desk.vocabulary.report):
        if addressee.state in AWAITS_RECEIPT or awaits_recall_receipt(addressee):
            await acknowledge_directive.acknowledge(step, addressee_id)
        return True
    if addressee.state not in AWAITS_RESULT:
        return False
    directive = await directives.get(step.tx, addressee.directive_id)
    incident = await incidents.get(step.tx, directive.incident_id)
    number = f"{incident.number}/{directive.n}"
    await put_aside(step)
    payload = {"addressee": addressee.id, "number": number, "held": fill_form.held(said.text, said.files)}
    form = await open_form(step, "reply", payload)
    keyboard = (
        (button(Step.REPORT_RESULT, addressee.id, addressee.version, extra=f"f{form.id}", style="primary"),),
        (button(Step.IN_HAND, addressee.id, addressee.version, extra=f"f{form.id}"),),
    )
    values = {"number": number, "urgency": incident.urgency, "text": said.text, "files": len(said.files)}
    await choices.offer(step, Screen("reply-meant", values, keyboard=keyboard), incident)
    return True


async def _answered_containment(step: Taking, said: Said, containment_id: int) -> bool:
    """Words of receipt alone are its receipt, too."""
    measure = await containments.get(step.tx, containment_id)
    is_own = measure.unit_id in step.actor.unit_ids
    if said.files or not is_own or not is_receipt(said.text, step.desk.vocabulary.report):
        return False
    if awaits_receipt(measure):
        await contain_incident.acknowledge(step, measure.id)
    return True


async def _show_back(step: Taking, incident: Incident, said: Said) -> None:
    """A leader's text under an incident is shown back as a directive; it leaves with Gửi chỉ đạo only."""
    first = Step.DIRECT if incident.state in UNDECIDED else Step.ADD_DIRECTIVE
    if incident.state is IncidentState.CLOSED:
        await leave_at_desk(step, said)
        return
    await compose_directive.show_back(step, incident.id, first, incident.report_version, said.text)


async def _offer_receipt(step: Taking, said: Said) -> None:
    """A "rõ" without a reply starts nothing; where one directive waits for receipt, its button is offered."""
    if not is_receipt(said.text, step.desk.vocabulary.report):
        return
    waiting = []
    for unit_id in step.actor.unit_ids:
        for incident in await incidents.list_of_unit(step.tx, unit_id):
            for addressee in await directives.list_addressees_of_incident(step.tx, incident.id):
                if addressee.unit_id == unit_id and addressee.state in AWAITS_RECEIPT:
                    directive = await directives.get(step.tx, addressee.directive_id)
                    waiting.append((addressee, f"{incident.number}/{directive.n}"))
    if not waiting:
        return
    keyboard = tuple(
        (button(Step.ACKNOWLEDGE, addressee.id, addressee.version, number=number),)
        for addressee, number in waiting
    )
    await choices.offer(step, Screen("choose", {"step": Step.ACKNOWLEDGE}, keyboard=keyboard))


async def _report(step: Taking, said: Said) -> None:
    """A report begins or goes on; with an incident open or recent, it is asked which of the two it is."""
    is_new = await drafts.find_open(step.tx, step.actor.person.id, step.source.chat_id) is None
    recent = await save_draft.recent_incidents(step, step.now - RECENT) if is_new else []
    await save_draft.write(step, said.text, said.files, said.album, asks_where=recent)


async def leave_at_desk(step: Taking, said: Said) -> None:
    """Tin chưa rõ vụ việc: shown to the desk with buttons to place it; the author is told so."""
    # Also of a superior or an administrator, who report nothing themselves.
    desk = next(iter(await desks_of(step.tx, step.actor)), None)
    if desk is None:
        raise DutyError("cannot-report")
    text = await drafts.add_unsorted(
        step.tx,
        desk_id=desk.id,
        person_id=step.actor.person.id,
        chat_id=step.source.chat_id,
        message_id=step.source.message_id,
        text=said.text,
        now=step.now,
    )
    await keep(step, said.files, "unsorted", text.id, None)
    await wind_text(step, text)
    await step.log(
        LogKind.MESSAGE_UNSORTED,
        desk_id=desk.id,
        payload={"unsorted": text.id, "files": len(said.files)},
        text={"text": said.text},
    )
    await step.show(await recipients.desk(step, desk.id), "unsorted-card", text.id)
    step.answers("left-at-desk", phone=desk.phone)
