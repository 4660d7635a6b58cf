"""Shows what waits to people who could not have seen it: a shift that began, an account that was linked."""

from bot.rules.directive import AWAITS_RESULT
from bot.rules.message import Recipient
from bot.rules.person import Role
from bot.workflow.report_incident import present
from bot.workflow.telling import Telling
from storage import cards, directives, incidents, people

DECIDING = (Role.LEADER, Role.DEPUTY, Role.OFFICER)


async def present_waiting(step: Telling, desk_id: int) -> None:
    """Incidents that wait for an opinion and were never shown to the leader who leads now."""
    leaders = await people.list_on_duty(step.tx, desk_id, Role.LEADER, step.now)
    accounts = [leader.telegram_id for leader in leaders if leader.telegram_id is not None]
    for incident in await incidents.list_undecided(step.tx, desk_id) if accounts else ():
        shown = [await cards.find_card(step.tx, "decision-card", incident.id, one) for one in accounts]
        if None in shown:
            await present(step, incident)


async def present_to_newcomer(step: Telling, person_id: int) -> None:
    """What waits for somebody whose account was linked just now: reports to decide, directives to acknowledge."""
    person = await people.get_person(step.tx, person_id)
    to = Recipient(person.telegram_id, person.id)
    actor = await people.load_actor(step.tx, person, step.now)
    for desk_id in dict.fromkeys(duty.desk_id for duty in actor.duties if duty.role in DECIDING):
        for incident in await incidents.list_undecided(step.tx, desk_id):
            await step.show(to, "decision-card", incident.id, incident, priority=0)
    for unit_id in actor.unit_ids:
        unit = await people.get_unit(step.tx, unit_id)
        if person.id not in [reader.id for reader in await people.list_private_addressees(step.tx, unit)]:
            continue
        for incident in await incidents.list_of_unit(step.tx, unit_id):
            for addressee in await directives.list_addressees_of_incident(step.tx, incident.id):
                if addressee.unit_id == unit_id and addressee.state in AWAITS_RESULT:
                    await step.show(to, "directive-card", addressee.id, incident, priority=0)
                    await step.refresh("roll-call", incident.id)  # names who could not be reached
