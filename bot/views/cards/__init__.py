"""The live cards by name: each is drawn from the state as it is at the moment it is sent."""

from collections.abc import Awaitable, Callable, Mapping

from bot.desk import Desk
from bot.rules.message import Reader, Screen
from bot.views.cards import (
    containment_card,
    decision_card,
    directive_card,
    directive_form,
    directive_recalled,
    draft_preview,
    draft_unsent,
    extension_card,
    handover_card,
    handover_item,
    opinion_by_phone,
    question_card,
    ready_card,
    record_form,
    reminder_list,
    report_receipt,
    result_card,
    roll_call,
    stranger_wrote,
    substitution_card,
    unsorted_card,
    waiting,
)
from bot.views.drawing import Drawing, Drawn
from storage.transaction import Transaction

CARDS: Mapping[str, Callable[[Drawing, int], Awaitable[Drawn | None]]] = {
    "draft-preview": draft_preview.draw,
    "draft-unsent": draft_unsent.draw,
    "reminder-list": reminder_list.draw,
    "report-receipt": report_receipt.draw,
    "decision-card": decision_card.draw,
    "question-card": question_card.draw,
    "directive-card": directive_card.draw,
    "roll-call": roll_call.draw,
    "result-card": result_card.draw,
    "waiting": waiting.draw,
    "stranger-wrote": stranger_wrote.draw,
    "containment-card": containment_card.draw,
    "directive-form": directive_form.draw,
    "directive-recalled": directive_recalled.draw,
    "opinion-by-phone": opinion_by_phone.draw,
    "extension-card": extension_card.draw,
    "unsorted-card": unsorted_card.draw,
    "record-form": record_form.draw,
    # the roster
    "substitution-card": substitution_card.draw,
    "ready-card": ready_card.draw,
    "handover-card": handover_card.draw,
    "handover-item": handover_item.draw,
}


async def draw_card(
    desk: Desk, tx: Transaction, notice: str, subject_id: int, reader: Reader
) -> tuple[Screen, int] | None:
    """The card as this reader may see it now; None when there is nothing to show them."""
    drawn = await CARDS[notice](await Drawing.begin(desk, tx, reader), subject_id)
    return None if drawn is None else (drawn.screen, drawn.version)
