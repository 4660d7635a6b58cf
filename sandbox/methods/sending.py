"""What all sending methods share: target, reply, keyboard, limits, and the message that results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.api.access import paced, writable_chat
from sandbox.api.errors import bad
from sandbox.api.markup import NO_MARKUP, Markup, read_markup
from sandbox.text.errors import ParseError
from sandbox.text.formatted import Formatted, format_text
from sandbox.world.model import Chat, Message
from sandbox.world.phone_view import audience
from sandbox.world.posting import post, set_keyboard
from sandbox.world.render import message_for

if TYPE_CHECKING:
    from sandbox.api.call import Call

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """What a message answers: its number and the quoted part, if any."""

    message_id: int | None = None
    quote: dict[str, Any] | None = None


NO_REPLY = Reply()


def formatted(
    call: Call, name: str, entities: str, raw: str | None = None, mode: str | None = None
) -> Formatted:
    """Return a text parameter with its entities.

    Raises:
        ApiError: its markup is wrong.
    """
    text = call.parameters.text(name) if raw is None else raw
    parse_mode = call.parameters.text("parse_mode") if mode is None else mode
    given = None if parse_mode else call.parameters.json(entities)
    try:
        return format_text(text, parse_mode, given)
    except ParseError as error:
        words = str(error)
        raise bad(words if words == "unsupported parse_mode" else f"can't parse entities: {words}") from error


def text_content(call: Call) -> dict[str, Any]:
    """Return the content of a text message.

    Raises:
        ApiError: empty, too long after parsing, or wrong markup.
    """
    if not call.parameters.text("text"):
        raise bad("message text is empty")
    text = formatted(call, "text", "entities")
    if not text.text:
        raise bad("message text is empty")
    if text.length > TEXT_LIMIT:
        raise bad("message is too long")
    content: dict[str, Any] = {"text": text.text}
    if text.entities:
        content["entities"] = text.entities
    options = call.parameters.json("link_preview_options")
    if isinstance(options, dict) and options:
        content["link_preview_options"] = options
    elif call.parameters.boolean("disable_web_page_preview"):
        content["link_preview_options"] = {"is_disabled": True}
    return content


def caption_content(call: Call, given: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return caption fields, from the call or from one element of an album.

    Raises:
        ApiError: too long after parsing, or wrong markup.
    """
    if given is None:
        caption = formatted(call, "caption", "caption_entities")
    else:
        raw, mode = str(given.get("caption", "")), str(given.get("parse_mode", ""))
        try:
            caption = format_text(raw, mode, given.get("caption_entities"))
        except ParseError as error:
            raise bad(f"can't parse entities: {error}") from error
    if caption.length > CAPTION_LIMIT:
        raise bad("message caption is too long")
    content: dict[str, Any] = {"caption": caption.text} if caption.text else {}
    if caption.entities:
        content["caption_entities"] = caption.entities
    return content


def reply_target(call: Call, chat: Chat) -> Reply:
    """Return the message to reply to, if it is there, and the quote from it.

    Raises:
        ApiError: it is not there and the call does not allow that.
    """
    given = call.parameters.json("reply_parameters")
    number = call.parameters.integer("reply_to_message_id")
    lenient = call.parameters.boolean("allow_sending_without_reply")
    quote = None
    if isinstance(given, dict):
        number = int(given.get("message_id") or 0)
        lenient = bool(given.get("allow_sending_without_reply"))
        if given.get("quote"):
            quote = {
                "text": str(given["quote"]),
                "position": int(given.get("quote_position") or 0),
                "is_manual": True,
            }
    if number <= 0:
        return NO_REPLY
    if call.world.message(chat, number) is None:
        if lenient:
            return NO_REPLY
        raise bad("message to be replied not found")
    return Reply(number, quote)


def send(call: Call, content: dict[str, Any]) -> dict[str, Any]:
    """Send one message and return it as the bot sees it.

    Raises:
        ApiError: any refusal of a send.
    """
    chat = writable_chat(call)
    markup = read_markup(call.parameters)
    reply = reply_target(call, chat)
    paced(call, chat)
    message = new_message(call, chat, content, markup, reply=reply)
    return message_for(call.world, call.bot, chat, message)


def new_message(
    call: Call,
    chat: Chat,
    content: dict[str, Any],
    markup: Markup = NO_MARKUP,
    *,
    reply: Reply = NO_REPLY,
    forward: dict[str, Any] | None = None,
) -> Message:
    """Put the bot's message into a chat, with what its keyboard does to phones."""
    message = Message(
        chat.key,
        call.world.take_message_id(chat),
        call.world.clock.unix(),
        call.bot.id,
        content,
        reply_to=reply.message_id,
        quote=reply.quote,
        markup=markup.inline,
        editable=markup.kind in ("none", "inline") and forward is None,
        forward=forward,
        silent=call.parameters.boolean("disable_notification"),
        protected=call.parameters.boolean("protect_content"),
    )
    post(call.world, chat, message)
    apply_keyboard(call, chat, message, markup)
    return message


def apply_keyboard(call: Call, chat: Chat, message: Message, markup: Markup) -> None:
    """Show, replace or remove reply keyboards on the phones the markup is meant for."""
    if markup.kind not in ("reply", "remove", "force_reply"):
        return
    for user_id in _meant_for(call, chat, message, selective=markup.selective):
        if markup.keyboard is None:
            set_keyboard(call.world, chat, user_id, None)
        else:
            set_keyboard(call.world, chat, user_id, {**markup.keyboard, "message_id": message.message_id})


def _meant_for(call: Call, chat: Chat, message: Message, *, selective: bool) -> list[int]:
    people = audience(call.world, chat)
    if not selective or not chat.is_group:
        return people
    replied = call.world.message(chat, message.reply_to)
    mentioned = {entity.get("user_id") for entity in message.content.get("entities", [])}
    text = message.content.get("text", "").lower()
    return [
        user_id
        for user_id in people
        if user_id in mentioned
        or (replied is not None and replied.author_id == user_id)
        or ((name := call.world.people[user_id].username) and f"@{name.lower()}" in text)
    ]
