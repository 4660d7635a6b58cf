"""Clocks broken on purpose: a soak that finds nothing wrong with one of these is worth nothing."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

import bot.scheduler
from bot.rules import deadline, shift_times
from bot.rules.due import Due


def _tells_nobody(patch: pytest.MonkeyPatch) -> None:
    """A duty that is claimed and does nothing."""

    async def nothing(_: object) -> tuple[()]:
        return ()

    patch.setattr(bot.scheduler, "DUTIES", {**bot.scheduler.DUTIES, "decision-overdue": nothing})


def _never_ends(patch: pytest.MonkeyPatch) -> None:
    """A rule that reminds of a receipt that was given."""
    real = deadline.duties

    def more(facts: deadline.IncidentFacts) -> list[Due]:
        every = facts.times.remind_every
        return [
            *(due for due in real(facts) if due.duty != "directive-unreceived"),
            *(
                Due("directive-unreceived", o.addressee.id, o.directive.acknowledge_due_at, every)
                for o in facts.ordered
            ),
        ]

    patch.setattr(deadline, "duties", more)


def _forgets_the_superior(patch: pytest.MonkeyPatch) -> None:
    """A rule without T3."""
    real = deadline.duties
    patch.setattr(
        deadline, "duties", lambda facts: [d for d in real(facts) if d.duty != "decision-for-superior"]
    )


def _is_off(by: timedelta) -> Callable[[pytest.MonkeyPatch], None]:
    """A rule that waits too long, or not long enough."""

    def breaks(patch: pytest.MonkeyPatch) -> None:
        real = deadline.duties
        patch.setattr(
            deadline, "duties", lambda facts: [replace(d, first_at=d.first_at + by) for d in real(facts)]
        )

    return breaks


def _forgets_the_digest(patch: pytest.MonkeyPatch) -> None:
    """A shift that ends without a word."""
    real = shift_times.shift_dues

    def fewer(*given: object, **named: object) -> list[Due]:
        return [d for d in real(*given, **named) if d.duty != shift_times.SEND_DIGEST]  # type: ignore[arg-type]

    patch.setattr("bot.workflow.wind_shift.shift_dues", fewer)


FAULTS: Mapping[str, Callable[[pytest.MonkeyPatch], None]] = {
    "tells nobody": _tells_nobody,
    "is late": _is_off(timedelta(minutes=3)),
    "never ends": _never_ends,
    "forgets the superior": _forgets_the_superior,
    "forgets the digest": _forgets_the_digest,
    "is early": _is_off(timedelta(minutes=-1)),
}


@contextmanager
def broken(fault: str) -> Iterator[None]:
    """A bot with that fault, in this process."""
    with pytest.MonkeyPatch.context() as patch:
        FAULTS[fault](patch)
        yield
