"""The roster: /lichtruc, /tructhay and what is pressed under them, SANSANG."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from bot.buttons import Press
from bot.errors import DutyError
from bot.rules.fold import fold
from bot.rules.person import Role
from bot.rules.step import Step
from bot.workflow import (
    answer_substitution,
    ask_substitution,
    change_leader,
    say_ready,
    show_roster,
    waiting_substitution,
)
from bot.workflow.taking import Taking
from handlers.kinds import Commands, Presses, TypedWords
from handlers.typed import Command, Typed

MINE = "mine"


async def week(step: Taking, press: Press) -> None:
    """The week before, the next one."""
    await show_roster.show_week(step, date.fromisoformat(press.extra) if press.extra else None)


async def own(step: Taking, _: Press) -> None:
    """Lịch của tôi."""
    await show_roster.show_own(step)


async def roster_command(step: Taking, command: Command) -> None:
    """/lichtruc, /lichtruc cuatoi."""
    if command.argument and _meant(step, command.argument) == MINE:
        await show_roster.show_own(step)
    else:
        await show_roster.show_week(step)


async def stand_in(step: Taking, press: Press) -> None:
    """Nhờ trực thay: for this shift."""
    await ask_substitution.pick(step, press.subject_id, Role(press.extra))


async def stand_in_by(step: Taking, press: Press) -> None:
    """The person chosen."""
    role, _, person_id = press.extra.partition(ask_substitution.BETWEEN)
    await ask_substitution.ask(step, press.subject_id, Role(role), int(person_id))


async def take_stand_in(step: Taking, press: Press) -> None:
    """Nhận trực thay."""
    await answer_substitution.accept(step, press.subject_id)


async def decline_stand_in(step: Taking, press: Press) -> None:
    """Không nhận được."""
    await answer_substitution.decline(step, press.subject_id)


async def withdraw_stand_in(step: Taking, press: Press) -> None:
    """Thôi nhờ trực thay."""
    await answer_substitution.withdraw(step, press.subject_id)


async def judge_stand_in(step: Taking, press: Press) -> None:
    """Duyệt trực thay, Chưa duyệt trực thay."""
    await answer_substitution.judge(step, press.subject_id, approves=press.step is Step.APPROVE_STAND_IN)


async def take_now(step: Taking, press: Press) -> None:
    """Tôi nhận ca ngay."""
    await change_leader.take_shift_now(step, press.subject_id)


async def ready(step: Taking, press: Press) -> None:
    """Sẵn sàng nhận ca."""
    await say_ready.say_ready(step, press.subject_id)


async def typed_ready(step: Taking, _: Typed) -> None:
    """SANSANG."""
    await say_ready.say_ready_typed(step)


async def stand_in_command(step: Taking, command: Command) -> None:
    """/tructhay; with a word behind it, the answer to the one request that waits."""
    if not command.argument:
        await ask_substitution.offer(step)
        return
    meant = _meant(step, command.argument)
    if meant not in ANSWERS:
        raise DutyError("stand-in-word")
    await ANSWERS[meant](step)


def _meant(step: Taking, written: str) -> str:
    """What a word behind a command stands for; empty where nobody knows it."""
    wanted = fold(written).replace(" ", "")
    known = step.desk.vocabulary.roster
    return next(
        (key for key, words in known.items() if wanted in {fold(w).replace(" ", "") for w in words}), ""
    )


ANSWERS: Mapping[str, Callable[[Taking], Awaitable[None]]] = {
    "accept": waiting_substitution.accept,
    "decline": waiting_substitution.decline,
    "approve": waiting_substitution.approve,
    "refuse": waiting_substitution.refuse,
    "withdraw": waiting_substitution.withdraw,
    "now": waiting_substitution.take_now,
}
PRESSES: Presses = {
    Step.ROSTER: week,
    Step.OWN_ROSTER: own,
    Step.STAND_IN: stand_in,
    Step.STAND_IN_BY: stand_in_by,
    Step.TAKE_STAND_IN: take_stand_in,
    Step.DECLINE_STAND_IN: decline_stand_in,
    Step.WITHDRAW_STAND_IN: withdraw_stand_in,
    Step.APPROVE_STAND_IN: judge_stand_in,
    Step.REFUSE_STAND_IN: judge_stand_in,
    Step.TAKE_SHIFT_NOW: take_now,
    Step.READY: ready,
}
TYPED: TypedWords = {"ready": typed_ready}
COMMANDS: Commands = {"lichtruc": roster_command, "tructhay": stand_in_command}
