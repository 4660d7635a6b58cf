"""What a control request says, and how it is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.responses import Response

from sandbox.world.acting import RefusedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from sandbox.world.model import Chat
    from sandbox.world.world import World

Answer = dict[str, Any]


def reply(data: Any, status: int = 200) -> Response:
    """Return JSON."""
    return Response(json.dumps(data, ensure_ascii=False).encode(), status, media_type="application/json")


def handling(
    world: World, action: Callable[[Request], Awaitable[Answer]]
) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that answers JSON, keeps what changed, and turns refusals into their status."""

    async def endpoint(request: Request) -> Response:
        try:
            return reply(await action(request))
        except RefusedError as refused:
            return reply({"error": refused.code, "detail": refused.detail}, refused.status)
        except (KeyError, TypeError, ValueError) as error:
            return reply({"error": "bad_request", "detail": f"{type(error).__name__}: {error}"}, 400)
        finally:
            world.store.flush()

    return endpoint


async def read_body(request: Request) -> dict[str, Any]:
    """Return a JSON body, or a multipart form as such a body with its files under `files`."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await _read_form(request)
    raw = await request.body()
    if not raw.strip():
        return {}
    body = json.loads(raw)
    if not isinstance(body, dict):
        raise RefusedError(400, "bad_request", "the body is a JSON object")
    for name in ("text", "caption", "quote"):
        str(body.get(name, "")).encode()  # half of a surrogate pair is no text
    return body


async def _read_form(request: Request) -> dict[str, Any]:
    body: dict[str, Any] = {"files": []}
    async with request.form(max_part_size=100 * 1024 * 1024) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                kind = name if name in ("photo", "document", "video", "voice", "audio", "animation") else None
                file = {
                    "kind": kind,
                    "name": value.filename or "",
                    "mime_type": value.content_type,
                    "content": await value.read(),
                }
                body["files"].append(file)
            elif name in ("text", "caption", "quote"):
                body[name] = value
            else:
                try:
                    body[name] = json.loads(value)
                except ValueError:
                    body[name] = value
    return body


def group_of(world: World, chat_id: int) -> Chat:
    """Return a group.

    Raises:
        RefusedError: there is none of that number.
    """
    chat = world.group(chat_id)
    if chat is None:
        raise RefusedError(404, "no_such_chat", f"no group {chat_id}")
    return chat


def integer(body: dict[str, Any], name: str) -> int:
    """Return a whole number that must be there.

    Raises:
        RefusedError: it is not.
    """
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise RefusedError(400, "bad_request", f"{name} must be a whole number")
    return value
