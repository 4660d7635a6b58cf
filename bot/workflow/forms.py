"""Texts asked for after a button: one form open per person and chat, kept in the database."""

from collections.abc import Mapping
from typing import Any

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.message import Recipient, Screen
from bot.rules.step import Step
from bot.workflow.taking import Taking
from bot.workflow.telling import Telling
from storage import drafts, message_links, outbox, people
from storage.drafts import Form

CARDS = ("directive-form", "record-form")
"""Cards on which a form is written."""


async def ask_for(step: Taking, kind: str, payload: Mapping[str, Any], /, **shown: Any) -> Form:
    """Open a form and say what is wanted; the form open before is put aside, and that is said.

    `shown` are values for the prompt (a number, a unit).
    """
    before = await put_aside(step)
    form = await open_form(step, kind, payload)
    await prompt(step, form, kind, before, **shown)
    return form


async def prompt(step: Taking, form: Form, asked: str, before: Form | None = None, /, **shown: Any) -> None:
    """Say what a form wants next; a reply to this message fills it. `before`: the form put aside for it."""
    cancel = button(Step.CANCEL_FORM, form.id, form.version)
    values = {
        "form": asked,
        "shown": shown,
        "name": step.actor.person.name,
        "is_group": not step.source.is_private_chat,
        "put_aside": before.kind if before else "",
        "put_aside_number": before.payload.get("number", "") if before else "",
    }
    screen = Screen("form-prompt", values, keyboard=((cancel,),))
    await step.say(step.here, screen, priority=0, subject=f"form:{form.id}")


async def open_form(step: Taking, kind: str, payload: Mapping[str, Any]) -> Form:
    """Open a form without asking for anything; the one open before must have been put aside."""
    return await drafts.open_form(
        step.tx,
        person_id=step.actor.person.id,
        chat_id=step.source.chat_id,
        kind=kind,
        payload=payload,
        now=step.now,
    )


async def put_aside(step: Taking) -> Form | None:
    """End whatever form is open here; its card, if it has one, shows that."""
    form = await drafts.find_open_form(step.tx, step.actor.person.id, step.source.chat_id)
    if form is None:
        return None
    await drafts.change_form(step.tx, form, step.now, state="dropped")
    await refresh_form(step, form)
    return form


async def refresh_form(step: Telling, form: Form) -> None:
    """The form's card, if it has one, shows what became of it; its prompts lose their buttons."""
    for card in CARDS:
        await step.refresh(card, form.id, priority=0)
    for message_id in await message_links.list_messages(step.tx, form.chat_id, f"form:{form.id}"):
        to = await where_asked(step, form)
        await outbox.strip_keyboard(step.tx, to, message_id, at=step.now)


async def where_asked(step: Telling, form: Form) -> Recipient:
    """The chat a form was opened in; the person's own, or a group."""
    person = await people.get_person(step.tx, form.person_id)
    return Recipient(form.chat_id, person.id if person.telegram_id == form.chat_id else None)


def is_of_form(subject: str, form: Form) -> bool:
    """Whether a message with this subject is the form's own: a reply to it fills it."""
    return subject in {f"{name}:{form.id}" for name in ("form", *CARDS)}


async def own_form(step: Taking, form_id: int) -> Form:
    """A form, if it is this person's and still open.

    Raises:
        DutyError: `form-ended`.
    """
    form = await drafts.find_form(step.tx, form_id)
    if form is None or form.person_id != step.actor.person.id:
        raise DutyError("not-your-form")
    if form.state != "open":
        raise DutyError("form-ended", state=form.state)
    return form


async def done(step: Taking, form: Form) -> None:
    """The form has served."""
    await drafts.change_form(step.tx, form, step.now, state="done")
    await refresh_form(step, form)


async def cancel(step: Taking, form_id: int) -> None:
    """Hủy: nothing was given, nothing happens."""
    form = await own_form(step, form_id)
    await drafts.change_form(step.tx, form, step.now, state="dropped")
    await refresh_form(step, form)
    step.answers("form-cancelled", form=form.kind, number=form.payload.get("number", ""))
