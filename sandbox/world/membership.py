"""Who starts, blocks, joins, leaves and leads; and a group becoming a supergroup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.world.accounts import chat_of, member_of, user_of
from sandbox.world.model import Chat, Member, Person, Status
from sandbox.world.phone_view import audience, chat_view
from sandbox.world.poll import create_update
from sandbox.world.posting import service

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sandbox.world.world import World

SUPERGROUP_BASE = 1_000_000_000_000
FIRST_NEW_GROUP = 500_000


def told_chat(world: World, chat: Chat, people: Iterable[int] | None = None) -> None:
    """Tell pages that a chat itself changed for these people."""
    world.save(chat)
    for user_id in audience(world, chat) if people is None else people:
        if user_id in world.people:
            view = chat_view(world, chat, world.people[user_id], None)
            world.events.emit("chat", {"user_id": user_id, "chat": view})


def set_blocked(world: World, person: Person, chat: Chat, *, blocked: bool) -> None:
    """Block or unblock a bot in its private chat; the bot is told by my_chat_member."""
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    bot = world.bots[chat.bot_id]
    before, after = (
        Member(bot.id, "kicked" if not blocked else "member"),
        Member(bot.id, "kicked" if blocked else "member"),
    )
    _tell_changed(world, chat, person.id, before, after)
    told_chat(world, chat)


def set_deactivated(world: World, person: Person, *, deactivated: bool) -> None:
    """Delete a person's account, as far as bots can tell, or bring it back."""
    person.deactivated = deactivated
    world.save(person)
    for bot in world.bots.values():
        told_chat(world, world.private_chat(bot.id, person.id))


def create_group(
    world: World,
    title: str,
    creator: int,
    members: list[int],
    bots: list[int],
    *,
    supergroup: bool,
    chat_id: int | None,
) -> Chat:
    """Create a group; its bots learn of it by my_chat_member and a service message."""
    if chat_id is None:
        taken = [abs(chat.id) % SUPERGROUP_BASE for chat in world.chats.values() if chat.is_group]
        number = max([FIRST_NEW_GROUP, *taken]) + 1
        chat_id = -SUPERGROUP_BASE - number if supergroup else -number
    chat = Chat(f"g:{chat_id}", chat_id, "supergroup" if supergroup else "group", title)
    world.chats[chat.key] = chat
    chat.members[creator] = Member(creator, "creator")
    for user_id in members:
        chat.members.setdefault(user_id, Member(user_id))
    for bot_id in bots:
        _place(world, chat, bot_id, "member", creator)
    told_chat(world, chat)
    service(world, chat, creator, {"supergroup_chat_created" if supergroup else "group_chat_created": True})
    return chat


def add_member(world: World, chat: Chat, user_id: int, by: int) -> None:
    """Bring somebody, a person or a bot, into a group."""
    if chat.present(user_id):
        return
    _place(world, chat, user_id, "member", by)
    told_chat(world, chat)
    service(world, chat, by, {"new_chat_members": [user_id]})


def remove_member(world: World, chat: Chat, user_id: int, by: int, *, kick: bool) -> None:
    """Take somebody out of a group, or let them leave by themselves."""
    if not chat.present(user_id):
        return
    service(world, chat, by, {"left_chat_member": user_id})
    _place(world, chat, user_id, "kicked" if kick else "left", by)
    told_chat(world, chat, [*audience(world, chat), user_id])


def promote(world: World, chat: Chat, user_id: int, by: int, *, administrator: bool, anonymous: bool) -> None:
    """Make a member an administrator or an ordinary member again."""
    member = chat.members[user_id]
    status: Status = (
        "creator" if member.status == "creator" else "administrator" if administrator else "member"
    )
    _place(world, chat, user_id, status, by, anonymous=anonymous and administrator)
    told_chat(world, chat)


def migrate(world: World, chat: Chat) -> Chat:
    """Turn a basic group into a supergroup with a new id; the old chat stays, closed."""
    number = SUPERGROUP_BASE + 1_000_000_000 + abs(chat.id)
    new = Chat(f"g:{-number}", -number, "supergroup", chat.title)
    new.members = {
        user_id: Member(m.user_id, m.status, m.is_anonymous) for user_id, m in chat.members.items()
    }
    world.chats[new.key] = new
    creator = next(
        (m.user_id for m in chat.members.values() if m.status == "creator"), next(iter(chat.members))
    )
    service(world, chat, creator, {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    chat.keyboards.clear()
    service(world, new, creator, {"migrate_from_chat_id": chat.id})
    world.events.emit(
        "migrated", {"old_chat_id": chat.id, "chat_id": new.id, "user_ids": audience(world, new)}
    )
    told_chat(world, chat)
    told_chat(world, new)
    return new


def rename(world: World, chat: Chat, title: str, by: int) -> None:
    """Give a group a new title."""
    chat.title = title
    told_chat(world, chat)
    service(world, chat, by, {"new_chat_title": title})


def _place(
    world: World, chat: Chat, user_id: int, status: Status, by: int, *, anonymous: bool = False
) -> None:
    before = chat.members.get(user_id) or Member(user_id, "left")
    after = Member(user_id, status, anonymous)
    chat.members[user_id] = after
    if (before.status, before.is_anonymous) != (status, anonymous):
        _tell_changed(world, chat, by, before, after)


def _tell_changed(world: World, chat: Chat, by: int, before: Member, after: Member) -> None:
    body: dict[str, Any] = {
        "chat": chat_of(world, chat),
        "from": user_of(world, by),
        "date": world.clock.unix(),
        "old_chat_member": member_of(world, chat, before),
        "new_chat_member": member_of(world, chat, after),
    }
    for bot in world.bots.values():
        if bot.id == after.user_id:
            create_update(world, bot, "my_chat_member", body, chat.key)
        elif chat.administers(bot.id):
            create_update(world, bot, "chat_member", body, chat.key)
