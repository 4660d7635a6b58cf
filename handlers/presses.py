"""The buttons: each press is one step, with the version it was drawn for."""

from collections.abc import Awaitable, Callable, Mapping

from bot.buttons import Press
from bot.workflow.taking import Taking
from handlers import containment, decision, directive, forms, log, people, report, result

PressHandler = Callable[[Taking, Press], Awaitable[None]]

PRESSES: Mapping[str, PressHandler] = {
    **report.PRESSES,
    **decision.PRESSES,
    **directive.PRESSES,
    **result.PRESSES,
    **containment.PRESSES,
    **forms.PRESSES,
    **log.PRESSES,
    **people.PRESSES,
}
