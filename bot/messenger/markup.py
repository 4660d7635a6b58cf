"""Keyboards and files in the Bot API's own terms."""

from collections.abc import Sequence

from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.rules.message import FileRef, Key, Spoken

ALBUM_MOST = 10  # Bot API sendMediaGroup: 2–10
MEDIA: dict[str, type[InputMediaPhoto | InputMediaVideo | InputMediaDocument | InputMediaAudio]] = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "document": InputMediaDocument,
    "audio": InputMediaAudio,
}
TOGETHER = {"photo": "seen", "video": "seen", "document": "document", "audio": "audio"}

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply


def inline_keyboard(rows: Sequence[Sequence[Key]]) -> InlineKeyboardMarkup | None:
    """Buttons under a message; None takes them away."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(key.label, callback_data=key.data, style=key.style or None) for key in row]
            for row in rows
        ]
    )


def markup(spoken: Spoken) -> Markup | None:
    """What stands under a message: one of its inline buttons, the large keys, or an opened answer."""
    if spoken.keyboard:
        return inline_keyboard(spoken.keyboard)
    if spoken.force_reply:
        return ForceReply(selective=True)
    if spoken.reply_keyboard is None:
        return None
    if not spoken.reply_keyboard:
        return ReplyKeyboardRemove()
    return ReplyKeyboardMarkup(spoken.reply_keyboard, resize_keyboard=True, is_persistent=True)


def group_files(files: Sequence[FileRef]) -> list[tuple[FileRef, ...]]:
    """The files in as few messages as the Bot API allows: photos and videos together, documents together."""
    groups: list[list[FileRef]] = []
    for file in files:
        kind = TOGETHER.get(file.kind)
        last = groups[-1] if groups else []
        if kind and last and TOGETHER.get(last[0].kind) == kind and len(last) < ALBUM_MOST:
            last.append(file)
        else:
            groups.append([file])
    return [tuple(group) for group in groups]
