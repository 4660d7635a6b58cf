"""The Bot API's methods, a family a file; `METHODS` is the list of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.methods import (
    account,
    answering,
    chats,
    commands,
    copying,
    deleting,
    editing,
    files,
    media,
    pinning,
    texts,
    updates,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.api.call import Call

METHODS: dict[str, Callable[[Call], Any]] = {
    name.lower(): method
    for family in (
        account,
        answering,
        chats,
        commands,
        copying,
        deleting,
        editing,
        files,
        media,
        pinning,
        texts,
        updates,
    )
    for name, method in family.METHODS.items()
}
