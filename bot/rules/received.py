"""What came with a message, before it belongs to anything."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A photo, document, video, voice, audio or location (degrees × 10⁷) as the messenger names it.

    `is_too_large`: bots may not download it (Bot API getFile: 20 MB); the name and text are kept all the same.
    """

    kind: str
    file_id: str = ""
    file_unique_id: str = ""
    size: int | None = None
    name: str = ""
    latitude_e7: int | None = None
    longitude_e7: int | None = None
    is_too_large: bool = False
