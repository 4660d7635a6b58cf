"""The bot itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.world.render import get_me as render_me

if TYPE_CHECKING:
    from sandbox.api.call import Call


def get_me(call: Call) -> dict[str, Any]:
    """Return the bot's account."""
    return render_me(call.bot)


def log_out(call: Call) -> bool:
    """Leave the cloud server; every later call is refused until the sandbox is reset."""
    call.bot.logged_out = True
    call.world.save(call.bot)
    return True


def close(call: Call) -> bool:
    """Close the bot's instance, as before a move between servers."""
    return call.bot is not None


METHODS = {"getMe": get_me, "logOut": log_out, "close": close}
