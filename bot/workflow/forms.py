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
from storage.cards import find_card
from storage.drafts import Form

CARDS = ("directive-form", "record-form")
"""Cards on which a form is written."""
ASIDE = "aside"
"""In a form's payload: it was put aside for another one, and can be taken up again."""


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
        "state": "",
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
    """Put aside whatever form is open here; its card and prompts show that. What was written stays in it."""
    form = await drafts.find_open_form(step.tx, step.actor.person.id, step.source.chat_id)
    if form is None:
        return None
    aside = {**form.payload, ASIDE: True}
    changed = await drafts.change_form(step.tx, form, step.now, state="dropped", payload=aside)
    await refresh_form(step, changed)
    return changed


async def take_up(step: Taking, form_id: int) -> None:
    """Viết tiếp: a form put aside is open again as it was; the one open meanwhile is put aside for it.

    Raises:
        DutyError: `not-your-form`, `form-ended`.
    """
    form = await own_form(step, form_id)
    for card in CARDS:
        if await find_card(step.tx, card, form.id, form.chat_id) is not None:
            await step.show(step.here, card, form.id, priority=0, again=True)


async def refresh_form(step: Telling, form: Form) -> None:
    """The form's card, if it has one, shows what became of it; its prompts say so and lose their buttons."""
    for card in CARDS:
        await step.refresh(card, form.id, priority=0)
    became = "aside" if form.payload.get(ASIDE) else "done" if form.state == "open" else form.state
    for message_id in await message_links.list_messages(step.tx, form.chat_id, f"form:{form.id}"):
        to = await where_asked(step, form)
        await outbox.reword(step.tx, to, message_id, {"state": became}, at=step.now)


async def where_asked(step: Telling, form: Form) -> Recipient:
    """The chat a form was opened in; the person's own, or a group."""
    person = await people.get_person(step.tx, form.person_id)
    return Recipient(form.chat_id, person.id if person.telegram_id == form.chat_id else None)


def is_of_form(subject: str, form: Form) -> bool:
    """Whether a message with this subject is the form's own: a reply to it fills it."""
    return subject in {f"{name}:{form.id}" for name in ("form", *CARDS)}


async def own_form(step: Taking, form_id: int) -> Form:
    """A form of this person's that is open; one that was put aside is taken up again.

    Raises:
        DutyError: `not-your-form`, `form-ended`.
    """
    form = await drafts.find_form(step.tx, form_id)
    if form is None or form.person_id != step.actor.person.id:
        raise DutyError("not-your-form")
    if form.state == "open":
        return form
    if form.state == "done" or not form.payload.get(ASIDE):
        raise DutyError("form-ended", state=form.state)
    await put_aside(step)
    return await drafts.reopen_form(step.tx, form, step.now, {**form.payload, ASIDE: False})


async def done(step: Taking, form: Form) -> None:
    """The form has served."""
    await refresh_form(step, await drafts.change_form(step.tx, form, step.now, state="done"))


async def drop(step: Taking, form: Form) -> None:
    """The form is not wanted any more."""
    await refresh_form(step, await drafts.change_form(step.tx, form, step.now, state="dropped"))


async def cancel(step: Taking, form_id: int) -> None:
    """Hủy: nothing was given, nothing happens.

    Raises:
        DutyError: `not-your-form`, `form-ended`.
    """
    form = await drafts.find_form(step.tx, form_id)
    if form is not None and form.state != "open":
        raise DutyError("form-ended", state=form.state)
    form = await own_form(step, form_id)
    await drop(step, form)
    step.answers("form-cancelled", form=form.kind, number=form.payload.get("number", ""))
