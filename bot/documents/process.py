"""A document made in a process of its own: it may take its time and memory, or die, and the desk goes on."""

import asyncio
import sys
from contextlib import suppress
from dataclasses import asdict

from bot.documents.order import Order
from storage.message_json import dump_values

MADE_WITHIN_SECONDS = 120.0


class DocumentError(Exception):
    """It was not made; `reason` is the last line the process left, or `timeout`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


async def make_document(order: Order, within_seconds: float = MADE_WITHIN_SECONDS) -> bytes:
    """The document's bytes.

    Raises:
        DocumentError: when the process fails, gives nothing, or takes too long.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.documents",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        asked = dump_values(asdict(order)).encode()
        content, complaint = await asyncio.wait_for(process.communicate(asked), within_seconds)
    except TimeoutError:
        raise DocumentError("timeout") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode or not content:
        last = complaint.decode(errors="replace").strip().rpartition("\n")[2]
        raise DocumentError(last.partition(":")[0] or f"exit {process.returncode}")
    return content
