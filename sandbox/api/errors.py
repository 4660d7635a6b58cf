"""Telegram's refusals."""

from __future__ import annotations

from typing import Any

PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
}


_WHOLE = frozenset({"Logged out"})  # said without the prefix of its code


class ApiError(Exception):
    """A refusal with Telegram's code and words; `parameters` are its ResponseParameters."""

    def __init__(self, code: int, words: str = "", parameters: dict[str, Any] | None = None) -> None:
        prefix = PREFIXES.get(code, "Internal Server Error")
        self.code = code
        self.description = words if words in _WHOLE else f"{prefix}: {words}" if words else prefix
        self.parameters = parameters
        super().__init__(self.description)

    def body(self) -> dict[str, Any]:
        """Return the JSON that Telegram answers."""
        found: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            found["parameters"] = self.parameters
        return found


def bad(words: str) -> ApiError:
    """Return a 400 with Telegram's words."""
    return ApiError(400, words)
