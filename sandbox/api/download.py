"""A request to `/file/bot<token>/<path>`: the bytes behind a file_path of getFile."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.responses import JSONResponse, Response

from sandbox.api.dispatch import bot_of
from sandbox.api.errors import ApiError
from sandbox.world.files import file_path

if TYPE_CHECKING:
    from starlette.requests import Request

    from sandbox.world.world import World


def answer_file(world: World, request: Request) -> Response:
    """Return a file's bytes."""
    path = request.path_params["path"]
    try:
        bot_of(world, unquote(request.path_params["token"]))
        number = path.rpartition("file_")[2].partition(".")[0]
        file = world.files.get(int(number)) if number.isascii() and number.isdigit() else None
    except ApiError as refusal:
        return JSONResponse(refusal.body(), refusal.code)
    if file is None or file_path(file) != path:
        return JSONResponse(ApiError(404).body(), 404)
    return Response(file.content, media_type="application/octet-stream")
