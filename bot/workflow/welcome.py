"""Who they are to the bot, what they can do here: said to a newcomer, after `/start` and in a new language."""

from bot.rules.menu import commands_for, keyboard_for, roles_of
from bot.rules.message import Recipient, Screen
from bot.rules.person import Actor
from bot.workflow.belonging import desks_of, standing_of
from bot.workflow.telling import Telling
from storage import outbox


async def welcome(step: Telling, to: Recipient, actor: Actor, *, is_new: bool) -> None:
    """Name, title, unit or desk, roles, a short help, the large keys and the command menu."""
    desks = await desks_of(step.tx, actor)
    values = {
        "is_new": is_new,
        "name": actor.person.name,
        "title": actor.person.title,
        "standing": await standing_of(step.tx, actor),
        "roles": sorted(role.value for role in roles_of(actor)),
        "phone": next((desk.phone for desk in desks if desk.phone), ""),
    }
    await step.say(to, Screen("welcome", values, reply_keyboard=_keys_in(to, actor)), priority=0)
    await set_menu(step, to, actor)


async def set_menu(step: Telling, to: Recipient, actor: Actor) -> None:
    """The command menu of a person's own chat; a group has none of its own."""
    if to.person_id is not None:
        await outbox.set_commands(step.tx, to, commands_for(actor), at=step.now)


def _keys_in(to: Recipient, actor: Actor) -> tuple[tuple[str, ...], ...] | None:
    """The large keys stand in a private chat only: in a group they would be everybody's."""
    return keyboard_for(actor) if to.person_id is not None else None
