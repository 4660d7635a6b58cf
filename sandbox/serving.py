"""The sandbox served inside the current event loop, on a loopback port."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from sandbox.server import create_app

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.applications import Starlette
    from starlette.types import ASGIApp, Receive, Scope, Send

    from sandbox.clock import Clock
    from sandbox.scene import Scene
    from sandbox.world.world import World


@dataclass(frozen=True, slots=True)
class RunningSandbox:
    """A sandbox that answers at `url`."""

    app: Starlette
    port: int

    @property
    def url(self) -> str:
        """The address to give to a bot as its API url, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def world(self) -> World:
        """What the sandbox holds."""
        world: World = self.app.state.world
        return world

    @property
    def clock(self) -> Clock:
        """The sandbox's clock, to share with a bot in this process."""
        return self.world.clock


class _Wire(H11Protocol):
    """HTTP as uvicorn speaks it, with a way for the application to close the line in mid-answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        super().connection_made(transport)
        self.app = _closable(self.app, transport)


def _closable(app: Any, transport: asyncio.Transport) -> ASGIApp:
    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        scope["extensions"] = {"sandbox.close": transport.close}
        await app(scope, receive, send)

    return wrapped


@asynccontextmanager
async def running(
    scene: Scene | dict[str, Any] | str | Path,
    *,
    clock: Clock | None = None,
    state_file: Path | None = None,
    port: int = 0,
    host: str = "127.0.0.1",
) -> AsyncIterator[RunningSandbox]:
    """Serve a scene until the block is left. Port 0 takes any free one.

    Raises:
        OSError: the port is taken.
        pydantic.ValidationError: the scene is none.
    """
    app = create_app(scene, clock=clock, state_file=state_file)
    config = uvicorn.Config(
        app,
        lifespan="off",
        access_log=False,
        log_config=None,
        date_header=False,
        server_header=False,
        timeout_keep_alive=75,
    )
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Wire(config, state, {}), host, port, backlog=512)
    async with app.router.lifespan_context(app):
        try:
            yield RunningSandbox(app, server.sockets[0].getsockname()[1])
        finally:
            server.close()
            tasks = list(state.tasks)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for connection in list(state.connections):
                connection.shutdown()
            await asyncio.sleep(0)
