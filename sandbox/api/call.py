"""One call of a Bot API method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.api.parameters import Parameters
    from sandbox.world.model import Bot
    from sandbox.world.world import World


@dataclass(slots=True)
class Call:
    """Who calls, with what, in which world."""

    world: World
    bot: Bot
    parameters: Parameters
