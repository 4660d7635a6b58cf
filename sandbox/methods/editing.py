"""Changes to messages the bot has sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.api.access import named_message, paced, writable_chat
from sandbox.api.errors import bad
from sandbox.api.markup import Markup, read_markup
from sandbox.methods.sending import caption_content, text_content
from sandbox.world.posting import changed
from sandbox.world.render import message_for

if TYPE_CHECKING:
    from sandbox.api.call import Call
    from sandbox.world.model import Chat, Message

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_CAPTIONED = frozenset({"photo", "video", "document", "audio", "voice", "animation"})
_TEXT_FIELDS = frozenset({"text", "entities", "link_preview_options"})
_CAPTION_FIELDS = frozenset({"caption", "caption_entities", "show_caption_above_media"})


def edit_message_text(call: Call) -> dict[str, Any]:
    """Change a text message."""
    chat, message, markup = _editable(call, need_text=True)
    content = text_content(call)
    if "text" not in message.content:
        raise bad("there is no text in the message to edit")
    return _change(call, chat, message, content, markup, replaced=_TEXT_FIELDS)


def edit_message_caption(call: Call) -> dict[str, Any]:
    """Change the caption of a file."""
    chat, message, markup = _editable(call)
    content = caption_content(call)
    if not _CAPTIONED & message.content.keys():
        raise bad("there is no caption in the message to edit")
    return _change(call, chat, message, content, markup, replaced=_CAPTION_FIELDS)


def edit_message_reply_markup(call: Call) -> dict[str, Any]:
    """Change only the inline keyboard."""
    chat, message, markup = _editable(call)
    return _change(call, chat, message, {}, markup, replaced=frozenset())


def _editable(call: Call, *, need_text: bool = False) -> tuple[Chat, Message, Markup]:
    if call.parameters.text("inline_message_id") and not call.parameters.text("chat_id"):
        raise bad("MESSAGE_ID_INVALID")
    chat = writable_chat(call)
    if need_text and not call.parameters.text("text"):
        raise bad("message text is empty")
    message = named_message(call, chat, "message to edit not found")
    markup = read_markup(call.parameters)
    if message.author_id != call.bot.id or not message.editable or message.service:
        raise bad("message can't be edited")
    if markup.kind not in ("none", "inline"):
        raise bad("inline keyboard expected")
    return chat, message, markup


def _change(
    call: Call,
    chat: Chat,
    message: Message,
    content: dict[str, Any],
    markup: Markup,
    *,
    replaced: frozenset[str],
) -> dict[str, Any]:
    kept = {name: value for name, value in message.content.items() if name not in replaced}
    new = {**kept, **content}
    if new == message.content and markup.inline == message.markup:
        raise bad(NOT_MODIFIED)
    paced(call, chat)
    message.content, message.markup = new, markup.inline
    message.edit_date = call.world.clock.unix()
    changed(call.world, chat, message)
    return message_for(call.world, call.bot, chat, message)


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
}
