"""Who looks, and from where: in a group nobody is shown more than the group itself may read."""

from dataclasses import dataclass, replace

from bot.rules import permission
from bot.rules.incident import Incident
from bot.rules.message import Reader
from bot.rules.permission import Capacity
from bot.rules.person import Actor
from bot.views.drawing import Drawing
from storage import people


@dataclass(frozen=True, slots=True)
class Looking:
    """A person looking something up; `own` is for themselves, `group` for the chat they stand in."""

    own: Drawing
    actor: Actor
    group: Drawing | None

    @classmethod
    def of(cls, own: Drawing, actor: Actor, *, is_private: bool) -> "Looking":
        """Somebody in a private chat, or in a group."""
        group = None
        if not is_private:
            reader = Reader(None, own.reader.chat_id, own.reader.language)
            group = replace(own, reader=reader, actor=None)
        return cls(own, actor, group)

    async def held(self, incident: Incident) -> frozenset[Capacity]:
        """In which capacities the incident may be shown here."""
        held = await self.own.held(incident)
        if self.group is None:
            return held
        by_group = await self.group.held(incident)
        if incident.is_private or not permission.may_read(by_group):
            return frozenset()
        return held if Capacity.READER in by_group else held & permission.INVOLVED_UNIT

    async def may_read(self, incident: Incident) -> bool:
        """Whether the incident exists for whoever reads here."""
        return permission.may_read(await self.held(incident))

    async def desk_ids(self) -> list[int]:
        """The desks whose incidents and log may be shown here."""
        own = [*self.actor.desk_ids, *(duty.desk_id for duty in self.actor.duties)]
        if any(g.desk_id is None and g.unit_id is None and g.role in READING for g in self.actor.grants):
            own += [desk.id for desk in await people.list_desks(self.own.tx)]
        if self.group is None:
            return list(dict.fromkeys(own))
        desk = await people.find_desk_by_chat(self.own.tx, self.group.reader.chat_id)
        return [desk.id] if desk is not None and desk.id in own else []


READING = frozenset({"leader", "officer", "superior"})
"""Roles over the whole system that read every desk."""
