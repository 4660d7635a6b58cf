"""Width and height from an image's first bytes."""

import struct

import pytest

from sandbox.world.files import photo_sizes
from sandbox.world.image import dimensions
from sandbox.world.model import StoredFile
from tests.sandbox.driver import PNG

JPEG = b"\xff\xd8\xff\xe0\x00\x04ab" + b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 600, 800) + b"\0" * 10


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PNG, (1, 1)),
        (JPEG, (800, 600)),
        (b"GIF89a" + struct.pack("<HH", 30, 20), (30, 20)),
        (b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", 64, 48), (64, 48)),
        (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x3f\0\0\x2f\0\0", (64, 48)),
        (b"RIFF\0\0\0\0WEBPVP8L" + b"\0" * 5 + (63 | 47 << 14).to_bytes(4, "little"), (64, 48)),
        (b"\xff\xd8\xff", (0, 0)),
        (b"\x89PNG\r\n\x1a\n", (0, 0)),
        (b"no image", (0, 0)),
        (b"", (0, 0)),
    ],
)
def test_dimensions(content: bytes, size: tuple[int, int]) -> None:
    """PNG, JPEG, GIF and the three kinds of WebP are measured, anything else is (0, 0)."""
    assert dimensions(content) == size


def test_sizes_of_a_photo() -> None:
    """A large photo comes in four sizes, smallest first, none larger than 1280 pixels."""
    sizes = photo_sizes(StoredFile(1, b"", "photo", "a.jpg", "image/jpeg", 4000, 3000))
    assert [(size["width"], size["height"]) for size in sizes] == [
        (90, 68),
        (320, 240),
        (800, 600),
        (1280, 960),
    ]
    small = photo_sizes(StoredFile(1, b"", "photo", "a.jpg", "image/jpeg", 80, 60))
    assert [(size["width"], size["height"]) for size in small] == [(80, 60)]
