"""Accounts nobody may act with: unknown ones are greeted, heard and shown to the desk; frozen ones turned away."""

from datetime import timedelta

from bot.desk import Desk
from bot.rules.link_code import read_code
from bot.rules.message import Recipient, Screen
from bot.rules.person import DutyDesk
from bot.rules.secrecy import classification_mark
from bot.rules.source import Source
from bot.workflow import recipients, stop_secret
from bot.workflow.done_with import done_with
from bot.workflow.telling import ActorlessStep
from bot.workflow.use_link_code import use_link_code
from storage import bot_state, people, strangers
from storage.times import microseconds, moment

CARD = "stranger-wrote"
ONE_LINE_WITHIN = timedelta(hours=1)
TURNED_AWAY = "turned-away:"
WITHOUT_WORDS = "📎"  # a photo, a voice, a location alone


async def greet(desk: Desk, source: Source, text: str) -> None:
    """A message of an unknown account: a link code typed plainly, or something the desk should see."""
    async with desk.database.transaction() as tx:
        step = ActorlessStep(desk, tx, desk.clock.now())
        if source.is_private_chat and read_code(text) is not None:
            await use_link_code(step, source, text)
        else:
            await take_note(step, source, text)
        await done_with(tx, source)


async def turn_away(desk: Desk, source: Source) -> None:
    """A message of a frozen account: it does nothing."""
    async with desk.database.transaction() as tx:
        await say_frozen(ActorlessStep(desk, tx, desk.clock.now()), source)
        await done_with(tx, source)


async def take_note(step: ActorlessStep, source: Source, text: str) -> None:
    """Keep what was written, show it to the desk, answer with one polite line an hour at most."""
    kept = await _without_secrets(step, source, text)
    last_at = await people.add_stranger(
        step.tx, source.account_id, source.account_name, kept or WITHOUT_WORDS, step.now
    )
    desks = await _desks_for(step, source)
    if last_at is None or step.now - last_at >= ONE_LINE_WITHIN:
        values = {"desks": [{"name": desk.name, "phone": desk.phone} for desk in desks]}
        await step.say(Recipient(source.chat_id), Screen("stranger", values), must_act=False)
    window = step.now - ONE_LINE_WITHIN
    recent = await strangers.list_recent(step.tx, source.account_id, window)
    to = [recipient for desk in desks for recipient in await recipients.desk(step, desk.id)]
    await step.show(recipients.once(to), CARD, recent[0].id)


async def say_frozen(step: ActorlessStep, source: Source) -> None:
    """One polite line an hour at most."""
    name = f"{TURNED_AWAY}{source.account_id}"
    said = await bot_state.find_value(step.tx, name)
    if said is not None and step.now - moment(int(said)) < ONE_LINE_WITHIN:
        return
    await bot_state.put_value(step.tx, name, str(microseconds(step.now)))
    screen = Screen("refusal", {"refusal": "account-frozen"})
    await step.say(Recipient(source.chat_id), screen, must_act=False)


async def _without_secrets(step: ActorlessStep, source: Source, text: str) -> str:
    """State secrets are kept nowhere, whoever wrote them: the message is deleted, its raw copy destroyed."""
    if classification_mark(text, step.desk.vocabulary.report) is None:
        return text
    await stop_secret.erase(step, source)
    return ""


async def _desks_for(step: ActorlessStep, source: Source) -> list[DutyDesk]:
    """The desk whose group it was written in; else every desk."""
    if own := await people.find_desk_by_chat(step.tx, source.chat_id):
        return [own]
    if unit := await people.find_unit_by_chat(step.tx, source.chat_id):
        return [await people.get_desk(step.tx, unit.desk_id)]
    return await people.list_desks(step.tx)
