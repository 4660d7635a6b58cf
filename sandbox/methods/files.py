"""Files by their identifiers: what a bot names when it sends, and how it downloads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.api.errors import bad
from sandbox.world.files import WrongFileIdError, file_id, file_path, find_file, put_file, unique_id

if TYPE_CHECKING:
    from sandbox.api.call import Call
    from sandbox.api.parameters import Upload
    from sandbox.world.model import StoredFile

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
_NAMES = {
    "photo": "Photo",
    "video": "Video",
    "voice": "VoiceNote",
    "audio": "Audio",
    "animation": "Animation",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that a call means to send: its kind, and the numbers that came with it."""

    kind: str
    numbers: dict[str, int]
    name: str = ""


def get_file(call: Call) -> dict[str, Any]:
    """Return where a file can be downloaded, for files up to 20 MB."""
    identifier = call.parameters.text("file_id")
    if not identifier:
        raise bad("file_id not specified")
    try:
        file = find_file(call.world, call.bot.id, identifier)
    except WrongFileIdError as error:
        raise bad("invalid file_id") from error
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return {
        "file_id": file_id(call.bot.id, file),
        "file_unique_id": unique_id(file),
        "file_size": len(file.content),
        "file_path": file_path(file),
    }


def named_file(call: Call, reference: str, wanted: Wanted) -> StoredFile:
    """Return the file a call means: an upload by field name or `attach://`, or a file_id.

    Raises:
        ApiError: none given, empty, too big, unknown, of another kind, or an address on the web.
    """
    uploads = call.parameters.files
    upload = uploads.get(reference.removeprefix("attach://"))
    if reference.startswith("attach://") and upload is None:
        raise bad(f'file "{reference}" not found'.replace("attach://", ""))
    if upload is not None:
        return _stored(call, upload, wanted)
    if not reference:
        raise bad(f"there is no {wanted.kind} in the request")
    if "://" in reference:
        raise bad("failed to get HTTP URL content")
    try:
        file = find_file(call.world, call.bot.id, reference)
    except WrongFileIdError as error:
        raise bad("wrong remote file identifier specified: can't unserialize it") from error
    if file.type != wanted.kind:
        raise bad(f"can't use file of type {_name_of(file.type)} as {_name_of(wanted.kind)}")
    return file


def _stored(call: Call, upload: Upload, wanted: Wanted) -> StoredFile:
    size = len(upload.content)
    if size == 0:
        raise bad("file must be non-empty")
    if wanted.kind == "photo" and size > PHOTO_LIMIT:
        raise bad(
            f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes"
        )
    if size > UPLOAD_LIMIT:
        raise bad(f"file of size {size} bytes is too big; the maximum size is {UPLOAD_LIMIT} bytes")
    mime_type = upload.mime_type if upload.mime_type not in ("application/octet-stream", "text/plain") else ""
    file = put_file(
        call.world, upload.content, wanted.kind, wanted.name or upload.name, mime_type, **wanted.numbers
    )
    if wanted.kind == "photo" and not file.width:
        raise bad("IMAGE_PROCESS_FAILED")
    return file


def _name_of(kind: str) -> str:
    return _NAMES.get(kind, "Document")


def numbers_of(values: dict[str, Any]) -> dict[str, int]:
    """Return width, height and duration as they were given with a file."""
    found: dict[str, int] = {}
    for name in ("width", "height", "duration"):
        value = str(values.get(name, "")).strip()
        found[name] = int(value) if value.isascii() and value.isdigit() else 0
    return found


def as_media(value: str) -> list[dict[str, Any]]:
    """Return the elements of a `media` parameter.

    Raises:
        ApiError: it is no list of objects.
    """
    try:
        given = json.loads(value) if value else None
    except ValueError as error:
        raise bad("can't parse media JSON object") from error
    if not isinstance(given, list) or any(not isinstance(one, dict) for one in given):
        raise bad("expected an Array of InputMedia")
    return given


METHODS = {"getFile": get_file}
