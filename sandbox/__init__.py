"""A stand-in for Telegram on this machine: Bot API, phones, control API.

It knows nothing of what a bot is for.
"""

from __future__ import annotations

from sandbox.clock import Clock
from sandbox.scene import Scene
from sandbox.server import create_app
from sandbox.serving import RunningSandbox, running

__all__ = ["Clock", "RunningSandbox", "Scene", "create_app", "running"]
