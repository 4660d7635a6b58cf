"""An update as the steps want it: where it came from, its text, what came with it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import Message, Update, User

from bot.rules.clean_text import clean
from bot.rules.received import ReceivedFile
from bot.rules.source import Source

LARGEST_DOWNLOAD = 20_000_000  # Bot API getFile
E7 = 10_000_000
ANONYMOUS_ADMIN = 1087968824  # Bot API: GroupAnonymousBot carries no person


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message. `is_for_bot`: private, or in a group a command, a reply to the bot or a mention."""

    source: Source
    text: str
    files: tuple[ReceivedFile, ...]
    album: str
    is_for_bot: bool
    is_anonymous: bool
    is_edit: bool


def source_of(
    user: User,
    *,
    chat_id: int,
    message_id: int | None,
    inbox: tuple[int, int],
    sent_at: datetime,
    raw: str,
    is_press: bool,
    is_private: bool,
    reply_to: int | None = None,
    album: tuple[tuple[int, int], ...] = (),
) -> Source:
    """Where a step comes from; the hash ties the log entry to the very update."""
    return Source(
        inbox=inbox,
        account_id=user.id,
        account_name=clean(user.full_name),
        chat_id=chat_id,
        message_id=message_id,
        sent_at=sent_at.astimezone(UTC),
        hash=hashlib.sha256(raw.encode()).hexdigest(),
        is_private_chat=is_private,
        is_press=is_press,
        reply_to=reply_to,
        album=album,
    )


def read_message(
    update: Update,
    *,
    inbox: tuple[int, int],
    raw: str,
    username: str,
    bot_id: int,
    rest: Sequence[tuple[int, Update]] = (),
) -> Incoming | None:
    """The message of an update; None for service messages and what carries no sender.

    `rest`: (update id, update) of the other files of its album; together they are one message. What holds
    nothing the desk can read (a sticker, invisible characters) is a message without text and files.
    """
    message = update.effective_message
    if message is None or message.from_user is None or update.callback_query is not None:
        return None
    if message.text is None and message.effective_attachment is None:
        return None
    others = [(one, other.effective_message) for one, other in rest]
    album = [(one, other) for one, other in others if other is not None]
    whole = [message, *(other for _, other in album)]
    files = tuple(file for part in whole for file in files_of(part))
    text = "\n".join(said for part in whole if (said := _text_of(part)))
    is_private = message.chat.type == "private"
    reply = message.reply_to_message
    mention = f"@{username}"
    is_for_bot = (
        is_private
        or text.startswith("/")
        or mention.casefold() in text.casefold()
        or (reply is not None and reply.from_user is not None and reply.from_user.id == bot_id)
    )
    if not is_private:
        text = _without_mention(text, mention)
    return Incoming(
        source=source_of(
            message.from_user,
            chat_id=message.chat_id,
            message_id=message.message_id,
            inbox=inbox,
            sent_at=message.edit_date or message.date,
            raw=raw,
            is_press=False,
            is_private=is_private,
            reply_to=reply.message_id if reply else None,
            album=tuple((one, other.message_id) for one, other in album),
        ),
        text=text,
        files=files,
        album=message.media_group_id or "",
        is_for_bot=is_for_bot,
        is_anonymous=message.from_user.id == ANONYMOUS_ADMIN or message.sender_chat is not None,
        is_edit=update.edited_message is not None,
    )


def read_return(update: Update, *, inbox: tuple[int, int], raw: str) -> Source | None:
    """Somebody who had blocked the bot and unblocked it (Bot API my_chat_member in a private chat)."""
    changed = update.my_chat_member
    if changed is None or changed.chat.type != "private":
        return None
    if (changed.old_chat_member.status, changed.new_chat_member.status) != ("kicked", "member"):
        return None
    return source_of(
        changed.from_user,
        chat_id=changed.chat.id,
        message_id=None,
        inbox=inbox,
        sent_at=changed.date,
        raw=raw,
        is_press=False,
        is_private=True,
    )


def _text_of(message: Message) -> str:
    """What is said: text, caption, or the name and number of a contact that was shared."""
    contact = message.contact
    shared = (
        "" if contact is None else f"{contact.first_name} {contact.last_name or ''} {contact.phone_number}"
    )
    return clean(message.text or message.caption or " ".join(shared.split()))


def files_of(message: Message) -> tuple[ReceivedFile, ...]:
    """Photo (the largest), document, video, voice, audio, location of a message."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return (_file("photo", largest.file_id, largest.file_unique_id, largest.file_size, ""),)
    for kind in ("document", "video", "voice", "audio", "animation", "video_note"):
        found = getattr(message, kind)
        if found is not None:
            name = clean(getattr(found, "file_name", None) or "")
            sent_as = {"animation": "document", "video_note": "video"}.get(kind, kind)
            return (_file(sent_as, found.file_id, found.file_unique_id, found.file_size, name),)
    if message.location is not None:
        at = message.location
        return (
            ReceivedFile(
                "location", latitude_e7=round(at.latitude * E7), longitude_e7=round(at.longitude * E7)
            ),
        )
    return ()


def _file(kind: str, file_id: str, unique_id: str, size: int | None, name: str) -> ReceivedFile:
    return ReceivedFile(
        kind, file_id, unique_id, size, name, is_too_large=size is not None and size > LARGEST_DOWNLOAD
    )


def _without_mention(text: str, mention: str) -> str:
    at = text.casefold().find(mention.casefold())
    return text if at < 0 else (text[:at] + text[at + len(mention) :]).strip()
