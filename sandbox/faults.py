"""Bad days on purpose: which call meets which fault, drawn from a seed so that it can be repeated."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, field
from typing import Any

KINDS = frozenset(
    {
        "status",
        "status_after",
        "html",
        "html_after",
        "delay_before",
        "delay_after",
        "drop_before",
        "drop_after",
        "half",
        "silence_before",
        "silence_after",
        "duplicate",
        "reorder",
        "repeat",
    },
)
OF_BATCHES = frozenset({"duplicate", "reorder", "repeat"})
AFTER_THE_EFFECT = frozenset(
    {"status_after", "html_after", "delay_after", "drop_after", "half", "silence_after"}
)


@dataclass(slots=True)
class Fault:
    """One rule of misfortune; fields as in docs/sandbox.md."""

    id: int
    kind: str
    methods: list[str] = field(default_factory=list)
    chat_id: int | None = None
    bot: str | None = None
    probability: float = 1.0
    times: int | None = 1
    skip: int = 0
    seed: int = 7
    status: int = 502
    description: str = "Bad Gateway"
    retry_after: int | None = None
    seconds: float = 0.0
    hits: int = 0


class UnknownFaultError(ValueError):
    """The description names no such kind of fault, or a field it does not have."""


class Faults:
    """The faults in force, in the order they were added; the first that matches is met."""

    def __init__(self) -> None:
        self._faults: dict[int, Fault] = {}
        self._random: dict[int, random.Random] = {}
        self._next = 1

    def add(self, data: dict[str, Any]) -> Fault:
        """Add a fault.

        Raises:
            UnknownFaultError: unknown kind or field.
        """
        if data.get("kind") not in KINDS:
            raise UnknownFaultError(f"unknown kind of fault: {data.get('kind')}")
        given = {key: value for key, value in data.items() if key not in ("id", "hits", "html")}
        try:
            fault = Fault(self._next, **given)
        except TypeError as error:
            raise UnknownFaultError(str(error)) from error
        if fault.status == 429 and fault.retry_after is None:  # noqa: PLR2004 (Too Many Requests)
            fault.retry_after = 1
        self._next += 1
        self._faults[fault.id] = fault
        self._random[fault.id] = random.Random(fault.seed)  # noqa: S311 (repeatable on purpose)
        return fault

    def remove(self, fault_id: int) -> bool:
        """Remove one fault; False if there is none of that number."""
        return self._faults.pop(fault_id, None) is not None

    def clear(self) -> None:
        """Remove all faults."""
        self._faults.clear()

    def state(self) -> list[dict[str, Any]]:
        """Return all faults as the control API shows them."""
        return [asdict(fault) for fault in self._faults.values()]

    def draw(self, method: str, bot: str, chat_id: int | None, *, batch: bool = False) -> Fault | None:
        """Return the fault this call meets, if any, and count it."""
        for fault in self._faults.values():
            if (fault.kind in OF_BATCHES) != batch or not self._applies(fault, method, bot, chat_id):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            if fault.probability < 1.0 and self._random[fault.id].random() >= fault.probability:
                continue
            fault.hits += 1
            return fault
        return None

    def rng(self, fault: Fault) -> random.Random:
        """Return the fault's own random numbers."""
        return self._random[fault.id]

    @staticmethod
    def _applies(fault: Fault, method: str, bot: str, chat_id: int | None) -> bool:
        return (
            (fault.times is None or fault.hits < fault.times)
            and (not fault.methods or method.lower() in (name.lower() for name in fault.methods))
            and (fault.chat_id is None or fault.chat_id == chat_id)
            and (fault.bot is None or fault.bot.removeprefix("@") == bot)
        )
