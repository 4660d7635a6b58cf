"""Something is wrong with the bot itself: said to the administrators, without any incident's content."""

from collections.abc import Mapping

from bot.desk import Desk
from bot.rules.message import Recipient, Screen
from bot.rules.person import Role
from storage import outbox, people


async def tell(desk: Desk, code: str, fields: Mapping[str, object]) -> None:
    """One line to each administrator; repeated only after it had ended. `since`: when it began, where not now."""
    async with desk.database.transaction() as tx:
        now = desk.clock.now()
        told: dict[int, Recipient] = {}
        for of_desk in await people.list_desks(tx):
            for person in await people.list_granted(tx, of_desk.id, Role.ADMIN):
                if person.telegram_id is not None:
                    told[person.id] = Recipient(person.telegram_id, person.id)
        values = {"code": code, "about": str(fields.get("about", "")), "at": fields.get("since", now)}
        for recipient in told.values():
            await outbox.say(tx, recipient, Screen("alarm", values), at=now)
