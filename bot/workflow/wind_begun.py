"""Winding the clock of what is begun and not ended: reports not sent, forms not filled, texts nobody placed."""

from bot.rules import patience
from bot.rules.due import Due, Owner
from bot.rules.report_text import read_report
from bot.rules.urgency import Urgency
from bot.workflow.telling import Telling
from bot.workflow.wind import wind
from storage import drafts, timers

SUPERIOR_ONLY = "superior_only"


async def wind_own(step: Telling, person_id: int, chat_id: int) -> None:
    """What a person began in a chat and has not ended: reports not sent, forms not filled."""
    for kind, of in await timers.list_own(step.tx, person_id, chat_id):
        await (wind_draft if kind == "draft" else wind_form)(step, of)


async def wind_draft(step: Telling, draft_id: int) -> None:
    """A report that is not sent yet."""
    draft = await drafts.find(step.tx, draft_id)
    desk_id = draft.desk_id if draft else None
    await wind(step, Owner("draft", draft_id, desk_id), dues_of_draft(step, draft) if draft else [])


def dues_of_draft(step: Telling, draft: drafts.Draft) -> list[Due]:
    """What is due on a draft as it stands."""
    if draft.state != "open":
        return []
    corrected = draft.payload["corrected"]
    vocabulary = step.desk.vocabulary.report
    kind = (
        corrected.get("kind")
        or read_report(
            draft.text, now=draft.opened_at, time_zone=step.desk.rules.time_zone, vocabulary=vocabulary
        ).kind
    )
    return patience.draft_duties(
        draft.id,
        draft.updated_at,
        Urgency(corrected.get("urgency", Urgency.THUONG)),
        step.desk.rules.reminders,
        step.now,
        is_for_desk=not draft.payload.get("left") and vocabulary.kind(kind).visibility != SUPERIOR_ONLY,
    )


async def wind_form(step: Telling, form_id: int) -> None:
    """A form that waits for its text or its button."""
    form = await drafts.find_form(step.tx, form_id)
    await wind(step, Owner("form", form_id, None), dues_of_form(step, form) if form else [])


def dues_of_form(step: Telling, form: drafts.Form) -> list[Due]:
    """What is due on a form as it stands; an invitation to report asks for nothing anybody waits for."""
    if form.state != "open" or form.kind == "report":
        return []
    return patience.form_duties(form.id, form.updated_at, step.desk.rules.reminders)


async def wind_text(step: Telling, text: drafts.UnsortedText) -> None:
    """A text at the desk that nobody placed yet."""
    await wind(step, Owner("text", text.id, text.desk_id), dues_of_text(step, text))


def dues_of_text(step: Telling, text: drafts.UnsortedText) -> list[Due]:
    """What is due on an unsorted text as it stands."""
    is_open = text.state == "open"
    return (
        patience.text_duties(text.id, text.written_at, step.desk.rules.reminders, step.now) if is_open else []
    )
