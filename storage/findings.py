"""What the auditor found: standing until it is no longer so."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.finding import Finding, FindingKind, Key
from storage.rows import make
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class StandingFinding:
    """One that was said and still holds. `number` is its incident's, if any."""

    id: int
    kind: FindingKind
    about: str
    subject_id: int
    desk_id: int | None
    incident_id: int | None
    found_at: datetime
    number: str | None

    @property
    def key(self) -> Key:
        """By what it is the same finding."""
        return (self.kind, self.about, self.subject_id)


async def list_standing(tx: Transaction) -> list[StandingFinding]:
    """What was found and still holds, the oldest first."""
    return [make(StandingFinding, row) for row in await tx.all("list_standing_findings")]


async def add(tx: Transaction, found: Finding, now: datetime) -> int:
    """It holds from now on; its id."""
    row = await tx.get(
        "add_finding",
        kind=found.kind,
        about=found.about,
        subject_id=found.subject_id,
        desk_id=found.desk_id,
        incident_id=found.incident_id,
        now=now,
    )
    return int(row["id"])


async def end(tx: Transaction, finding_id: int, now: datetime) -> None:
    """It no longer holds."""
    await tx.run("end_finding", id=finding_id, now=now)
