"""Stored files, and the identifiers by which one bot, and no other, knows them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import mimetypes
from typing import TYPE_CHECKING, Any

from sandbox.world.image import dimensions
from sandbox.world.model import StoredFile

if TYPE_CHECKING:
    from sandbox.world.world import World

DEFAULT_MIME = {
    "photo": "image/jpeg",
    "video": "video/mp4",
    "voice": "audio/ogg",
    "audio": "audio/mpeg",
    "animation": "video/mp4",
    "document": "application/octet-stream",
    "sticker": "image/webp",
}
_PREFIX = {"photo": "AgACAg", "video": "BAACAg", "voice": "AwACAg", "audio": "CQACAg", "document": "BQACAg"}
_FOLDER = {
    "photo": "photos",
    "video": "videos",
    "voice": "voice",
    "audio": "music",
    "animation": "animations",
}
_PHOTO_SIZES = (("s", 90), ("m", 320), ("x", 800), ("y", 1280))
_CHECK_LENGTH = 6


class WrongFileIdError(ValueError):
    """The text is no file_id of this bot; the sentence is Telegram's."""


def put_file(
    world: World, content: bytes, kind: str, name: str = "", mime_type: str = "", **more: int
) -> StoredFile:
    """Store bytes and return their record; `more` may give width, height and duration."""
    number = world.counters.file
    world.counters.file += 1
    guessed = mime_type or mimetypes.guess_type(name)[0] or DEFAULT_MIME.get(kind, "application/octet-stream")
    width, height = dimensions(content) if kind in ("photo", "animation", "sticker") else (0, 0)
    file = StoredFile(number, content, kind, name, guessed, width, height)
    for field, value in more.items():
        setattr(file, field, value or getattr(file, field))
    world.files[number] = file
    world.save(world.counters)
    world.save(file)
    return file


def file_path(file: StoredFile) -> str:
    """Return the path under which the file can be downloaded."""
    extension = ".jpg" if file.type == "photo" else mimetypes.guess_extension(file.mime_type) or ""
    dotted = "." + file.name.rpartition(".")[2] if "." in file.name else extension
    return f"{_FOLDER.get(file.type, 'documents')}/file_{file.number}{dotted}"


def unique_id(file: StoredFile, variant: str = "") -> str:
    """Return the identifier that is the same for every bot."""
    return (
        "AQAD"
        + base64.urlsafe_b64encode(hashlib.sha256(f"{file.number}{variant}".encode()).digest()[:9]).decode()
    )


def file_id(bot_id: int, file: StoredFile, variant: str = "") -> str:
    """Return the identifier by which this bot may send or download the file again."""
    inner = f"{bot_id}:{file.number}:{variant}"
    check = hashlib.sha256(inner.encode()).hexdigest()[:_CHECK_LENGTH]
    body = base64.urlsafe_b64encode(f"{inner}:{check}".encode()).decode().rstrip("=")
    return _PREFIX.get(file.type, "BQACAg") + body


def find_file(world: World, bot_id: int, identifier: str) -> StoredFile:
    """Return the file a bot names.

    Raises:
        WrongFileIdError: no file, or another bot's identifier.
    """
    body = identifier[6:]
    try:
        inner = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode("ascii")
        owner, number, variant, check = inner.split(":")
        known = hashlib.sha256(f"{owner}:{number}:{variant}".encode()).hexdigest()[:_CHECK_LENGTH] == check
    except (ValueError, binascii.Error) as error:
        raise WrongFileIdError from error
    if not known or int(owner) != bot_id or int(number) not in world.files:
        raise WrongFileIdError
    return world.files[int(number)]


def photo_sizes(file: StoredFile) -> list[dict[str, Any]]:
    """Return the sizes of a photo, smallest first, as message content; all give the same bytes."""
    width, height = file.width or 1280, file.height or 960
    longest = max(width, height)
    sizes: list[dict[str, Any]] = []
    for variant, edge in _PHOTO_SIZES:
        if longest > edge or variant == "y":
            scale = min(1.0, edge / longest)
            sizes.append(
                {
                    "file": file.number,
                    "variant": variant,
                    "width": max(1, round(width * scale)),
                    "height": max(1, round(height * scale)),
                },
            )
    return sizes
