"""What people do, by the dice of one seed: when they report, how long they stay silent, when the bot is taken away."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

URGENCIES = ("thuong", "khan", "thuongkhan", "hoatoc")
SILENCES = (2, 2, 4, 8, 12, 25, 45, 90)  # minutes, of who answers sooner or later
DOWN = (0, 0, 0, 1, 4, 9, 35)  # minutes without a bot
KILLED = 5


@dataclass(frozen=True, slots=True, order=True)
class Act:
    """Something that happens at a moment. `what`: report, decide, receive, result, confirm, relieve, away, kill."""

    at: datetime
    n: int
    what: str = field(compare=False)
    desk: str = field(compare=False, default="")
    unit: str = field(compare=False, default="")
    number: str = field(compare=False, default="")
    urgency: str = field(compare=False, default="")
    tries: int = field(compare=False, default=0)


class Agenda:
    """What is still to happen, the next first."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)  # noqa: S311 - dice, and the same ones every time
        self._acts: list[Act] = []
        self._n = 0

    def put(self, at: datetime, what: str, **more: object) -> None:
        """Something more is to happen."""
        self._n += 1
        heapq.heappush(self._acts, Act(at, self._n, what, **more))  # type: ignore[arg-type]

    def next_at(self) -> datetime | None:
        """When the next thing happens."""
        return self._acts[0].at if self._acts else None

    def due(self, now: datetime) -> Iterator[Act]:
        """What is to happen by now."""
        while self._acts and self._acts[0].at <= now:
            yield heapq.heappop(self._acts)

    def silence(self) -> timedelta:
        """How long somebody takes to answer."""
        return timedelta(minutes=self.dice.choice(SILENCES), seconds=self.dice.randrange(50))


def whole_time(
    seed: int,
    begins: datetime,
    days: int,
    incidents: int,
    units: dict[str, tuple[str, ...]],
    *,
    quietly: bool = False,
) -> Agenda:
    """Reports at any hour, changes of shift every day, a bot taken away every few hours and killed now and then."""
    agenda = Agenda(seed)
    dice = agenda.dice
    for _ in range(incidents):
        desk = dice.choice(tuple(units))
        agenda.put(
            begins + timedelta(minutes=dice.uniform(5, days * 24 * 60 - 180)),
            "report",
            desk=desk,
            unit=dice.choice(units[desk]),
            urgency=dice.choices(URGENCIES, (4, 3, 2, 2))[0],
        )
    for day in range(1, days):
        for desk in units:
            change = begins + timedelta(days=day)
            agenda.put(change + timedelta(minutes=dice.choice((1, 3, 12, 40, 75))), "relieve", desk=desk)
    if quietly:
        return agenda
    at = begins
    while (at := at + timedelta(minutes=dice.uniform(150, 420))) < begins + timedelta(days=days):
        agenda.put(at, "away")
    for _ in range(KILLED):
        agenda.put(begins + timedelta(minutes=dice.uniform(60, days * 24 * 60 - 120)), "kill")
    return agenda
