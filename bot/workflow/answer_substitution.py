"""`Nhận trực thay`, `Không nhận được`, the approval, and what changes then."""

from bot.errors import DutyError
from bot.rules.log_entry import LogKind
from bot.rules.person import Role
from bot.rules.roster.standing_in import is_free, may_approve, needs_approval, role_in, still_stands
from bot.rules.roster.substitution import OPEN, Substitution, SubstitutionState
from bot.rules.shift import Shift
from bot.workflow import recipients
from bot.workflow.approvers import approvers_of
from bot.workflow.ask_substitution import CARD, shifts_at_that_time
from bot.workflow.change_roster import serve_instead
from bot.workflow.taking import Taking
from storage import people, roster, shifts


async def accept(step: Taking, substitution_id: int) -> None:
    """Nhận trực thay: the leader is asked to approve; where none need be, the roster changes at once.

    Raises:
        DutyError: `not-asked-you`, `substitution-ended`, `busy-then`.
    """
    asked, shift = await _asked_of_me(step, substitution_id)
    me = step.actor.person
    deputy_leads = asked.role is Role.LEADER and role_in(shift, me.id) is Role.DEPUTY
    if not deputy_leads and not is_free(me.id, shift, await shifts_at_that_time(step, shift)):
        raise DutyError("busy-then", name=me.name, starts_at=shift.starts_at)
    answered = await _answer(step, asked, SubstitutionState.ACCEPTED)
    await _log(step, LogKind.SUBSTITUTION_ACCEPTED, answered)
    if needs_approval(asked.role, step.desk.rules.roster):
        approvers = await approvers_of(step, answered, shift)
        await step.show([recipients.privately(one) for one in approvers], CARD, asked.id, priority=0)
        await step.refresh(CARD, asked.id)
        step.answers("stand-in-accepted", names=", ".join(one.name for one in approvers))
        return
    await _approve(step, answered, shift)
    step.answers("stand-in-approved", name=me.name, starts_at=shift.starts_at)


async def decline(step: Taking, substitution_id: int) -> None:
    """Không nhận được: who asked may ask somebody else.

    Raises:
        DutyError: `not-asked-you`, `substitution-ended`.
    """
    asked, shift = await _asked_of_me(step, substitution_id)
    answered = await _answer(step, asked, SubstitutionState.DECLINED)
    await _log(step, LogKind.SUBSTITUTION_DECLINED, answered)
    await step.show(await recipients.person(step, asked.leaves_id), CARD, asked.id, priority=0, again=True)
    await step.refresh(CARD, asked.id)
    step.answers("stand-in-declined", starts_at=shift.starts_at)


async def withdraw(step: Taking, substitution_id: int) -> None:
    """Thôi nhờ trực thay, while nothing was changed.

    Raises:
        DutyError: `not-asked-you`, `substitution-ended`.
    """
    asked = await roster.get_substitution(step.tx, substitution_id)
    if asked.leaves_id != step.actor.person.id:
        raise DutyError("not-asked-you")
    await _end(step, asked, SubstitutionState.WITHDRAWN)
    await _log(step, LogKind.SUBSTITUTION_WITHDRAWN, asked)
    await step.refresh(CARD, asked.id)
    step.answers("stand-in-withdrawn")


async def judge(step: Taking, substitution_id: int, *, approves: bool) -> None:
    """Duyệt trực thay, or not; approved, the roster changes in the same step.

    Raises:
        DutyError: `may-not-approve`, `substitution-ended`, `busy-then`.
    """
    asked = await roster.get_substitution(step.tx, substitution_id)
    shift = await _standing(step, asked)
    if not may_approve(step.actor, asked, shift):
        raise DutyError("may-not-approve")
    comes = await people.get_person(step.tx, asked.comes_id)
    state = SubstitutionState.APPROVED if approves else SubstitutionState.REFUSED
    judged = await roster.judge_substitution(step.tx, asked.id, state, step.actor.person.id, step.now)
    if judged is None:
        raise await _ended(step, asked)
    if not approves:
        await _log(step, LogKind.SUBSTITUTION_REFUSED, judged)
        both = [await recipients.person(step, one) for one in (asked.leaves_id, asked.comes_id)]
        await step.show(both, CARD, asked.id, priority=0, again=True)
        await step.refresh(CARD, asked.id)
        step.answers("stand-in-refused", name=comes.name, starts_at=shift.starts_at)
        return
    await _change(step, judged, shift)
    step.answers("stand-in-approved", name=comes.name, starts_at=shift.starts_at)


async def _approve(step: Taking, accepted: Substitution, shift: Shift) -> None:
    """Consent is enough, by the office's own setting: nobody judged it but the two."""
    judged = await roster.judge_substitution(
        step.tx, accepted.id, SubstitutionState.APPROVED, step.actor.person.id, step.now
    )
    if judged is None:
        raise await _ended(step, accepted)
    await _change(step, judged, shift)


async def _change(step: Taking, judged: Substitution, shift: Shift) -> None:
    shift = await shifts.hold(step.tx, shift.id, step.now)  # what is read of it from here on stays true
    if not still_stands(judged, shift, step.now):
        raise DutyError("substitution-ended", state=SubstitutionState.LAPSED.value, name="")
    comes = await people.get_person(step.tx, judged.comes_id)
    others = await shifts_at_that_time(step, shift)
    deputy_leads = judged.role is Role.LEADER and role_in(shift, comes.id) is Role.DEPUTY
    if not deputy_leads and not is_free(comes.id, shift, others):
        raise DutyError("busy-then", name=comes.name, starts_at=shift.starts_at)
    await _log(step, LogKind.SUBSTITUTION_APPROVED, judged)
    await serve_instead(step, shift, judged.role, judged.leaves_id, comes, how=f"substitution:{judged.id}")
    await step.refresh(CARD, judged.id)


async def _asked_of_me(step: Taking, substitution_id: int) -> tuple[Substitution, Shift]:
    asked = await roster.get_substitution(step.tx, substitution_id)
    if asked.comes_id != step.actor.person.id:
        raise DutyError("not-asked-you")
    return asked, await _standing(step, asked)


async def _standing(step: Taking, asked: Substitution) -> Shift:
    shift = await roster.find_shift(step.tx, asked.shift_id, step.now)
    if asked.state not in OPEN or shift is None or not still_stands(asked, shift, step.now):
        raise await _ended(step, asked)
    return shift


async def _answer(step: Taking, asked: Substitution, state: SubstitutionState) -> Substitution:
    answered = await roster.answer_substitution(step.tx, asked.id, state, step.now)
    if answered is None:
        raise await _ended(step, asked)
    return answered


async def _end(step: Taking, asked: Substitution, state: SubstitutionState) -> None:
    if await roster.end_substitution(step.tx, asked.id, state, step.now) is None:
        raise await _ended(step, asked)


async def _ended(step: Taking, asked: Substitution) -> DutyError:
    """What to say of a request that can take no answer any more."""
    now = await roster.get_substitution(step.tx, asked.id)
    shift = await roster.find_shift(step.tx, now.shift_id, step.now)
    is_gone = now.state in OPEN and not still_stands(now, shift, step.now)
    state = SubstitutionState.LAPSED if is_gone else now.state
    judge = (await people.get_person(step.tx, now.judged_by)).name if now.judged_by is not None else ""
    return DutyError("substitution-ended", state=state.value, name=judge)


async def _log(step: Taking, kind: LogKind, of: Substitution) -> None:
    leaves, comes = [await people.get_person(step.tx, one) for one in (of.leaves_id, of.comes_id)]
    await step.log(
        kind,
        desk_id=of.desk_id,
        role=of.role.value if step.actor.person.id in {of.leaves_id, of.comes_id} else "",
        payload={
            "substitution": of.id,
            "shift": of.shift_id,
            "role": of.role,
            "leaves": of.leaves_id,
            "comes": of.comes_id,
        },
        text={"before": leaves.name, "after": comes.name},
    )
