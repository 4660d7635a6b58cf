"""An open item (việc chưa kết thúc): where it stands, since when, until when, and how much it weighs at a handover."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.directive import AddresseeState
from bot.rules.handover import Weight
from bot.rules.incident import Incident


@dataclass(frozen=True, slots=True)
class OpenAddressee:
    """How far a unit is with a directive. `due_at`: of what it owes next; None where nothing is due."""

    unit_code: str
    state: AddresseeState
    due_at: datetime | None

    def is_overdue(self, now: datetime) -> bool:
        """Whether it owes something whose time has passed."""
        return self.due_at is not None and self.due_at < now


@dataclass(frozen=True, slots=True)
class OpenDirective:
    """A directive that is not recalled. `stands_until`: it holds until then and is not overdue."""

    number: str
    content: str
    stands_until: datetime | None
    addressees: tuple[OpenAddressee, ...]


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An open incident. `decision_due_at`: until when an opinion was expected, while one still is."""

    incident: Incident
    gist: str
    decision_due_at: datetime | None
    directives: tuple[OpenDirective, ...]
    is_contained: bool
    is_phone_decided: bool

    @property
    def due_at(self) -> datetime | None:
        """The first of its deadlines."""
        dues = [a.due_at for d in self.directives for a in d.addressees if a.due_at is not None]
        if self.decision_due_at is not None:
            dues.append(self.decision_due_at)
        return min(dues, default=None)

    def is_overdue(self, now: datetime) -> bool:
        """Whether any of its deadlines has passed."""
        return self.due_at is not None and self.due_at < now

    def weight(self, now: datetime) -> Weight:
        """How much it weighs when it is handed over."""
        return Weight(self.incident.urgency, self.is_overdue(now), self.is_contained, self.is_phone_decided)


def overdue_first(items: list[OpenItem], now: datetime) -> list[OpenItem]:
    """As a digest lists them: overdue first, then by their deadline, then the oldest."""
    return sorted(
        items,
        key=lambda one: (
            not one.is_overdue(now),
            one.due_at is None,
            one.due_at or one.incident.received_at,
            one.incident.id,
        ),
    )
