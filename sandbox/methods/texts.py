"""Messages without files: text, location, contact, the "typing…" line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.api.access import writable_chat
from sandbox.api.errors import bad
from sandbox.methods.sending import send, text_content
from sandbox.world.phone_view import ACTION_SECONDS, audience

if TYPE_CHECKING:
    from sandbox.api.call import Call

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "cancel",
    },
)


def send_message(call: Call) -> dict[str, Any]:
    """Send a text."""
    writable_chat(call)
    return send(call, text_content(call))


def send_location(call: Call) -> dict[str, Any]:
    """Send a point on the map."""
    latitude, longitude = call.parameters.number("latitude"), call.parameters.number("longitude")
    if latitude is None:
        raise bad("latitude is empty")
    if longitude is None:
        raise bad("longitude is empty")
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 (degrees)
        raise bad("wrong location specified")
    location: dict[str, Any] = {"latitude": latitude, "longitude": longitude}
    if (accuracy := call.parameters.number("horizontal_accuracy")) is not None:
        location["horizontal_accuracy"] = accuracy
    return send(call, {"location": location})


def send_contact(call: Call) -> dict[str, Any]:
    """Send a phone contact."""
    phone_number, first_name = call.parameters.text("phone_number"), call.parameters.text("first_name")
    if not phone_number:
        raise bad("phone number is empty")
    if not first_name:
        raise bad("first name is empty")
    contact = {"phone_number": phone_number, "first_name": first_name}
    for name in ("last_name", "vcard"):
        if value := call.parameters.text(name):
            contact[name] = value
    return send(call, {"contact": contact})


def send_chat_action(call: Call) -> bool:
    """Show that the bot is busy: for five seconds or until its next message."""
    chat = writable_chat(call)
    action = call.parameters.text("action").lower()
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    world = call.world
    if action == "cancel":
        world.actions.pop(chat.key, None)
    else:
        world.actions[chat.key] = (action, world.clock.monotonic() + ACTION_SECONDS)
    world.events.emit(
        "chat_action",
        {"chat_id": chat.id, "bot": call.bot.username, "action": action, "user_ids": audience(world, chat)},
    )
    return True


METHODS = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
}
