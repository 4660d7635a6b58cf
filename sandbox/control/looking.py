"""What can be read from outside: the state, the ledger, the clock, files, events."""

from __future__ import annotations

import json
import mimetypes
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from sandbox.control.body import Answer, read_body, reply
from sandbox.control.phones import wait_for_answer
from sandbox.scene import color_for, initials_of
from sandbox.world.acting import RefusedError
from sandbox.world.ledger import Query
from sandbox.world.phone_view import chat_view
from sandbox.world.poll import PRESS_LIFE_SECONDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from sandbox.world.model import Chat, Person
    from sandbox.world.world import World

_KEEP_ALIVE_SECONDS = 15.0
_LONGEST_WAIT_SECONDS = 600.0


class Looking:
    """The endpoints that only show."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def state(self, request: Request) -> Answer:
        """Show everything a page needs."""
        last = int(request.query_params.get("messages", "200"))
        only = request.query_params.get("phone")
        world = self._world
        people = [p for p in world.people.values() if (p.phone if only is None else str(p.id) == only)]
        clock = world.clock_state()
        bots = [{"id": b.id, "username": b.username, "name": b.first_name} for b in world.bots.values()]
        return {
            "now": clock["now"],
            "frozen": clock["frozen"],
            "clock": clock,
            "bot": bots[0],
            "bots": bots,
            "scene": self.scene_view(),
            "event_id": world.events.last_id,
            "limits": world.limits.state(),
            "faults": world.faults.state(),
            "phones": [self._phone(person, last) for person in people],
        }

    async def scene(self, _: Request) -> Answer:
        """Show the scene."""
        return self.scene_view()

    def scene_view(self) -> dict[str, Any]:
        """Return guide, samples and labels."""
        scene = self._world.scene
        return {
            "title": scene.title,
            "language": scene.language,
            "time_zone": scene.time_zone,
            "guide": scene.guide,
            "guide_steps": [step.model_dump() for step in scene.guide_steps],
            "samples": [
                {
                    "id": sample.id,
                    "phone": sample.phone,
                    "label": sample.label or sample.text,
                    "text": sample.text,
                    "files": [
                        {"kind": file.kind, "name": file.name, "url": _sample_url(sample.id, number)}
                        for number, file in enumerate(sample.files)
                    ],
                    "location": sample.location,
                }
                for sample in scene.samples
            ],
        }

    async def ledger(self, request: Request) -> Answer:
        """Show calls and messages."""
        entries = self._world.ledger.find(_query(request))
        return {"index": self._world.ledger.index, "entries": entries}

    async def wait(self, request: Request) -> Answer:
        """Wait for an entry."""
        entries = await self._world.ledger.wait_for(_query(request), _timeout(request, 30.0))
        return {"index": self._world.ledger.index, "entries": entries}

    async def press(self, request: Request) -> Answer:
        """Show a press and its answer."""
        pressed = self._world.presses.get(request.path_params["press_id"])
        if pressed is None:
            raise RefusedError(404, "no_such_press", f"no press {request.path_params['press_id']}")
        if wait := float(request.query_params.get("wait", "0")):
            await wait_for_answer(self._world, pressed, min(wait, _LONGEST_WAIT_SECONDS))
        age = self._world.clock.now().timestamp() - pressed.at
        return {
            "callback_query_id": pressed.id,
            "user_id": pressed.user_id,
            "chat_id": self._world.chats[pressed.chat_key].id,
            "message_id": pressed.message_id,
            "data": pressed.data,
            "at": pressed.at,
            "expired": pressed.answer is None and age > PRESS_LIFE_SECONDS,
            "answer": pressed.answer,
        }

    async def clock(self, request: Request) -> Answer:
        """Show the clock, at once or when it has been moved."""
        after = request.query_params.get("after")
        if after is not None:
            await self._world.clock.changed_since(int(after), _timeout(request, 25.0))
        return self._world.clock_state()

    async def set_clock(self, request: Request) -> Answer:
        """Move or freeze the clock."""
        body, clock = await read_body(request), self._world.clock
        if "freeze" in body:
            (clock.freeze if body["freeze"] else clock.resume)()
        if "set" in body:
            clock.set(datetime.fromisoformat(str(body["set"])))
        if "advance" in body:
            clock.advance(float(body["advance"]))
        return self._world.clock_state()

    async def file(self, request: Request) -> Response:
        """Give a file's bytes."""
        file = self._world.files.get(int(request.path_params["number"]))
        if file is None:
            return reply({"error": "no_such_file", "detail": "no such file"}, 404)
        headers = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
        safe = file.mime_type.startswith(("image/", "audio/", "video/")) and file.mime_type != "image/svg+xml"
        if "download" in request.query_params or not (safe or file.mime_type == "application/pdf"):
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name or 'file')}"
        return Response(file.content, media_type=file.mime_type, headers=headers)

    async def sample(self, request: Request) -> Response:
        """Give the bytes of a sample's file, so that a page can show what it would send."""
        sample_id, number = request.path_params["sample_id"], request.path_params["number"]
        found = next((one for one in self._world.scene.samples if one.id == sample_id), None)
        if found is None or number >= len(found.files):
            return reply({"error": "no_such_file", "detail": "no such file"}, 404)
        file = found.files[number]
        kind = file.mime_type or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        if not kind.startswith(("image/", "audio/", "video/")) or kind == "image/svg+xml":
            headers["Content-Disposition"] = "attachment"
        return Response(file.content(), media_type=kind, headers=headers)

    async def events(self, request: Request) -> Response:
        """Stream what happens."""
        given = request.headers.get("last-event-id") or request.query_params.get("since")
        since = int(given) if given and given.isdigit() else self._world.events.last_id
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(since), media_type="text/event-stream", headers=headers)

    async def _stream(self, since: int) -> AsyncIterator[str]:
        events = self._world.events
        yield ": open\n\n"
        while True:
            found = events.after(since)
            if found is None:
                since = events.last_id
                yield f"id: {since}\nevent: resync\ndata: {{}}\n\n"
                continue
            for event_id, kind, data in found:
                since = event_id
                yield f"id: {event_id}\nevent: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
            before = since
            await events.wait(since, _KEEP_ALIVE_SECONDS)
            if events.last_id == before:
                yield ": still here\n\n"

    def _phone(self, person: Person, last: int) -> dict[str, Any]:
        return {
            "user_id": person.id,
            "name": person.name,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "username": person.username,
            "label": person.label,
            "role": person.role,
            "color": person.color or color_for(person.id),
            "initials": initials_of(person.name),
            "deactivated": person.deactivated,
            "chats": [chat_view(self._world, chat, person, last) for chat in self._chats(person)],
        }

    def _chats(self, person: Person) -> list[Chat]:
        private = [self._world.private_chat(bot.id, person.id) for bot in self._world.bots.values()]
        groups = [
            chat
            for chat in self._world.chats.values()
            if chat.is_group and person.id in chat.members and chat.migrated_to is None
        ]
        return [*private, *groups]


def _sample_url(sample_id: str, number: int) -> str:
    return f"/control/samples/{quote(sample_id, safe='')}/{number}"


def _query(request: Request) -> Query:
    given = request.query_params
    return Query(
        since=int(given.get("since", "0")),
        kind=given.get("kind", ""),
        methods=frozenset(name.lower() for name in given.getlist("method")),
        chat_id=int(given["chat_id"]) if "chat_id" in given else None,
        user_id=int(given["user_id"]) if "user_id" in given else None,
        limit=int(given.get("limit", "1000")),
    )


def _timeout(request: Request, default: float) -> float:
    return min(float(request.query_params.get("timeout", default)), _LONGEST_WAIT_SECONDS)
