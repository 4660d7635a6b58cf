"""A call's parameters, however they came: query, form, JSON body or multipart."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile

from sandbox.api.errors import ApiError, bad

if TYPE_CHECKING:
    from starlette.requests import Request

UPLOAD_LIMIT = 50 * 1024 * 1024
_JSON_NAMES = frozenset(
    {
        "reply_markup",
        "entities",
        "caption_entities",
        "media",
        "reply_parameters",
        "link_preview_options",
        "allowed_updates",
        "commands",
        "scope",
        "menu_button",
        "reaction",
        "message_ids",
    },
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    content: bytes
    mime_type: str = ""


@dataclass(slots=True)
class Parameters:
    """Values as text, as the real server has them, and the uploaded files by field name."""

    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Return a parameter as it came."""
        return self.values.get(name, default)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number; what is none counts as absent, as on the real server."""
        value = self.values.get(name, "").strip()
        digits = value.removeprefix("-")
        return int(value) if digits.isascii() and digits.isdigit() else default

    def number(self, name: str) -> float | None:
        """Return a number, or None."""
        try:
            return float(self.values[name])
        except (KeyError, ValueError):
            return None

    def boolean(self, name: str) -> bool:
        """Return whether a flag is set."""
        return self.values.get(name, "").strip().lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """Return a JSON-serialised parameter, or None if it is absent or empty.

        Raises:
            ApiError: it is no JSON.
        """
        value = self.values.get(name, "")
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from error

    def as_given(self) -> dict[str, Any]:
        """Return the parameters for the ledger: JSON ones decoded, files as name and size."""
        found: dict[str, Any] = {}
        for name, value in self.values.items():
            found[name] = value
            if name in _JSON_NAMES and value[:1] in ("[", "{"):
                try:
                    found[name] = json.loads(value)
                except ValueError:
                    found[name] = value
        for name, upload in self.files.items():
            found[name] = {"file_name": upload.name, "size": len(upload.content)}
        return found


async def read_parameters(request: Request) -> Parameters:
    """Read what a request brings; the body goes over the query.

    Raises:
        ApiError: the body is too large, cannot be read, or has a text that is no UTF-8.
    """
    try:
        found = await _read(request)
        for value in found.values.values():
            value.encode()  # half of a surrogate pair is no text
    except UnicodeError as error:
        raise bad("strings must be encoded in UTF-8") from error
    return found


async def _read(request: Request) -> Parameters:
    found = Parameters()
    if request.scope["query_string"]:
        found.values.update(request.query_params)
    if request.method != "POST":
        return found
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if int(request.headers.get("content-length") or 0) > UPLOAD_LIMIT + 1024 * 1024:
        raise ApiError(413)
    if kind == "application/json":
        _take_json(found, await request.body())
    elif kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        async with request.form(max_fields=10_000, max_part_size=20 * 1024 * 1024) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    content = await value.read()
                    found.files[name] = Upload(value.filename or "", content, value.content_type or "")
                else:
                    found.values[name] = value
    return found


def _take_json(found: Parameters, body: bytes) -> None:
    if not body.strip():
        return
    try:
        given = json.loads(body)
    except ValueError as error:
        raise bad("can't parse JSON object") from error
    if not isinstance(given, dict):
        raise bad("expected an Object")
    for name, value in given.items():
        if isinstance(value, str):
            found.values[name] = value
        elif value is not None:
            found.values[name] = json.dumps(value, ensure_ascii=False)
