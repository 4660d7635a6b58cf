"""How a handler or timer has a step taken: in one transaction, again when somebody else was faster."""

from collections.abc import Awaitable, Callable

from bot.desk import Desk
from bot.errors import DutyError
from bot.rules.message import Recipient, Screen
from bot.rules.source import Source
from bot.workflow.at_hand import TAKE_OVER_FIRST
from bot.workflow.done_with import done_with
from bot.workflow.opinion import STALE
from bot.workflow.taking import Answer, Taking, taking
from storage import message_links, outbox, people
from storage.cards import find_card_by_message
from storage.errors import ConflictError

MOST_TRIES = 5

Action = Callable[[Taking], Awaitable[None]]


async def take(desk: Desk, source: Source, action: Action) -> Answer | None:
    """Take a step and return what to tell the actor. After a conflict it is taken anew on what is true by then.

    Raises:
        DutyError: the step was refused; nothing was stored, and `refuse` is due.
        ConflictError: others were faster every time.
    """
    for tries_left in reversed(range(MOST_TRIES)):
        try:
            async with taking(desk, source) as step:
                await action(step)
            return step.answer  # noqa: TRY300 - the transaction has to end first
        except ConflictError:
            if not tries_left:
                raise
    raise AssertionError


async def refuse(desk: Desk, source: Source, error: DutyError) -> None:
    """A refused step is answered and done with: a typed word by a message, a press by its toast.

    The card that was pressed is drawn anew, so that it shows the present truth; who decided by typing on a
    version they did not have gets the card as it is now.
    """
    async with desk.database.transaction() as tx:
        now = desk.clock.now()
        person = await people.find_person_by_account(tx, source.account_id)
        here = Recipient(source.chat_id, person.id if person and source.is_private_chat else None)
        link = None
        if source.is_press and source.message_id is not None:
            card = await find_card_by_message(tx, source.chat_id, source.message_id)
            if card is not None:
                await outbox.refresh_cards(tx, card.notice, card.subject_id, at=now)
        elif source.message_id is not None:
            link = await message_links.find_link(tx, source.chat_id, source.reply_to or source.message_id)
        if error.code in {STALE, TAKE_OVER_FIRST} and person is not None and not source.is_press:
            to = Recipient(person.telegram_id, person.id)
            of = int(str(error.fields["incident"]))
            await outbox.show_card(
                tx, to, "decision-card", of, at=now, priority=0, incident_id=of, again=True
            )
        if not source.is_press:
            screen = Screen("refusal", {**error.fields, "refusal": error.code})
            await outbox.say(
                tx,
                here,
                screen,
                at=now,
                incident_id=link.incident_id if link else None,
                reply_to=source.message_id,
            )
        await done_with(tx, source)


async def language_of(desk: Desk, account_id: int) -> str:
    """The language an account reads; the desk's own where it chose none or is unknown."""
    async with desk.database.read() as tx:
        person = await people.find_person_by_account(tx, account_id)
    return person.language if person and person.language else desk.rules.language
