"""The incident a step is about, once it is clear that this person may take this step on it now."""

from dataclasses import dataclass

from bot.errors import DutyError
from bot.rules import permission
from bot.rules.incident import Incident
from bot.rules.permission import Capacity, Concern
from bot.rules.person import Role
from bot.rules.step import Step
from bot.views.changeover import find_running
from bot.views.standing import concern_of
from bot.workflow.taking import Taking
from storage import incidents

TAKE_OVER_FIRST = "take-over-first"


@dataclass(frozen=True, slots=True)
class AtHand:
    """An incident and in which capacities the actor stands to it now."""

    incident: Incident
    held: frozenset[Capacity]
    concern: Concern

    @property
    def deciding_as(self) -> Role:
        """In which role an opinion of the actor counts: the leader's before the deputy's."""
        return Role.LEADER if Capacity.LEADER in self.held else Role.DEPUTY

    @property
    def acting_as(self) -> str:
        """The capacity the log names for what is no opinion."""
        order = (
            Capacity.LEADER,
            Capacity.OFFICER,
            Capacity.DEPUTY,
            Capacity.ADDRESSEE_UNIT,
            Capacity.REPORTER_UNIT,
            Capacity.SUPERIOR,
            Capacity.AUTHOR,
        )
        return next((c.value for c in order if c in self.held), "")


async def open_incident(step: Taking, incident_id: int, wanted: Step) -> AtHand:
    """Load an incident for a step.

    Raises:
        DutyError: `incident-not-found` (also when this person may not see it), `not-on-duty`,
            `not-your-role`, `deputy-no-basis`, `deputy-too-early`, `not-your-unit`, `take-over-first`.
    """
    incident = await incidents.find(step.tx, incident_id)
    if incident is None:
        raise DutyError("incident-not-found")
    concern = await concern_of(step.tx, step.desk.rules, incident)
    held = held_here(step, concern)
    if not permission.may_read(held):
        raise DutyError("incident-not-found")
    if not permission.may(wanted, held):
        await _refuse_coming_leader(step, incident, wanted)
        refuse_step(step, incident, concern, wanted)
    return AtHand(incident, held, concern)


def held_here(step: Taking, concern: Concern) -> frozenset[Capacity]:
    """In which capacities the actor stands; to a Phản ánh riêng in none where others of the group would read it."""
    if concern.is_private and not step.source.is_private_chat:
        return frozenset()
    return permission.capacities(step.actor, concern, step.now)


async def _refuse_coming_leader(step: Taking, incident: Incident, wanted: Step) -> None:
    """Who leads the shift that is about to take over decides with Nhận ca before it: the card offers both."""
    if not permission.RIGHTS[wanted] & permission.DECIDES:
        return
    change = await find_running(step.tx, incident.desk_id, step.now)
    if change is None or change.incoming is None or change.incoming.leader_id != step.actor.person.id:
        return
    raise DutyError(
        TAKE_OVER_FIRST,
        number=incident.number,
        incident=incident.id,
        starts_at=change.incoming.starts_at,
        has_begun=step.now >= change.incoming.starts_at,
    )


def refuse_step(step: Taking, incident: Incident, concern: Concern, wanted: Step) -> None:
    """Say why somebody who may read an incident may not take this step on it."""
    rights = permission.RIGHTS[wanted]
    if Capacity.DEPUTY in rights and step.actor.holds(Role.DEPUTY, incident.desk_id):
        if concern.deputy_may_decide_at is None:
            raise DutyError("deputy-no-basis", number=incident.number)
        raise DutyError("deputy-too-early", number=incident.number, at=concern.deputy_may_decide_at)
    if rights & (permission.DESK | permission.DECIDES):
        if step.actor.serves(incident.desk_id):
            role = Role.OFFICER if Capacity.OFFICER in rights else Role.LEADER
            raise DutyError("not-your-role", number=incident.number, role=role)
        raise DutyError("not-on-duty", number=incident.number)
    raise DutyError("not-your-unit", number=incident.number)
