"""Buttons of forms: cancel, go on with one put aside, and what a late text was meant for."""

from bot.buttons import Press
from bot.rules.step import Step
from bot.workflow import fill_form, forms, sort_text
from bot.workflow.sort_text import Said
from bot.workflow.taking import Taking
from handlers.kinds import Commands, Presses, TypedWords


async def cancel(step: Taking, press: Press) -> None:
    """Hủy."""
    await forms.cancel(step, press.subject_id)


async def take_up(step: Taking, press: Press) -> None:
    """Viết tiếp."""
    await forms.take_up(step, press.subject_id)


async def fill(step: Taking, press: Press) -> None:
    """Yes, the text was meant for the form."""
    await fill_form.fill_with_held(step, press.subject_id)


async def not_for_form(step: Taking, press: Press) -> None:
    """No: the text is sorted anew, as if it had just come."""
    text, files = await fill_form.not_for_form(step, press.subject_id)
    await sort_text.sort_text(step, Said(text, files))


PRESSES: Presses = {
    Step.CANCEL_FORM: cancel,
    Step.TAKE_UP_FORM: take_up,
    Step.FILL_FORM: fill,
    Step.NOT_FOR_FORM: not_for_form,
}
TYPED: TypedWords = {}
COMMANDS: Commands = {}
