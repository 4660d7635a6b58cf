"""A request to `/bot<token>/<method>`: read, refused or done, entered in the ledger, answered, or spoiled."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.responses import Response

from sandbox.api.access import chat_id_of
from sandbox.api.call import Call
from sandbox.api.errors import ApiError, bad
from sandbox.api.parameters import Parameters, read_parameters
from sandbox.api.spoiling import Spoiled, hung_up, spoil
from sandbox.faults import AFTER_THE_EFFECT
from sandbox.methods import METHODS
from sandbox.methods.updates import get_updates

if TYPE_CHECKING:
    from starlette.requests import Request

    from sandbox.faults import Fault
    from sandbox.world.model import Bot
    from sandbox.world.world import World

_SUMMARY = 80
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class _Handled:
    """A call and what the ledger says of it beside its answer."""

    call: Call
    method: str
    chat_id: int | None
    started: float
    fault: Fault | None


async def answer_method(world: World, request: Request) -> Response:
    """Answer one Bot API call."""
    token, method = unquote(request.path_params["token"]), request.path_params["method"]
    started = time.perf_counter()
    try:
        bot = bot_of(world, token)
        parameters = await read_parameters(request)
    except ApiError as refusal:
        return _response(refusal.code, refusal.body())
    call = Call(world, bot, parameters)
    chat_id = chat_id_of(call)
    fault = world.faults.draw(method, bot.username, chat_id)
    spoiled = Spoiled(world, request, fault)
    handled = _Handled(call, method, chat_id, started, fault)
    if fault is not None:
        world.events.emit("faults", {"faults": world.faults.state()})
        if fault.kind not in AFTER_THE_EFFECT:
            early = await spoil(spoiled, None)
            if early is not None:
                _enter(handled, early, None)
                return early
    status, body = await _perform(call, method, request)
    world.store.flush()
    response = _response(status, body)
    quiet = method.lower() == "getupdates" and body.get("result") == [] and fault is None
    if not quiet:
        _enter(handled, response, body)
    if fault is not None and fault.kind in AFTER_THE_EFFECT:
        return await spoil(spoiled, response) or response
    return response


def bot_of(world: World, token: str) -> Bot:
    """Return the bot of a token.

    Raises:
        ApiError: 401 for a token nobody has, 404 for what is no token.
    """
    bot = world.tokens.get(token)
    if bot is None:
        head, colon, tail = token.partition(":")
        raise ApiError(401 if head.isdigit() and colon and tail else 404)
    if bot.logged_out:
        raise ApiError(400, "Logged out")
    return bot


async def _perform(call: Call, method: str, request: Request) -> tuple[int, dict[str, Any]]:
    try:
        if method.lower() == "getupdates":
            result: Any = await get_updates(call, lambda: hung_up(request))
        else:
            result = METHODS.get(method.lower(), _no_such_method)(call)
    except ApiError as refusal:
        return refusal.code, refusal.body()
    except (TypeError, ValueError, KeyError) as error:
        return 400, bad(f"can't parse request: {type(error).__name__}").body()
    return 200, {"ok": True, "result": result}


def _no_such_method(_: Call) -> None:
    raise ApiError(404, "method not found")


def _response(status: int, body: dict[str, Any]) -> Response:
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(content, status, media_type=_JSON)


def _enter(handled: _Handled, response: Response, body: dict[str, Any] | None) -> None:
    call, fault = handled.call, handled.fault
    world = call.world
    spoiled_status = fault is not None and fault.kind in ("status_after", "html_after")
    entry = {
        "kind": "call",
        "at": world.clock.now().isoformat(timespec="microseconds"),
        "bot": call.bot.username,
        "method": handled.method,
        "params": call.parameters.as_given(),
        "status": fault.status if fault is not None and spoiled_status else response.status_code,
        "response": body,
        "effect": body is not None and bool(body["ok"]),
        "fault": fault.kind if fault else None,
        "milliseconds": round((time.perf_counter() - handled.started) * 1000, 3),
        "chat_id": handled.chat_id,
    }
    index = world.ledger.add(entry)
    world.events.emit(
        "call",
        {
            "index": index,
            **{
                name: entry[name]
                for name in ("at", "bot", "method", "chat_id", "status", "fault", "milliseconds")
            },
            "ok": body is not None and bool(body["ok"]),
            "description": (body or {}).get("description"),
            "summary": _summary(call.parameters),
        },
    )


def _summary(parameters: Parameters) -> str:
    for name in ("text", "caption", "action", "callback_query_id", "message_id", "offset"):
        if value := parameters.text(name):
            return " ".join(value.split())[:_SUMMARY]
    return ", ".join(parameters.files)[:_SUMMARY]
