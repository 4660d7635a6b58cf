"""Ghi thành văn: the written text of a directive that was given by voice or photo (Art. 4.4: in writing)."""

from bot.errors import DutyError
from bot.rules.directive import Directive
from bot.rules.log_entry import LogKind
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow.at_hand import AtHand, open_incident
from bot.workflow.forms import ask_for
from bot.workflow.taking import Taking
from storage import directives


async def ask(step: Taking, directive_id: int) -> None:
    """The button: the text is asked for.

    Raises:
        DutyError: `already-written`; and what `open_incident` raises.
    """
    hand, directive = await _unwritten(step, directive_id)
    number = f"{hand.incident.number}/{directive.n}"
    payload = {"directive": directive.id, "number": number}
    await ask_for(step, "write", payload, number=number, gist=await gist(step.tx, hand.incident))


async def put_in_writing(step: Taking, directive_id: int, content: str) -> None:
    """Store it, once; every card shows it.

    Raises:
        DutyError: `no-content`, `already-written`; and what `open_incident` raises.
    """
    hand, directive = await _unwritten(step, directive_id)
    number = f"{hand.incident.number}/{directive.n}"
    if not content:
        raise DutyError("no-content", number=number)
    await directives.write(step.tx, directive.id, content)
    await step.log(
        LogKind.DIRECTIVE_WRITTEN,
        hand.incident,
        role=hand.deciding_as,
        directive=directive.n,
        payload={"directive": directive.id, "decision": directive.decision_id},
        text={"content": content},
    )
    for addressee in await directives.list_addressees(step.tx, directive.id):
        await step.refresh("directive-card", addressee.id, priority=0)
    await step.refresh("roll-call", hand.incident.id, priority=0)
    await step.refresh("decision-card", hand.incident.id)
    step.answers("written", number=number, gist=await gist(step.tx, hand.incident))


async def _unwritten(step: Taking, directive_id: int) -> tuple[AtHand, Directive]:
    directive = await directives.get(step.tx, directive_id)
    hand = await open_incident(step, directive.incident_id, Step.PUT_IN_WRITING)
    if not directive.awaits_text:
        raise DutyError("already-written", number=f"{hand.incident.number}/{directive.n}")
    return hand, directive
