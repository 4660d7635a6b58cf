"""An office on duty, on each database, and the auditor over it."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import pytest

from bot.audit.auditor import Auditor
from bot.config import load
from bot.pulse import Beat, Pulse
from bot.rules.finding import Finding
from bot.workflow import wind_shift
from bot.workflow.record_findings import record_findings
from bot.workflow.telling import ActorlessStep
from storage.database import Database
from tests.support.office import Office, open_office


@dataclass
class Audited:
    """An office with an auditor that looks when a test says so."""

    office: Office
    auditor: Auditor
    pulse: Pulse
    alarms: set[str] = field(default_factory=set)

    async def after(self, minutes: int) -> list[Finding]:
        """What the auditor finds at the last of so many looks, one a minute."""
        for _ in range(minutes):
            self.office.clock.at += timedelta(minutes=1)
            await self.auditor.look()
        await self.office.post()
        return list(self.auditor.found)

    async def finds(self, minutes: int = 1) -> list[tuple[str, str]]:
        """The kinds it finds then, and what they are about."""
        return [(one.kind.value, one.about) for one in await self.after(minutes)]


@pytest.fixture
async def audited(database: Database) -> Audited:
    """The tests' organisation on duty, on this database."""
    office = await open_office(database)
    async with database.transaction() as tx:  # as at the start of a bot
        step = ActorlessStep(office.desk, tx, office.clock.now())
        for owner in await wind_shift.owners(step):
            await wind_shift.wind_shift(step, owner.id)
    pulse, alarms = Pulse(office.clock), set[str]()
    pulse.beat(Beat.TIMER)
    auditor = Auditor(
        database,
        office.clock,
        load(None, {}),
        pulse,
        partial(record_findings, office.desk),
        is_line_down=lambda: bool(alarms),
    )
    return Audited(office, auditor, pulse, alarms)
