"""How accounts and chats look inside the Bot API's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.world.model import ANONYMOUS_ADMIN_ID, Bot, Chat, Member, Person

if TYPE_CHECKING:
    from sandbox.world.world import World

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",  # newer than Bot API 10.1; libraries of later versions require it
)


def anonymous_admin() -> dict[str, Any]:
    """Return the account behind which anonymous administrators write."""
    return {"id": ANONYMOUS_ADMIN_ID, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def person_user(person: Person) -> dict[str, Any]:
    """Return a person as a User."""
    user: dict[str, Any] = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    for name in ("last_name", "username", "language_code"):
        if value := getattr(person, name):
            user[name] = value
    return user


def bot_user(bot: Bot) -> dict[str, Any]:
    """Return a bot as a User."""
    return {"id": bot.id, "is_bot": True, "first_name": bot.first_name, "username": bot.username}


def user_of(world: World, user_id: int) -> dict[str, Any]:
    """Return anybody as a User; an account nobody knows has only its number."""
    if user_id in world.people:
        return person_user(world.people[user_id])
    if user_id in world.bots:
        return bot_user(world.bots[user_id])
    if user_id == ANONYMOUS_ADMIN_ID:
        return anonymous_admin()
    return {"id": user_id, "is_bot": False, "first_name": "Deleted Account"}


def chat_of(world: World, chat: Chat) -> dict[str, Any]:
    """Return a chat as the Bot API's Chat."""
    if chat.is_group:
        return {"id": chat.id, "type": chat.type, "title": chat.title}
    person = world.people.get(chat.id)
    found: dict[str, Any] = {"id": chat.id, "type": "private"}
    for name in ("first_name", "last_name", "username"):
        if value := getattr(person, name, None):
            found[name] = value
    return found


def member_of(world: World, chat: Chat, member: Member) -> dict[str, Any]:
    """Return somebody's place in a chat as the Bot API's ChatMember."""
    found: dict[str, Any] = {"status": member.status, "user": user_of(world, member.user_id)}
    if member.status == "creator":
        found["is_anonymous"] = member.is_anonymous
    elif member.status == "administrator":
        found |= {
            "can_be_edited": False,
            "is_anonymous": member.is_anonymous,
            **dict.fromkeys(ADMIN_RIGHTS, True),
        }
        found["can_promote_members"] = False
        if chat.type == "supergroup":
            found |= {"can_manage_topics": False, "can_manage_tags": False}
    elif member.status == "kicked":
        found["until_date"] = 0
    return found
