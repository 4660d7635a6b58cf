"""Finishing what must not be left half done when the caller is cancelled."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end, then pass on a cancellation that came meanwhile.

    A cancelled `commit()` may have committed and a cancelled statement stays open, so neither is ever
    abandoned; a second cancellation waits as well.

    Raises:
        asyncio.CancelledError: when the caller was cancelled, after `work` has ended; what `work` raised is
            then its cause.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled from (None if task.cancelled() else task.exception())
    return task.result()
