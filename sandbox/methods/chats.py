"""Chats and their members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.api.access import known_chat, writable_chat
from sandbox.api.errors import ApiError, bad
from sandbox.world.accounts import bot_user, chat_of, member_of, person_user
from sandbox.world.membership import remove_member
from sandbox.world.model import Member
from sandbox.world.render import message_for

if TYPE_CHECKING:
    from sandbox.api.call import Call
    from sandbox.world.model import Chat

_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_react_to_messages",
    "can_edit_tag",
    "can_manage_topics",
)
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
_MOST_REACTIONS = 11


def get_chat(call: Call) -> dict[str, Any]:
    """Return everything about a chat."""
    chat = _readable(call)
    found = chat_of(call.world, chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": _MOST_REACTIONS,
        "accepted_gift_types": dict.fromkeys(_GIFTS, chat.is_group is False),
    }
    if chat.is_group:
        found["permissions"] = dict.fromkeys(_PERMISSIONS, True)
    elif username := found.get("username"):
        found["active_usernames"] = [username]
    pinned = call.world.message(chat, chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        found["pinned_message"] = message_for(call.world, call.bot, chat, pinned, nested=True)
    return found


def get_chat_member(call: Call) -> dict[str, Any]:
    """Return somebody's place in a chat."""
    chat = _readable(call)
    user_id = call.parameters.integer("user_id")
    if not chat.is_group:
        if user_id == chat.id:
            return {"status": "member", "user": person_user(call.world.people[user_id])}
        if user_id == call.bot.id:
            return {"status": "member", "user": bot_user(call.bot)}
        raise bad("member not found")
    member = chat.members.get(user_id)
    if member is None:
        if user_id in call.world.people or user_id in call.world.bots:
            return member_of(call.world, chat, Member(user_id, "left"))
        raise bad("invalid user_id specified" if user_id <= 0 else "PARTICIPANT_ID_INVALID")
    return member_of(call.world, chat, member)


def get_chat_administrators(call: Call) -> list[dict[str, Any]]:
    """Return the administrators of a group, without other bots."""
    chat = _group(call, "there are no administrators in the private chat")
    return [
        member_of(call.world, chat, member)
        for member in chat.members.values()
        if chat.administers(member.user_id)
        and (member.user_id in call.world.people or member.user_id == call.bot.id)
    ]


def get_chat_member_count(call: Call) -> int:
    """Return how many are in a chat."""
    chat = _readable(call)
    return sum(1 for user_id in chat.members if chat.present(user_id)) if chat.is_group else 2


def leave_chat(call: Call) -> bool:
    """Leave a group."""
    chat = _group(call, "chat is not a group chat")
    remove_member(call.world, chat, call.bot.id, call.bot.id, kick=False)
    return True


def get_user_profile_photos(call: Call) -> dict[str, Any]:
    """Return a person's profile photos: the sandbox's people have none."""
    if call.parameters.integer("user_id") not in call.world.people:
        raise bad("invalid user_id specified")
    return {"total_count": 0, "photos": []}


def _readable(call: Call) -> Chat:
    """Return a chat about which the bot may ask: blocked or deactivated people can still be looked up."""
    chat = known_chat(call)
    if chat.is_group and chat.migrated_to is None and not chat.present(call.bot.id):
        return writable_chat(call)
    return chat


def _group(call: Call, otherwise: str) -> Chat:
    chat = _readable(call)
    if not chat.is_group:
        raise ApiError(400, otherwise)
    return chat


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getUserProfilePhotos": get_user_profile_photos,
}
