"""The only module that calls Telegram's `Bot`; every failure leaves it as one `SendError`."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.messenger.errors import SendError
from bot.messenger.markup import MEDIA, inline_keyboard, markup
from bot.messenger.refusals import read_refusal
from bot.messenger.request import LineRequest
from bot.rules.message import FileRef, Key, Spoken
from bot.rules.refusal import RefusalKind

MOST_IN_FLIGHT = 16  # measured: more at once are slower than one by one on stock httpx
CONNECT_SECONDS = 10.0
READ_SECONDS = 35.0  # PTB's own 5 s manufactures unknown outcomes
ANSWER_SECONDS = 10.0  # an answer to a press helps nobody later
POLL_MARGIN_SECONDS = 15.0
LARGEST_DOWNLOAD = 20 * 1000 * 1000  # Bot API getFile: 20 MB
E7 = 10**7
# `do_api_request` warns for names that Bot has a method for; this spelling it turns into getUpdates as well.
RAW_GET_UPDATES = "get__updates"

T = TypeVar("T")


class Telegram:
    """One bot's line to the Bot API; it can be made while there is none, nothing is asked before a call."""

    def __init__(
        self,
        token: str,
        api_url: str = "https://api.telegram.org",
        proxy: str = "",
        *,
        read_seconds: float = READ_SECONDS,
        files: Path | None = None,
    ) -> None:
        """`files`: the folder of storage.files, for files of our own."""
        self.bot_id = int(token.partition(":")[0])
        self._read_seconds = read_seconds
        self._files = files
        self._requests = [self._request(2, proxy), self._request(MOST_IN_FLIGHT, proxy)]
        self._bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            get_updates_request=self._requests[0],
            request=self._requests[1],
        )
        self._slots = asyncio.Semaphore(MOST_IN_FLIGHT)

    async def send(
        self, chat_id: int, spoken: Spoken, text: str, *, is_last: bool = True, reply_to: int | None = None
    ) -> int:
        """Send one text (sendMessage); buttons go under the last of several. Returns the message's id."""
        message = await self._call(
            lambda: self._bot.send_message(
                chat_id,
                text,
                parse_mode=_mode(spoken.is_plain),
                reply_markup=markup(spoken) if is_last else None,
                reply_parameters=_reply(reply_to),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        )
        return message.message_id

    async def send_files(
        self, chat_id: int, files: Sequence[FileRef], *, reply_to: int | None = None
    ) -> list[int]:
        """Send one file, or an album of 2–10 of one family. Returns the messages' ids.

        Raises:
            SendError: REFUSED as well where a file of our own is not there.
        """
        contents = [await self._content(file) for file in files]
        if len(files) > 1:
            media = [MEDIA[file.kind](content) for file, content in zip(files, contents, strict=True)]
            sent = await self._call(
                lambda: self._bot.send_media_group(chat_id, media, reply_parameters=_reply(reply_to))
            )
            return [message.message_id for message in sent]
        sent_one = await self._call(lambda: self._send_file(chat_id, files[0], contents[0], reply_to))
        return [sent_one.message_id]

    async def edit(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        keyboard: Sequence[Sequence[Key]] = (),
        *,
        is_plain: bool = False,
    ) -> None:
        """Let a message say something else (editMessageText)."""
        await self._call(
            lambda: self._bot.edit_message_text(
                text,
                chat_id,
                message_id,
                parse_mode=_mode(is_plain),
                reply_markup=inline_keyboard(keyboard),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        )

    async def strip_keyboard(self, chat_id: int, message_id: int) -> None:
        """Take a message's buttons away (editMessageReplyMarkup)."""
        await self._call(lambda: self._bot.edit_message_reply_markup(chat_id, message_id))

    async def delete(self, chat_id: int, message_id: int) -> None:
        """Delete a message."""
        await self._call(lambda: self._bot.delete_message(chat_id, message_id))

    async def pin(self, chat_id: int, message_id: int) -> None:
        """Pin a message without a sound."""
        await self._call(lambda: self._bot.pin_chat_message(chat_id, message_id, disable_notification=True))

    async def unpin(self, chat_id: int, message_id: int) -> None:
        """Unpin a message."""
        await self._call(lambda: self._bot.unpin_chat_message(chat_id, message_id))

    async def answer_press(self, press_id: str, text: str = "", *, show_alert: bool = False) -> None:
        """Stop a pressed button's clock, with a line if there is one (answerCallbackQuery)."""
        await self._call(
            lambda: self._bot.answer_callback_query(
                press_id, text or None, show_alert, read_timeout=ANSWER_SECONDS
            )
        )

    async def typing(self, chat_id: int) -> None:
        """Show that something is being written."""
        await self._call(lambda: self._bot.send_chat_action(chat_id, "typing"))

    async def set_commands(self, chat_id: int, commands: Sequence[tuple[str, str]]) -> None:
        """Set a chat's own command menu: (name, description) each."""
        menu = [BotCommand(name, words) for name, words in commands]
        await self._call(lambda: self._bot.set_my_commands(menu, scope=BotCommandScopeChat(chat_id)))

    async def fetch(self, file_id: str, largest: int = LARGEST_DOWNLOAD) -> bytes:
        """The bytes of a file that somebody sent.

        Raises:
            SendError: TOO_LARGE beyond `largest` bytes (the Bot API's own limit is 20 MB).
        """
        file = await self._call(lambda: self._bot.get_file(file_id))
        if file.file_size is not None and file.file_size > largest:
            raise SendError(RefusalKind.TOO_LARGE, "")
        return bytes(await self._call(file.download_as_bytearray))

    async def me(self) -> dict[str, Any]:
        """Who the bot is (getMe), as JSON."""
        return (await self._call(self._bot.get_me)).to_dict()

    async def webhook(self) -> str:
        """Where updates are pushed to (getWebhookInfo); empty while they may be asked for."""
        return (await self._call(self._bot.get_webhook_info)).url

    async def updates(
        self, offset: int | None, *, timeout_seconds: int, allowed: Sequence[str]
    ) -> list[dict[str, Any]]:
        """What came since (getUpdates), unparsed: one update PTB cannot read must not hide the others."""
        asked: dict[str, Any] = {"timeout": timeout_seconds, "allowed_updates": list(allowed)}
        if offset is not None:
            asked["offset"] = offset
        try:
            answer = await self._bot.do_api_request(
                RAW_GET_UPDATES, asked, read_timeout=timeout_seconds + POLL_MARGIN_SECONDS
            )
        except TelegramError as error:
            raise read_refusal(error) from error
        if not isinstance(answer, list):
            raise SendError(RefusalKind.UNKNOWN, "updates are no list")
        return [update for update in answer if isinstance(update, dict) and "update_id" in update]

    async def close(self) -> None:
        """Let go of the connections."""
        for request in self._requests:
            await request.shutdown()

    async def _content(self, file: FileRef) -> str | InputFile:
        """What the Bot API is given: the id of a file it keeps, or the bytes of one of our own."""
        if not file.path or self._files is None:
            return file.file_id
        try:
            content = await asyncio.to_thread((self._files / file.path).read_bytes)
        except OSError as error:
            raise SendError(RefusalKind.REFUSED, type(error).__name__) from error
        return InputFile(content, filename=file.name)

    async def _send_file(
        self, chat_id: int, file: FileRef, content: str | InputFile, reply_to: int | None
    ) -> Message:
        reply = _reply(reply_to)
        match file.kind:
            case "photo":
                return await self._bot.send_photo(chat_id, content, reply_parameters=reply)
            case "video":
                return await self._bot.send_video(chat_id, content, reply_parameters=reply)
            case "voice":
                return await self._bot.send_voice(chat_id, content, reply_parameters=reply)
            case "audio":
                return await self._bot.send_audio(chat_id, content, reply_parameters=reply)
            case "location":
                return await self._bot.send_location(
                    chat_id, file.latitude_e7 / E7, file.longitude_e7 / E7, reply_parameters=reply
                )
        return await self._bot.send_document(chat_id, content, reply_parameters=reply)

    async def _call(self, ask: Callable[[], Awaitable[T]]) -> T:
        async with self._slots:
            try:
                return await ask()
            except TelegramError as error:
                raise read_refusal(error) from error

    def _request(self, connections: int, proxy: str) -> LineRequest:
        return LineRequest(
            connection_pool_size=connections,
            connect_timeout=CONNECT_SECONDS,
            read_timeout=self._read_seconds,
            write_timeout=self._read_seconds,
            pool_timeout=self._read_seconds,
            proxy=proxy or None,
            httpx_kwargs={"trust_env": False},
        )


def _mode(is_plain: bool) -> str | None:  # noqa: FBT001 - one fact, named at its two calls
    return None if is_plain else ParseMode.HTML


def _reply(message_id: int | None) -> ReplyParameters | None:
    """An answer to a message; one deleted meanwhile must not keep this one from being sent."""
    return ReplyParameters(message_id, allow_sending_without_reply=True) if message_id else None
