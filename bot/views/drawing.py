"""What a view is given: the reader, and everything needed to show that reader only what they may see."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk import Desk
from bot.rules import permission
from bot.rules.incident import Incident
from bot.rules.message import Reader, Screen
from bot.rules.permission import Capacity, Concern
from bot.rules.person import Actor
from bot.views.standing import concern_of
from storage import people
from storage.transaction import Transaction

GROUP_OF_DESK = frozenset({Capacity.OFFICER, Capacity.READER})
GROUP_OF_UNIT = frozenset({Capacity.ADDRESSEE_UNIT, Capacity.REPORTER_UNIT})


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card as it is now; `version` of its subject, by which a later press or typed word is held to it."""

    screen: Screen
    version: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """One card being drawn for one reader. `actor` None: a group."""

    desk: Desk
    tx: Transaction
    reader: Reader
    now: datetime
    actor: Actor | None

    @classmethod
    async def begin(cls, desk: Desk, tx: Transaction, reader: Reader) -> "Drawing":
        """Load who reads."""
        now = desk.clock.now()
        actor = None
        if reader.person_id is not None:
            person = await people.get_person(tx, reader.person_id)
            actor = await people.load_actor(tx, person, now)
        return cls(desk, tx, reader, now, actor)

    async def held(self, incident: Incident) -> frozenset[Capacity]:
        """In which capacities the reader stands; a group may do what its members may: the press is checked."""
        concern = await self.concern(incident)
        if self.actor is not None:
            return permission.capacities(self.actor, concern, self.now)
        if await people.find_desk_by_chat(self.tx, self.reader.chat_id):
            return GROUP_OF_DESK
        unit = await people.find_unit_by_chat(self.tx, self.reader.chat_id)
        if unit and unit.id in concern.addressee_unit_ids | {concern.reporter_unit_id}:
            return GROUP_OF_UNIT
        return frozenset()

    async def concern(self, incident: Incident) -> Concern:
        """What the table of rights needs to know of the incident."""
        return await concern_of(self.tx, self.desk.rules, incident)
