"""A unit says "I have it", then "in hand" (Art. 4.5). The first word counts for the unit and names the person."""

from bot.errors import DutyError
from bot.rules.directive import AWAITS_RECEIPT, Addressee, AddresseeState, Directive, awaits_recall_receipt
from bot.rules.log_entry import LogKind
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow.at_hand import AtHand, open_incident
from bot.workflow.taking import Taking
from storage import directives, people


async def of_addressee(step: Taking, addressee_id: int, wanted: Step) -> tuple[AtHand, Directive, Addressee]:
    """The addressee, if this person belongs to its unit and the directive still stands.

    Raises:
        DutyError: what `open_incident` raises, `not-your-unit`, `directive-recalled`.
    """
    addressee = await directives.get_addressee(step.tx, addressee_id)
    directive = await directives.get(step.tx, addressee.directive_id)
    hand = await open_incident(step, directive.incident_id, wanted)
    number = f"{hand.incident.number}/{directive.n}"
    if addressee.unit_id not in step.actor.unit_ids:
        raise DutyError("not-your-unit", number=number)
    if addressee.state is AddresseeState.RECALLED:
        raise DutyError("directive-recalled", number=number, at=directive.recalled_at)
    return hand, directive, addressee


async def acknowledge(step: Taking, addressee_id: int) -> None:
    """Đã nhận chỉ đạo; of a directive taken back, that the unit knows it.

    Raises:
        DutyError: `already-acknowledged` (who, when); and what `of_addressee` raises.
    """
    if (await directives.get_addressee(step.tx, addressee_id)).state is AddresseeState.RECALLED:
        await _acknowledge_recall(step, addressee_id)
        return
    hand, directive, addressee = await of_addressee(step, addressee_id, Step.ACKNOWLEDGE)
    number = f"{hand.incident.number}/{directive.n}"
    if addressee.state not in AWAITS_RECEIPT:
        await _refuse_acknowledged(step, number, addressee)
    await take_receipt(step, hand, directive, addressee, AddresseeState.ACKNOWLEDGED)
    step.answers("acknowledged", number=number, gist=await gist(step.tx, hand.incident))


async def _acknowledge_recall(step: Taking, addressee_id: int) -> None:
    addressee = await directives.get_addressee(step.tx, addressee_id)
    directive = await directives.get(step.tx, addressee.directive_id)
    hand = await open_incident(step, directive.incident_id, Step.ACKNOWLEDGE)
    number = f"{hand.incident.number}/{directive.n}"
    if addressee.unit_id not in step.actor.unit_ids:
        raise DutyError("not-your-unit", number=number)
    if not awaits_recall_receipt(addressee):
        await _refuse_acknowledged(step, number, addressee)
    await take_receipt(step, hand, directive, addressee, AddresseeState.RECALLED)
    await step.refresh("directive-recalled", addressee.id, priority=0)
    step.answers("recall-acknowledged", number=number, gist=await gist(step.tx, hand.incident))


async def take_in_hand(step: Taking, addressee_id: int) -> None:
    """Đang thực hiện; counts as receipt where none was given.

    Raises:
        DutyError: `already-in-hand`, `already-reported`; and what `of_addressee` raises.
    """
    hand, directive, addressee = await of_addressee(step, addressee_id, Step.IN_HAND)
    number = f"{hand.incident.number}/{directive.n}"
    if addressee.state is AddresseeState.IN_HAND:
        raise DutyError("already-in-hand", number=number)
    if addressee.state in {AddresseeState.REPORTED, AddresseeState.CONFIRMED}:
        raise DutyError("already-reported", number=number, state=addressee.state)
    if addressee.state in AWAITS_RECEIPT:
        addressee = await take_receipt(step, hand, directive, addressee, AddresseeState.ACKNOWLEDGED)
    await directives.change_addressee(step.tx, addressee, state=AddresseeState.IN_HAND)
    await log_addressee(step, LogKind.DIRECTIVE_IN_HAND, hand, directive, addressee, AddresseeState.IN_HAND)
    await refresh_addressee(step, hand, addressee)
    step.answers("in-hand", number=number, gist=await gist(step.tx, hand.incident))


async def take_receipt(
    step: Taking, hand: AtHand, directive: Directive, addressee: Addressee, state: AddresseeState
) -> Addressee:
    """Store and log the receipt; every copy of the card names who gave it."""
    changed = await directives.change_addressee(
        step.tx,
        addressee,
        state=state,
        acknowledged_at=step.now,
        acknowledged_by=step.actor.person.id,
    )
    await log_addressee(step, LogKind.DIRECTIVE_ACKNOWLEDGED, hand, directive, addressee, state)
    await refresh_addressee(step, hand, addressee)
    return changed


async def log_addressee(
    step: Taking,
    kind: LogKind,
    hand: AtHand,
    directive: Directive,
    addressee: Addressee,
    state: AddresseeState,
    **text: str,
) -> None:
    """One log entry about one addressee."""
    unit = await people.get_unit(step.tx, addressee.unit_id)
    await step.log(
        kind,
        hand.incident,
        role=hand.acting_as,
        directive=directive.n,
        unit=unit.code,
        payload={"addressee": addressee.id, "state": state},
        text=text,
    )


async def refresh_addressee(step: Taking, hand: AtHand, addressee: Addressee) -> None:
    """The unit's copies of the card and the desk's roll-call show the new state."""
    await step.refresh("directive-card", addressee.id, priority=0)
    await step.refresh("roll-call", hand.incident.id)


async def _refuse_acknowledged(step: Taking, number: str, addressee: Addressee) -> None:
    name = addressee.receiver
    if addressee.acknowledged_by is not None:
        name = (await people.get_person(step.tx, addressee.acknowledged_by)).name
    raise DutyError("already-acknowledged", number=number, name=name, at=addressee.acknowledged_at)
