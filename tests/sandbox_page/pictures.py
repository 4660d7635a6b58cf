"""Pictures and sounds made on the spot, so that no binary lies in the tree."""

from __future__ import annotations

import base64
import io
import math
import struct
import wave
import zlib


def png(width: int, height: int, top: tuple[int, int, int], bottom: tuple[int, int, int]) -> bytes:
    """Return a PNG that goes from one colour to another, with a hill across it."""
    rows = []
    for y in range(height):
        row = bytearray(b"\0")
        for x in range(width):
            hill = height * (0.62 + 0.13 * math.sin(x / width * 7.0) - 0.1 * math.sin(x / width * 17.0))
            part = y / height if y < hill else 1.0
            dark = 1.0 if y < hill else 0.72 - 0.2 * (y - hill) / height
            row += bytes(int((a + (b - a) * part) * dark) for a, b in zip(top, bottom, strict=True))
        rows.append(bytes(row))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def sound(seconds: float = 1.0) -> bytes:
    """Return a WAV with a soft tone."""
    rate = 8000
    held = io.BytesIO()
    with wave.open(held, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        steps = range(int(rate * seconds))
        out.writeframes(b"".join(struct.pack("<h", int(6000 * math.sin(n / 6.0))) for n in steps))
    return held.getvalue()


def text64(content: bytes) -> str:
    """Return bytes as base64 text."""
    return base64.b64encode(content).decode()


HARBOUR = png(640, 420, (250, 205, 140), (60, 110, 150))
FIELD = png(480, 640, (150, 205, 235), (70, 140, 80))
NIGHT = png(640, 640, (25, 30, 70), (110, 80, 130))
