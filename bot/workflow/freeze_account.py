"""`/khoataikhoan`: an account is frozen at once; only `trucban setup` gives it back."""

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.fold import fold
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.person import Actor, Person, Role
from bot.rules.step import Step
from bot.workflow import choices, recipients
from bot.workflow.belonging import desks_of, standing_of
from bot.workflow.taking import Taking
from storage import people

FREEZING = (Role.LEADER, Role.OFFICER, Role.ADMIN)
MOST_CHOICES = 10


async def freeze(step: Taking, written: str) -> None:
    """The person of that code, name or account, or with nothing written oneself.

    A name in part, or several people, are asked about with a button each; nothing is changed then.

    Raises:
        DutyError: `no-such-person` (also beyond one's own desk), `may-not-freeze`, `already-frozen`.
    """
    if not written:
        await freeze_chosen(step, step.actor.person.id)
        return
    exact, alike = _meant(await people.list_active(step.tx), written)
    within = [person for person in exact or alike if await _may_freeze(step, person)]
    if not within:
        raise DutyError(
            "no-such-person" if _freezes_others(step.actor) else "may-not-freeze", written=written
        )
    if exact and len(within) == 1:
        await freeze_chosen(step, within[0].id)
        return
    keyboard = [
        (button(Step.FREEZE, person.id, label=await _label(step, person)),)
        for person in within[:MOST_CHOICES]
    ]
    await choices.offer(step, Screen("freeze-whom", {"written": written}, keyboard=tuple(keyboard)))


async def freeze_chosen(step: Taking, person_id: int) -> None:
    """This one.

    Raises:
        DutyError: `may-not-freeze`, `already-frozen`.
    """
    person = await people.get_person(step.tx, person_id)
    if not await _may_freeze(step, person):
        raise DutyError("may-not-freeze")
    if not await people.freeze(step.tx, person.id, step.now):
        raise DutyError("already-frozen", name=person.name, at=person.frozen_at)
    actor = await people.load_actor(step.tx, person, step.now)
    desks = sorted(desk.id for desk in await desks_of(step.tx, actor))
    to = []
    for desk_id in desks:
        to += await recipients.desk(step, desk_id)
        to += await recipients.administrators(step, desk_id)
        if any(duty.desk_id == desk_id for duty in actor.duties):  # the shift has lost somebody
            to += await recipients.superiors(step, desk_id)
    values = {
        "name": person.name,
        "by": step.actor.person.name,
        "is_own": person.id == step.actor.person.id,
        "duties": sorted({duty.role.value for duty in actor.duties}),
        "at": step.now,
    }
    others = [one for one in recipients.once(to) if one.person_id != person.id and one != step.here]
    await step.say(others, Screen("person-frozen", values), priority=0)
    step.answers("account-frozen", name=person.name)
    for desk_id in desks:
        await step.log(
            LogKind.PERSON_FROZEN,
            desk_id=desk_id,
            role=_role(step.actor, desk_id),
            payload={"person": person.id},
            text={"name": person.name},
        )


def _meant(everyone: list[Person], written: str) -> tuple[list[Person], list[Person]]:
    """Who is meant exactly, and whose names hold all the words that were written."""
    wanted = fold(written.lstrip("@"))
    words = set(wanted.split())
    exact = [
        person
        for person in everyone
        if wanted in {fold(person.name), fold(person.code or ""), str(person.telegram_id or "")}
    ]
    return exact, [person for person in everyone if words <= set(fold(person.name).split())]


def _freezes_others(actor: Actor) -> bool:
    return any(grant.role in FREEZING for grant in actor.grants)


async def _may_freeze(step: Taking, person: Person) -> bool:
    """Oneself; a leader, officer or administrator, on duty or not, whoever has to do with their desk."""
    if person.id == step.actor.person.id:
        return True
    desks = await desks_of(step.tx, await people.load_actor(step.tx, person, step.now))
    return any(step.actor.has(role, desk_id=desk.id) for desk in desks for role in FREEZING)


def _role(actor: Actor, desk_id: int) -> str:
    return next((role.value for role in FREEZING if actor.has(role, desk_id=desk_id)), "")


async def _label(step: Taking, person: Person) -> str:
    standing = await standing_of(step.tx, await people.load_actor(step.tx, person, step.now))
    place = next((row["place"] for row in standing if row["place"]), "")
    return " · ".join(part for part in (person.name, person.title or place, person.code) if part)
