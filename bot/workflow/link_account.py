"""`/start`: a code links an unknown account, a known person is told who they are, anybody else is a stranger."""

from bot.desk import Desk
from bot.rules.link_code import hash_code, read_code
from bot.rules.message import Recipient, Screen
from bot.rules.person import Person
from bot.rules.source import Source
from bot.workflow import greet_stranger
from bot.workflow.done_with import done_with
from bot.workflow.telling import ActorlessStep
from bot.workflow.use_link_code import use_link_code
from bot.workflow.welcome import welcome
from storage import link_codes, people


async def start(desk: Desk, source: Source, argument: str) -> None:
    """`/start` and `/start <code>`, from anybody."""
    async with desk.database.transaction() as tx:
        step = ActorlessStep(desk, tx, desk.clock.now())
        person = await people.find_person_by_account(tx, source.account_id)
        if person is not None and person.frozen_at is not None:
            await greet_stranger.say_frozen(step, source)
        elif person is not None:
            await _welcome_known(step, source, person, argument)
        elif argument:
            await use_link_code(step, source, argument)
        else:
            await greet_stranger.take_note(step, source, "/start")
        await done_with(tx, source)


async def _welcome_known(step: ActorlessStep, source: Source, person: Person, argument: str) -> None:
    """The welcome, unless the code is somebody else's: one account is one person."""
    to = Recipient(source.chat_id, person.id if source.is_private_chat else None)
    code = read_code(argument)
    stored = await link_codes.find(step.tx, hash_code(code)) if code else None
    if stored is not None and stored.person_id != person.id:
        refusal = Screen("refusal", {"refusal": "account-linked", "name": person.name})
        await step.say(to, refusal, reply_to=source.message_id)
        return
    await welcome(step, to, await people.load_actor(step.tx, person, step.now), is_new=False)
