"""Who may approve that somebody stands in, and can be asked: they have a chat, and are neither of the two."""

from bot.rules.person import Person, Role
from bot.rules.roster.standing_in import may_approve
from bot.rules.roster.substitution import Substitution
from bot.rules.shift import Shift
from bot.workflow.telling import Telling
from storage import people


async def approvers_of(step: Telling, substitution: Substitution, shift: Shift) -> list[Person]:
    """The leader of the shift, for an officer's place, first; then the superiors of the desk."""
    known = [] if shift.leader_id is None else [await people.get_person(step.tx, shift.leader_id)]
    known += await people.list_granted(step.tx, shift.desk_id, Role.SUPERIOR)
    found = {}
    for person in known:
        actor = await people.load_actor(step.tx, person, step.now)
        if person.telegram_id is not None and may_approve(actor, substitution, shift):
            found[person.id] = person
    return list(found.values())
