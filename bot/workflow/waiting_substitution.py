"""`/tructhay nhan` and the like: the one request that waits for this person's word; of several, a card each."""

from collections.abc import Callable

from bot.errors import DutyError
from bot.rules.roster.standing_in import may_approve
from bot.rules.roster.substitution import Substitution, SubstitutionState
from bot.rules.shift import Shift
from bot.workflow import answer_substitution, change_leader
from bot.workflow.ask_substitution import CARD, desks_to_take
from bot.workflow.taking import Taking
from storage import people, roster

Fits = Callable[[Substitution, Shift], bool]


async def accept(step: Taking) -> None:
    """Nhận trực thay."""
    found = await _one(step, lambda of, _: _asks_me(step, of))
    if found is not None:
        await answer_substitution.accept(step, found)


async def decline(step: Taking) -> None:
    """Không nhận được."""
    found = await _one(step, lambda of, _: _asks_me(step, of))
    if found is not None:
        await answer_substitution.decline(step, found)


async def withdraw(step: Taking) -> None:
    """Thôi nhờ trực thay."""
    found = await _one(step, lambda of, _: of.leaves_id == step.actor.person.id)
    if found is not None:
        await answer_substitution.withdraw(step, found)


async def approve(step: Taking) -> None:
    """Duyệt trực thay."""
    found = await _one(step, lambda of, shift: _waits_for_me(step, of, shift))
    if found is not None:
        await answer_substitution.judge(step, found, approves=True)


async def refuse(step: Taking) -> None:
    """Chưa duyệt trực thay."""
    found = await _one(step, lambda of, shift: _waits_for_me(step, of, shift))
    if found is not None:
        await answer_substitution.judge(step, found, approves=False)


async def take_now(step: Taking) -> None:
    """Tôi nhận ca ngay, where there is one desk to take.

    Raises:
        DutyError: `not-named`.
    """
    desks = await desks_to_take(step)
    if len(desks) != 1:
        raise DutyError("not-named")
    await change_leader.take_shift_now(step, desks[0])


def _asks_me(step: Taking, of: Substitution) -> bool:
    return of.state is SubstitutionState.ASKED and of.comes_id == step.actor.person.id


def _waits_for_me(step: Taking, of: Substitution, shift: Shift) -> bool:
    return of.state is SubstitutionState.ACCEPTED and may_approve(step.actor, of, shift)


async def _one(step: Taking, fits: Fits) -> int | None:
    """The only request that fits; None after several were shown.

    Raises:
        DutyError: `nothing-to-answer`.
    """
    found = []
    for desk in await people.list_desks(step.tx):
        for of in await roster.list_open_substitutions(step.tx, desk.id):
            shift = await roster.find_shift(step.tx, of.shift_id, step.now)
            if shift is not None and fits(of, shift):
                found.append(of.id)
    if not found:
        raise DutyError("nothing-to-answer")
    if len(found) == 1:
        return found[0]
    for one in found:
        await step.show(step.here, CARD, one, again=True)
    return None
