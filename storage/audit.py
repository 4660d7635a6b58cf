"""What the auditor reads: the state of things as rows, past every rule that made them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.rows import make
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that waits for a person, and the duty that must remind of it until it ends.

    `waiting`: planned turns; `taken`: the last turn taken, 0 before the first; `said`: messages ever said about it.
    `times`: frozen for the incident, in microseconds by name.
    """

    duty: str
    subject_id: int
    incident_id: int
    number: str
    desk_id: int
    is_private: bool
    times: Mapping[str, int]
    waiting: int
    taken: int
    said: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A report not sent, a text nobody placed, a form nobody filled, a shift to be handed over.

    `duty`: what must bring it up.
    """

    duty: str
    subject_id: int
    desk_id: int | None


@dataclass(frozen=True, slots=True)
class LeaderWait:
    """A report (`about` decision) or a containment that waits for the leader: since when, and its frozen times."""

    about: str
    subject_id: int
    incident_id: int
    number: str
    desk_id: int
    is_private: bool
    urgency: str
    times: Mapping[str, int]
    since: datetime
    snoozed_until: datetime | None


@dataclass(frozen=True, slots=True)
class Escalation:
    """A turn planned (`waiting`) or taken (`fired`) of what an open incident asks of its leaders."""

    duty: str
    subject_id: int
    first_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Who must have a message of that notice and has none; `person_id` None: a unit."""

    notice: str
    subject_id: int
    person_id: int | None
    incident_id: int
    number: str
    desk_id: int
    is_private: bool


@dataclass(frozen=True, slots=True)
class LostCard:
    """A card that stands nowhere, and that nothing is on its way to bring."""

    id: int
    notice: str
    subject_id: int
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """How much waits in a line, and since when the oldest of it does."""

    waiting: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class DeadUpdate:
    """An update given up on; name and desk of whoever wrote it, where the chat is a known person's."""

    update_id: int
    received_at: datetime
    name: str | None
    desk_id: int | None


@dataclass(frozen=True, slots=True)
class LeaderlessShift:
    """A shift that runs and has no leader."""

    id: int
    desk_id: int
    starts_at: datetime
    ends_at: datetime


async def list_owed(tx: Transaction) -> list[Owed]:
    """Everything on open incidents that waits for a person and is reminded of until it ends."""
    return [make(Owed, row) for row in await tx.all("audit_list_owed")]


async def list_begun(tx: Transaction, since: datetime) -> list[Begun]:
    """What was begun after that moment, is not ended, and would not be brought up."""
    return [make(Begun, row) for row in await tx.all("audit_list_begun", since=since)]


async def list_unhanded(tx: Transaction, now: datetime) -> list[Begun]:
    """Shifts whose digest, and handovers whose reminders, are not planned at that moment."""
    return [make(Begun, row) for row in await tx.all("audit_list_unhanded", now=now)]


async def list_leader_waits(tx: Transaction) -> list[LeaderWait]:
    """Everything on open incidents that waits for the leader's opinion."""
    return [make(LeaderWait, row) for row in await tx.all("audit_list_leader_waits")]


async def list_escalations(tx: Transaction) -> list[Escalation]:
    """What is planned and taken on open incidents, the steps of their escalation among it."""
    return [make(Escalation, row) for row in await tx.all("audit_list_escalations")]


async def list_undelivered(tx: Transaction, now: datetime) -> list[Undelivered]:
    """Decision cards to who is on duty, directives and containments to units: those nobody even tried to deliver."""
    return [make(Undelivered, row) for row in await tx.all("audit_list_undelivered", now=now)]


async def list_lost_cards(tx: Transaction) -> list[LostCard]:
    """Cards whose delivery has vanished."""
    return [make(LostCard, row) for row in await tx.all("audit_list_lost_cards")]


async def count_outbox(tx: Transaction, since: datetime) -> Line:
    """What has waited to be said since then or longer."""
    return make(Line, await tx.get("audit_count_outbox", since=since))


async def count_inbox(tx: Transaction, since: datetime) -> Line:
    """What has waited to be handled since then or longer."""
    return make(Line, await tx.get("audit_count_inbox", since=since))


async def count_timers(tx: Transaction, since: datetime) -> Line:
    """What has been due since then or longer."""
    return make(Line, await tx.get("audit_count_timers", since=since))


async def list_dead_updates(tx: Transaction, since: datetime) -> list[DeadUpdate]:
    """Updates given up on that came after that moment."""
    return [make(DeadUpdate, row) for row in await tx.all("audit_list_dead_updates", since=since)]


async def list_leaderless(tx: Transaction, now: datetime) -> list[LeaderlessShift]:
    """Shifts that run at that moment without a leader."""
    return [make(LeaderlessShift, row) for row in await tx.all("audit_list_leaderless", now=now)]
