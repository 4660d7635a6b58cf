"""GET /healthz on the loopback address: whether the bot lives, and what is wrong with its line right now."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

LOOPBACK = "127.0.0.1"


class _Server(uvicorn.Server):
    """Leaves the signals to the bot, which ends it by cancelling."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve_health(port: int, standing: Callable[[], frozenset[str]]) -> None:
    """Serve until cancelled. 200 while nothing is wrong, 503 with the alarms that stand otherwise."""

    async def health(_: Request) -> JSONResponse:
        alarms = sorted(standing())
        return JSONResponse({"ok": not alarms, "alarms": alarms}, status_code=503 if alarms else 200)

    app = Starlette(routes=[Route("/healthz", health)])
    config = uvicorn.Config(app, host=LOOPBACK, port=port, log_config=None, access_log=False, lifespan="off")
    await _Server(config).serve()
