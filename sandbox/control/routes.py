"""Every path of the control API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from sandbox.control.body import Answer, handling, read_body
from sandbox.control.groups import Groups
from sandbox.control.looking import Looking
from sandbox.control.phones import Phones
from sandbox.scene import Scene
from sandbox.world.acting import RefusedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from sandbox.world.world import World

    Action = Callable[[Request], Awaitable[Answer]]


class Settings:
    """Faults, limits, and starting over."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def faults(self, _: Request) -> Answer:
        """Show the faults."""
        return {"faults": self._world.faults.state()}

    async def add_fault(self, request: Request) -> Answer:
        """Add a fault."""
        fault = self._world.faults.add(await read_body(request))
        state = self._world.faults.state()
        self._world.events.emit("faults", {"faults": state})
        return {"fault": state[-1], "id": fault.id}

    async def clear_faults(self, request: Request) -> Answer:
        """Clear one fault or all."""
        number = request.path_params.get("fault_id")
        if number is None:
            self._world.faults.clear()
        elif not self._world.faults.remove(int(number)):
            raise RefusedError(404, "no_such_fault", f"no fault {number}")
        state = self._world.faults.state()
        self._world.events.emit("faults", {"faults": state})
        return {"faults": state}

    async def limits(self, _: Request) -> Answer:
        """Show the limits."""
        return self._world.limits.state()

    async def set_limits(self, request: Request) -> Answer:
        """Change the limits."""
        self._world.limits.change(await read_body(request))
        self._world.events.emit("limits", self._world.limits.state())
        return self._world.limits.state()

    async def reset(self, _: Request) -> Answer:
        """Start over."""
        self._world.reset()
        return {"ok": True}

    async def set_scene(self, request: Request) -> Answer:
        """Replace the scene and start over."""
        self._world.reset(Scene.of(await read_body(request)))
        return {"ok": True}


def control_routes(world: World) -> list[Route]:
    """Return the routes under `/control`."""
    looking, phones, groups, settings = Looking(world), Phones(world), Groups(world), Settings(world)
    gets: dict[str, Action] = {
        "/state": looking.state,
        "/scene": looking.scene,
        "/ledger": looking.ledger,
        "/wait": looking.wait,
        "/clock": looking.clock,
        "/presses/{press_id}": looking.press,
        "/faults": settings.faults,
        "/limits": settings.limits,
        "/bots": groups.bots,
        "/groups/{chat_id:str}": groups.show,
    }
    posts: dict[str, Action] = {
        **{f"/phones/{{user_id:int}}/{name}": action for name, action in phones.actions().items()},
        "/clock": looking.set_clock,
        "/faults": settings.add_fault,
        "/limits": settings.set_limits,
        "/reset": settings.reset,
        "/scene": settings.set_scene,
        "/groups": groups.create,
        "/groups/{chat_id:str}/members": groups.add,
        "/groups/{chat_id:str}/remove": groups.remove,
        "/groups/{chat_id:str}/promote": groups.promote,
        "/groups/{chat_id:str}/migrate": groups.migrate,
        "/groups/{chat_id:str}/title": groups.title,
        "/bots/{username}": groups.set_bot,
        "/bots/{username}/duplicate": groups.duplicate,
    }
    deletes: dict[str, Action] = {
        "/faults": settings.clear_faults,
        "/faults/{fault_id:int}": settings.clear_faults,
    }
    by_method = (("GET", gets), ("POST", posts), ("DELETE", deletes))
    routes = [
        Route(path, handling(world, action), methods=[method])
        for method, actions in by_method
        for path, action in actions.items()
    ]
    return [
        *routes,
        Route("/files/{number:int}", looking.file, methods=["GET"]),
        Route("/samples/{sample_id}/{number:int}", looking.sample, methods=["GET"]),
        Route("/events", looking.events, methods=["GET"]),
    ]
