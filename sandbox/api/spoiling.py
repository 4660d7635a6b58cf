"""Faults on the wire: delays, wrong answers, closed connections."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import Response

from sandbox.api.errors import PREFIXES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from sandbox.faults import Fault
    from sandbox.world.world import World

_PAGE = (
    "<html>\r\n<head><title>{0} {1}</title></head>\r\n<body>\r\n"
    "<center><h1>{0} {1}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
_FOR_EVER_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A request that meets a fault."""

    world: World
    request: Request
    fault: Fault | None


class CutResponse(Response):
    """Half of an answer, or nothing of it, and then the connection is closed."""

    def __init__(self, whole: Response | None) -> None:
        super().__init__(b"" if whole is None else whole.body, 200 if whole is None else whole.status_code)
        self.whole = whole

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the first half under the length of the whole, then close."""
        if self.whole is not None:
            start = {
                "type": "http.response.start",
                "status": self.whole.status_code,
                "headers": self.whole.raw_headers,
            }
            await send(start)
            body = bytes(self.whole.body)
            await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        close = scope.get("extensions", {}).get("sandbox.close")
        if close is not None:
            close()
            while (await receive())["type"] != "http.disconnect":
                continue


async def spoil(spoiled: Spoiled, response: Response | None) -> Response | None:
    """Do what the fault says; None means: go on as if nothing had happened."""
    fault = spoiled.fault
    if fault is None:
        return response
    match fault.kind.removesuffix("_before").removesuffix("_after"):
        case "delay":
            await spoiled.world.clock.sleep_at_most(fault.seconds)
            answer = response
        case "silence":
            await hung_up(spoiled.request)
            answer = CutResponse(None)
        case "drop":
            answer = CutResponse(None)
        case "half":
            answer = CutResponse(response)
        case "html":
            page = _PAGE.format(fault.status, fault.description)
            answer = Response(page, fault.status, media_type="text/html")
        case _:
            answer = _refusal(fault)
    return answer


def _refusal(fault: Fault) -> Response:
    prefix = PREFIXES.get(fault.status)
    description = fault.description
    if fault.status == 429:  # noqa: PLR2004 (Too Many Requests)
        description = f"Too Many Requests: retry after {fault.retry_after}"
    elif description == "Bad Gateway" and prefix and fault.status != 502:  # noqa: PLR2004 (its own words fit)
        description = prefix
    body: dict[str, object] = {"ok": False, "error_code": fault.status, "description": description}
    if fault.retry_after is not None:
        body["parameters"] = {"retry_after": fault.retry_after}
    return Response(json.dumps(body), fault.status, media_type="application/json")


async def hung_up(request: Request) -> None:
    """Wait until the other side closes the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        continue
