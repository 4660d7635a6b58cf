"""Updates pushed to webhooks. Not yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.world.world import World


class Pusher:
    """Pushes updates."""

    def __init__(self, world: World) -> None:
        self._world = world

    def start(self) -> None:
        """Begin."""

    async def stop(self) -> None:
        """End."""
