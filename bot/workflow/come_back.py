"""Somebody who had blocked the bot lets it in again: they are reachable, and get what waits for them."""

from bot.desk import Desk
from bot.rules.source import Source
from bot.workflow.done_with import done_with
from bot.workflow.present_waiting import present_to_newcomer
from bot.workflow.telling import ActorlessStep
from storage import people
from storage.outbox_queue import mark_reachable


async def come_back(desk: Desk, source: Source) -> None:
    """Reports to decide and directives to acknowledge are shown now; what was not delivered stays in the log."""
    async with desk.database.transaction() as tx:
        person = await people.find_person_by_account(tx, source.account_id)
        if person is not None and person.frozen_at is None:
            await mark_reachable(tx, person.id)
            await present_to_newcomer(ActorlessStep(desk, tx, desk.clock.now()), person.id)
        await done_with(tx, source)
