"""What people do on their phones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox.text.formatted import Formatted, format_text
from sandbox.text.units import split_units
from sandbox.world.accounts import chat_of, person_user
from sandbox.world.model import Chat, Message, Person, Press
from sandbox.world.poll import create_update
from sandbox.world.posting import changed, post, set_keyboard
from sandbox.world.render import press_message

if TYPE_CHECKING:
    from sandbox.world.world import World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ALBUM_LIMIT = 10


class RefusedError(Exception):
    """A person cannot do this now. `status` is the control API's HTTP status."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail


@dataclass(slots=True)
class Letter:
    """What somebody is about to send: each of `contents` becomes one message."""

    contents: list[dict[str, Any]] = field(default_factory=list)
    reply_to: int | None = None
    quote: dict[str, Any] | None = None
    anonymous: bool = False
    forward: dict[str, Any] | None = None


def person_of(world: World, user_id: int) -> Person:
    """Return a person.

    Raises:
        RefusedError: nobody has this number.
    """
    person = world.people.get(user_id)
    if person is None:
        raise RefusedError(404, "no_such_person", f"no person {user_id} in this scene")
    return person


def chat_with(world: World, person: Person, chat_id: int | None, bot_name: str | None = None) -> Chat:
    """Return the chat a person means: a group, or the private chat with a bot.

    Raises:
        RefusedError: no such chat.
    """
    bot = world.bot_named(bot_name) if bot_name else world.default_bot
    if bot is None:
        raise RefusedError(404, "no_such_bot", f"no bot @{bot_name}")
    if chat_id is None or chat_id in (person.id, bot.id):
        return world.private_chat(bot.id, person.id)
    chat = world.group(chat_id)
    if chat is None:
        raise RefusedError(404, "no_such_chat", f"no chat {chat_id}")
    return chat


def must_be_able_to_write(chat: Chat, person: Person) -> None:
    """Make sure that a person may send to a chat now.

    Raises:
        RefusedError: they may not.
    """
    if person.deactivated:
        raise RefusedError(409, "deactivated", "this account is deactivated")
    if chat.is_group:
        if chat.migrated_to is not None:
            raise RefusedError(409, "migrated", f"the group is now {chat.migrated_to}")
        if not chat.present(person.id):
            raise RefusedError(409, "not_a_member", "this person is not in the group")
    elif chat.blocked:
        raise RefusedError(409, "blocked", "this person has blocked the bot")
    elif not chat.started:
        raise RefusedError(409, "not_started", "this person has not started the bot yet")


def text_contents(text: str, entities: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """Return a typed text as message contents, cut at 4096 UTF-16 units as Telegram's apps do."""
    if entities:
        return [_with_entities("text", format_text(text, "", entities))]
    pieces = [format_text(piece, "") for piece in split_units(text, TEXT_LIMIT)]
    return [_with_entities("text", piece) for piece in pieces if piece.text]


def caption_content(content: dict[str, Any], caption: str) -> dict[str, Any]:
    """Return content with a caption.

    Raises:
        RefusedError: it is longer than Telegram's apps take.
    """
    formatted = format_text(caption, "")
    if formatted.length > CAPTION_LIMIT:
        raise RefusedError(400, "caption_too_long", f"a caption has at most {CAPTION_LIMIT} UTF-16 units")
    return {**content, **_with_entities("caption", formatted)} if formatted.text else content


def send(world: World, person: Person, chat: Chat, letter: Letter) -> list[Message]:
    """Send what somebody wrote, one message after another.

    Raises:
        RefusedError: they may not write there, or there is nothing to send.
    """
    must_be_able_to_write(chat, person)
    if not letter.contents:
        raise RefusedError(400, "empty", "there is nothing to send")
    if letter.reply_to is not None and world.message(chat, letter.reply_to) is None:
        raise RefusedError(404, "no_such_message", f"no message {letter.reply_to} to reply to")
    member = chat.members.get(person.id)
    anonymous = chat.is_group and (letter.anonymous or bool(member and member.is_anonymous))
    if anonymous and not chat.administers(person.id):
        raise RefusedError(409, "not_an_administrator", "only administrators can write anonymously")
    _keyboard_used(world, chat, person.id, letter.reply_to)
    return [
        post(
            world,
            chat,
            Message(
                chat.key,
                world.take_message_id(chat),
                world.clock.unix(),
                person.id,
                content,
                anonymous=anonymous,
                reply_to=letter.reply_to,
                quote=letter.quote,
                forward=letter.forward,
                editable=letter.forward is None,
            ),
        )
        for content in letter.contents
    ]


def edit(world: World, person: Person, chat: Chat, message_id: int, text: str) -> Message:
    """Change the text or caption of one's own message.

    Raises:
        RefusedError: not one's own, gone, or empty.
    """
    must_be_able_to_write(chat, person)
    message = world.message(chat, message_id)
    if message is None:
        raise RefusedError(404, "no_such_message", f"no message {message_id}")
    if message.author_id != person.id or not message.editable:
        raise RefusedError(409, "not_editable", "only one's own messages can be edited")
    name = "text" if "text" in message.content else "caption"
    formatted = format_text(text, "")
    if name == "text" and not formatted.text:
        raise RefusedError(400, "empty", "a text cannot become empty")
    kept = {
        key: value
        for key, value in message.content.items()
        if key not in (name, "entities", "caption_entities")
    }
    message.content = {**kept, **(_with_entities(name, formatted) if formatted.text else {})}
    message.edit_date = world.clock.unix()
    changed(world, chat, message, tell_bots=True)
    return message


def press(world: World, person: Person, chat: Chat, message_id: int, button: dict[str, Any]) -> Press:
    """Press an inline button that carries callback data.

    Raises:
        RefusedError: this person no longer sees the chat.
    """
    if person.deactivated or (chat.is_group and not chat.present(person.id)):
        raise RefusedError(409, "not_a_member", "this person does not see the chat")
    message = world.messages_of(chat).get(message_id)
    if message is None:
        raise RefusedError(404, "no_such_message", f"no message {message_id}")
    bot = world.bots.get(message.author_id)
    if bot is None:
        raise RefusedError(409, "not_a_bot", "only bots' messages have buttons")
    number = world.counters.press
    world.counters.press += 7
    pressed = Press(
        str(number),
        bot.id,
        person.id,
        chat.key,
        message_id,
        button["callback_data"],
        button.get("text", ""),
        world.clock.now().timestamp(),
    )
    world.presses[pressed.id] = pressed
    world.save(world.counters)
    world.save(pressed)
    world.events.emit(
        "press",
        {
            "callback_query_id": pressed.id,
            "user_id": person.id,
            "chat_id": chat.id,
            "bot": bot.username,
            "message_id": message_id,
            "data": pressed.data,
            "text": pressed.text,
        },
    )
    if not chat.blocked:
        create_update(world, bot, "callback_query", _callback_query(world, pressed, chat), chat.key)
    return pressed


def react(world: World, person: Person, chat: Chat, message_id: int, emoji: list[str]) -> Message:
    """Set a person's reactions to a message; an empty list takes them back.

    Raises:
        RefusedError: no such message.
    """
    message = world.message(chat, message_id)
    if message is None:
        raise RefusedError(404, "no_such_message", f"no message {message_id}")
    before = message.reactions.get(person.id, [])
    after = [{"type": "emoji", "emoji": one} for one in emoji]
    if after:
        message.reactions[person.id] = after
    else:
        message.reactions.pop(person.id, None)
    changed(world, chat, message, edited=False)
    body = {
        "chat": chat_of(world, chat),
        "message_id": message_id,
        "user": person_user(person),
        "date": world.clock.unix(),
        "old_reaction": before,
        "new_reaction": after,
    }
    for bot in world.bots.values():
        if chat.bot_id == bot.id or chat.administers(bot.id):
            create_update(world, bot, "message_reaction", body, chat.key)
    return message


def _callback_query(world: World, pressed: Press, chat: Chat) -> dict[str, Any]:
    bot = world.bots[pressed.bot_id]
    return {
        "id": pressed.id,
        "from": person_user(world.people[pressed.user_id]),
        "message": press_message(world, bot, chat, pressed.message_id),
        "chat_instance": str(hash_of(chat.key)),
        "data": pressed.data,
    }


def hash_of(key: str) -> int:
    """Return a number that stays the same for a chat, as `chat_instance` does."""
    number = 7
    for character in key:
        number = (number * 31 + ord(character)) % (1 << 62)
    return number


def _with_entities(name: str, formatted: Formatted) -> dict[str, Any]:
    entities = "entities" if name == "text" else "caption_entities"
    found: dict[str, Any] = {name: formatted.text}
    if formatted.entities:
        found[entities] = formatted.entities
    return found


def _keyboard_used(world: World, chat: Chat, user_id: int, reply_to: int | None) -> None:
    keyboard = chat.keyboards.get(user_id)
    if keyboard is None:
        return
    answered = keyboard["kind"] == "force_reply" and (reply_to == keyboard["message_id"] or not chat.is_group)
    if answered or (keyboard["kind"] == "reply" and keyboard.get("one_time")):
        set_keyboard(world, chat, user_id, None)
