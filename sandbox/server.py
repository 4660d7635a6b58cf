"""The Starlette application: the Bot API, the control API and the page."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.api.dispatch import answer_method
from sandbox.api.download import answer_file
from sandbox.clock import Clock
from sandbox.control.routes import control_routes
from sandbox.scene import Scene
from sandbox.store import FileStore
from sandbox.world.push import Pusher
from sandbox.world.world import World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

_PAGE = Path(__file__).parent / "page"


def create_app(
    scene: Scene | dict[str, Any] | str | Path,
    *,
    clock: Clock | None = None,
    state_file: Path | str | None = None,
) -> Starlette:
    """Return the application for a scene, with its world in `app.state.world`.

    Raises:
        pydantic.ValidationError: the scene is none.
        OSError: the scene file or the state file cannot be opened.
    """
    store = FileStore(Path(state_file)) if state_file is not None else None
    world = World(Scene.of(scene), clock or Clock(), store)
    world.store.flush()

    async def method(request: Request) -> Response:
        return await answer_method(world, request)

    async def file(request: Request) -> Response:
        return answer_file(world, request)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        pusher = Pusher(world)
        pusher.start()
        try:
            yield
        finally:
            await pusher.stop()
            world.store.close()

    routes = [
        Route("/bot{token}/{method}", method, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", file, methods=["GET"]),
        Mount("/control", routes=control_routes(world)),
    ]
    if (_PAGE / "index.html").exists():
        routes.append(Mount("/", StaticFiles(directory=_PAGE, html=True)))
    else:
        routes.append(Route("/", _no_page))
    app = Starlette(routes=routes, lifespan=lifespan)
    app.state.world = world
    return app


async def _no_page(_: Request) -> Response:
    return PlainTextResponse("The sandbox answers at /bot<token>/<method> and /control/state.\n")
