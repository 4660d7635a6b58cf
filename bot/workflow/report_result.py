"""A unit reports the result of a directive (Art. 4.5); the desk gets it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import DutyError
from bot.rules.channel import Channel
from bot.rules.directive import AWAITS_RECEIPT, Addressee, AddresseeState, Directive, Result
from bot.rules.log_entry import LogKind
from bot.rules.received import ReceivedFile
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow import recipients
from bot.workflow.acknowledge_directive import of_addressee, refresh_addressee, take_receipt
from bot.workflow.at_hand import AtHand
from bot.workflow.keep_files import keep
from bot.workflow.taking import Taking
from storage import directives, people


@dataclass(frozen=True, slots=True)
class Told:
    """A result as it was told: the words, by whom of us or (outside the system) in whose name, when, how."""

    text: str
    by: int | None
    reporter: str
    at: datetime
    channel: Channel


async def report_result(
    step: Taking, addressee_id: int, text: str, files: Sequence[ReceivedFile] = ()
) -> None:
    """Báo kết quả, with photos; a receipt where none was given.

    Raises:
        DutyError: `already-reported`, `result-empty`; and what `of_addressee` raises.
    """
    hand, directive, addressee = await of_addressee(step, addressee_id, Step.REPORT_RESULT)
    number = f"{hand.incident.number}/{directive.n}"
    if not text and not files:
        raise DutyError("result-empty", number=number)
    if addressee.state in {AddresseeState.REPORTED, AddresseeState.CONFIRMED}:
        raise DutyError("already-reported", number=number, state=addressee.state)
    if addressee.state in AWAITS_RECEIPT:
        addressee = await take_receipt(step, hand, directive, addressee, AddresseeState.ACKNOWLEDGED)
    told = Told(text, step.actor.person.id, "", step.source.sent_at, step.source.channel)
    result = await store_result(step, hand, directive, addressee, told, files)
    await step.link(hand.incident, f"result:{result.id}")
    step.answers("result-reported", number=number, gist=await gist(step.tx, hand.incident))


async def store_result(
    step: Taking,
    hand: AtHand,
    directive: Directive,
    addressee: Addressee,
    told: Told,
    files: Sequence[ReceivedFile],
) -> Result:
    """Store and log a result however it came, and show it to desk and leader to judge."""
    await directives.change_addressee(step.tx, addressee, state=AddresseeState.REPORTED)
    result = await directives.add_result(
        step.tx,
        addressee_id=addressee.id,
        text=told.text,
        reported_by=told.by,
        reporter=told.reporter,
        reported_at=told.at,
        recorded_by=step.actor.person.id,
        recorded_at=step.now,
        channel=told.channel,
    )
    await keep(step, files, "result", result.id, hand.incident.id)
    unit = await people.get_unit(step.tx, addressee.unit_id)
    await step.log(
        LogKind.RESULT_REPORTED,
        hand.incident,
        role=hand.acting_as,
        directive=directive.n,
        unit=unit.code,
        channel=told.channel,
        occurred_at=told.at,
        payload={
            "addressee": addressee.id,
            "result": result.id,
            "n": result.n,
            "state": AddresseeState.REPORTED,
        },
        text={"text": told.text, **({"reporter": told.reporter} if told.reporter else {})},
    )
    await refresh_addressee(step, hand, addressee)
    to = [
        *await recipients.desk(step, hand.incident.desk_id),
        *await recipients.leaders(step, hand.incident.desk_id),
    ]
    await step.show(recipients.once(to), "result-card", result.id, hand.incident, priority=0)
    return result
