"""People acting on their phones."""

from __future__ import annotations

import base64
import binascii
import mimetypes
from typing import TYPE_CHECKING, Any

from sandbox.control.body import Answer, integer, read_body
from sandbox.world import acting
from sandbox.world.acting import Letter, RefusedError, caption_content, chat_with, person_of, text_contents
from sandbox.world.files import photo_sizes, put_file
from sandbox.world.membership import set_blocked, set_deactivated, told_chat
from sandbox.world.phone_view import count_unread, keyboard_rows, message_view
from sandbox.world.posting import delete

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from sandbox.scene import SceneFile
    from sandbox.world.model import Chat, Message, Person, Press
    from sandbox.world.world import World

_ALBUM_KINDS = ("photo", "video")
_IMAGES = frozenset({"image/jpeg", "image/png", "image/webp"})


class Phones:
    """The endpoints under `/control/phones/{user_id}/`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def actions(self) -> dict[str, Callable[[Request], Awaitable[Answer]]]:
        """Return every action by its path."""
        return {
            "send": self.send,
            "edit": self.edit,
            "delete": self.delete,
            "press": self.press,
            "reaction": self.reaction,
            "read": self.read,
            "start": self.start,
            "block": self.block,
            "unblock": self.unblock,
            "deactivate": self.deactivate,
            "activate": self.activate,
        }

    async def send(self, request: Request) -> Answer:
        """Send text, files, a place, a contact, or a message on."""
        body = await read_body(request)
        person, chat = self._where(request, body)
        acting.must_be_able_to_write(chat, person)
        letter = Letter(
            self._contents(person, body),
            body.get("reply_to"),
            self._quote(body),
            bool(body.get("as_anonymous_admin")),
        )
        if body.get("forward"):
            self._forward(person, body, letter)
        messages = acting.send(self._world, person, chat, letter)
        return self._sent(chat, messages)

    async def edit(self, request: Request) -> Answer:
        """Change one's own message."""
        body = await read_body(request)
        person, chat = self._where(request, body)
        text = body.get("text", body.get("caption", ""))
        message = acting.edit(self._world, person, chat, integer(body, "message_id"), str(text))
        return {"message": message_view(self._world, chat, message)}

    async def delete(self, request: Request) -> Answer:
        """Take a message away; bots are not told."""
        body = await read_body(request)
        _, chat = self._where(request, body)
        message = self._message(chat, integer(body, "message_id"))
        delete(self._world, chat, message)
        return {"deleted": True}

    async def press(self, request: Request) -> Answer:
        """Press a button."""
        body = await read_body(request)
        person, chat = self._where(request, body)
        message_id = integer(body, "message_id")
        button = self._button(chat, message_id, body)
        if "callback_data" not in button:
            if "url" in button or "web_app" in button:
                return {"url": button.get("url") or button.get("web_app")}
            return {"copied": button.get("copy_text", "")}
        pressed = acting.press(self._world, person, chat, message_id, button)
        self._world.store.flush()
        if wait := float(body.get("wait") or 0):
            await wait_for_answer(self._world, pressed, wait)
        return {"callback_query_id": pressed.id, "button": button, "answer": pressed.answer}

    async def reaction(self, request: Request) -> Answer:
        """React to a message."""
        body = await read_body(request)
        person, chat = self._where(request, body)
        given = body.get("emoji")
        emoji = [given] if isinstance(given, str) else list(given or [])
        message = acting.react(self._world, person, chat, integer(body, "message_id"), emoji)
        return {"reactions": message_view(self._world, chat, message).get("reactions", [])}

    async def read(self, request: Request) -> Answer:
        """Mark messages as read."""
        body = await read_body(request)
        person, chat = self._where(request, body)
        newest = max(self._world.messages_of(chat), default=0)
        chat.read[person.id] = max(chat.read.get(person.id, 0), int(body.get("message_id") or newest))
        count = chat.unread[person.id] = count_unread(self._world, chat, person.id)
        self._world.save(chat)
        bot = self._world.bots[chat.bot_id] if chat.bot_id else self._world.default_bot
        event = {"user_id": person.id, "chat_id": chat.id, "bot": bot.username, "unread": count}
        self._world.events.emit("read", event)
        return {"unread": count}

    async def start(self, request: Request) -> Answer:
        """Press Start, with the payload of a deep link if there was one."""
        body = await read_body(request)
        person, chat = self._where(request, body)
        payload = str(body.get("payload") or "")
        command = "/start"
        if chat.is_group:
            bot = self._world.bot_named(body.get("bot") or "") or self._world.default_bot
            command = f"/start@{bot.username}"
        else:
            if person.deactivated:
                raise RefusedError(409, "deactivated", "this account is deactivated")
            set_blocked(self._world, person, chat, blocked=False)
            if not chat.started:
                chat.started = True
                told_chat(self._world, chat)
        text = f"{command} {payload}" if payload else command
        messages = acting.send(self._world, person, chat, Letter(text_contents(text)))
        return self._sent(chat, messages)

    async def block(self, request: Request) -> Answer:
        """Block the bot."""
        return await self._block(request, blocked=True)

    async def unblock(self, request: Request) -> Answer:
        """Unblock the bot."""
        return await self._block(request, blocked=False)

    async def deactivate(self, request: Request) -> Answer:
        """Delete the account."""
        return self._deactivate(request, deactivated=True)

    async def activate(self, request: Request) -> Answer:
        """Bring the account back."""
        return self._deactivate(request, deactivated=False)

    async def _block(self, request: Request, *, blocked: bool) -> Answer:
        person, chat = self._where(request, await read_body(request))
        if chat.is_group:
            raise RefusedError(400, "bad_request", "only a bot's private chat can be blocked")
        set_blocked(self._world, person, chat, blocked=blocked)
        return {"blocked": chat.blocked}

    def _deactivate(self, request: Request, *, deactivated: bool) -> Answer:
        person = person_of(self._world, int(request.path_params["user_id"]))
        set_deactivated(self._world, person, deactivated=deactivated)
        return {"deactivated": person.deactivated}

    def _where(self, request: Request, body: dict[str, Any]) -> tuple[Person, Chat]:
        person = person_of(self._world, int(request.path_params["user_id"]))
        chat_id = body.get("chat_id")
        return person, chat_with(
            self._world, person, int(chat_id) if chat_id is not None else None, body.get("bot")
        )

    def _message(self, chat: Chat, message_id: int) -> Message:
        message = self._world.message(chat, message_id)
        if message is None:
            raise RefusedError(404, "no_such_message", f"no message {message_id} in chat {chat.id}")
        return message

    def _sent(self, chat: Chat, messages: list[Message]) -> Answer:
        return {
            "messages": [message_view(self._world, chat, message) for message in messages],
            "message_id": messages[0].message_id,
            "media_group_id": messages[0].content.get("media_group_id"),
        }

    @staticmethod
    def _quote(body: dict[str, Any]) -> dict[str, Any] | None:
        return {"text": str(body["quote"]), "position": 0, "is_manual": True} if body.get("quote") else None

    def _button(self, chat: Chat, message_id: int, body: dict[str, Any]) -> dict[str, Any]:
        if body.get("stale"):
            return {"text": str(body.get("text", "")), "callback_data": str(body["data"])}
        message = self._message(chat, message_id)
        buttons = (
            [button for row in keyboard_rows(message.markup) for button in row] if message.markup else []
        )
        if "data" in body:
            found = [button for button in buttons if button.get("callback_data") == body["data"]]
        elif "index" in body:
            found = [button for button in buttons if button["index"] == body["index"]]
        else:
            text = str(body["text"])
            found = [button for button in buttons if button["text"] == text]
            found = found or [button for button in buttons if button["text"].startswith(text)]
        if not found:
            texts = ", ".join(button["text"] for button in buttons)
            raise RefusedError(
                409, "no_such_button", f"message {message_id} has the buttons: {texts or 'none'}"
            )
        return found[0]

    def _forward(self, person: Person, body: dict[str, Any], letter: Letter) -> None:
        source = body["forward"]
        chat = chat_with(self._world, person, int(source["chat_id"]), body.get("bot"))
        message = self._message(chat, int(source["message_id"]))
        letter.contents = [dict(message.content)]
        letter.forward = message.forward or {"user": message.author_id, "date": message.date}
        if message.anonymous:
            letter.forward = {"chat": chat.id, "date": message.date}

    def _contents(self, person: Person, body: dict[str, Any]) -> list[dict[str, Any]]:
        if body.get("location"):
            place = body["location"]
            return [
                {"location": {"latitude": float(place["latitude"]), "longitude": float(place["longitude"])}}
            ]
        if body.get("contact"):
            return [{"contact": self._contact(person, body["contact"])}]
        files = list(body.get("files") or [])
        if not files:
            return text_contents(str(body.get("text") or ""), body.get("entities"))
        contents = [self._file_content(file) for file in files]
        captions = [str(file.get("caption") or "") for file in files]
        captions[0] = captions[0] or str(body.get("caption") or body.get("text") or "")
        self._make_albums(contents)
        return [
            caption_content(content, caption) for content, caption in zip(contents, captions, strict=True)
        ]

    @staticmethod
    def _contact(person: Person, given: dict[str, Any]) -> dict[str, Any]:
        if given.get("self"):
            phone_number = person.phone_number or f"+84{person.id:09d}"
            contact = {"phone_number": phone_number, "first_name": person.first_name, "user_id": person.id}
            return {**contact, "last_name": person.last_name} if person.last_name else contact
        return {
            key: given[key] for key in ("phone_number", "first_name", "last_name", "user_id") if key in given
        }

    def _make_albums(self, contents: list[dict[str, Any]]) -> None:
        """Give neighbours that Telegram's apps would send together one media_group_id, ten at most."""
        groups: list[list[dict[str, Any]]] = []
        for content in contents:
            family = _family(content)
            last = groups[-1] if groups else []
            if family and last and _family(last[0]) == family and len(last) < acting.ALBUM_LIMIT:
                last.append(content)
            else:
                groups.append([content])
        for group in (group for group in groups if len(group) > 1):
            self._world.counters.album += 1
            for content in group:
                content["media_group_id"] = str(self._world.counters.album)
            self._world.save(self._world.counters)

    def _file_content(self, given: dict[str, Any]) -> dict[str, Any]:
        if "sample" in given:
            given = self._sample_file(str(given["sample"]), int(given.get("file") or 0))
        content = given["content"] if "content" in given else _decoded(given)
        name = str(given.get("name") or "")
        mime_type = str(given.get("mime_type") or mimetypes.guess_type(name)[0] or "")
        kind = str(given.get("kind") or ("photo" if mime_type in _IMAGES else "document"))
        if not content:
            raise RefusedError(400, "empty", "a file cannot be empty")
        numbers = {key: int(given.get(key) or 0) for key in ("width", "height", "duration")}
        file = put_file(self._world, content, kind, name, mime_type, **numbers)
        if kind == "photo":
            return {"photo": photo_sizes(file)}
        value: dict[str, Any] = {"file": file.number, "mime_type": file.mime_type}
        if name and kind != "voice":
            value["file_name"] = name
        if kind in ("video", "voice", "audio", "animation"):
            value["duration"] = file.duration
        if kind in ("video", "animation"):
            value |= {"width": file.width or 640, "height": file.height or 360}
        if kind == "animation":
            return {"animation": value, "document": {"file": file.number, "mime_type": file.mime_type}}
        return {kind: value}

    def _sample_file(self, sample_id: str, number: int) -> dict[str, Any]:
        sample = next((sample for sample in self._world.scene.samples if sample.id == sample_id), None)
        if sample is None or number >= len(sample.files):
            raise RefusedError(404, "no_such_sample", f"no file {number} in sample {sample_id}")
        file: SceneFile = sample.files[number]
        return {**file.model_dump(exclude={"base64", "path"}), "content": file.content()}


def _family(content: dict[str, Any]) -> str:
    if any(kind in content for kind in _ALBUM_KINDS):
        return "visual"
    return next(
        (kind for kind in ("document", "audio") if kind in content and "animation" not in content), ""
    )


def _decoded(given: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(given["base64"], validate=True)
    except (KeyError, binascii.Error) as error:
        raise RefusedError(400, "bad_request", "a file has its bytes in base64") from error


async def wait_for_answer(world: World, pressed: Press, seconds: float) -> None:
    """Wait until a press is answered, at most so many real seconds."""
    await world.ledger.until(lambda: pressed.answer is not None, seconds)
