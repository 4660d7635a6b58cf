"""A one-time code typed by an unknown account makes the account a person's (`trucban setup` printed the code)."""

from bot.rules.link_code import MOST_TRIES, TRIES_WITHIN, hash_code, read_code
from bot.rules.log_entry import SYSTEM, LogKind, NewLogEntry
from bot.rules.message import Recipient, Screen
from bot.rules.person import Actor, Person
from bot.rules.source import Source
from bot.workflow.belonging import desks_of
from bot.workflow.present_waiting import present_to_newcomer
from bot.workflow.telling import ActorlessStep
from bot.workflow.welcome import welcome
from storage import duty_log, link_codes, people, shifts, strangers

START = "/start"


async def use_link_code(step: ActorlessStep, source: Source, written: str) -> None:
    """Link the account, or say clearly why not; a few tries an hour, whatever they were."""
    code = read_code(written)
    fault = await _fault_of(step, source, code)
    if fault is not None or code is None:
        # What looks like a code may be a good one after all, and the desk reads this list.
        kept = START if code is not None else f"{START} {written}"
        await people.add_stranger(step.tx, source.account_id, source.account_name, kept, step.now)
        await _refuse(step, source, fault or "code-wrong")
        return
    person_id = await link_codes.use(step.tx, hash_code(code), step.now)
    person = person_id and await link_codes.link(step.tx, person_id, source.account_id)
    if not person:
        await _refuse(step, source, "code-used")
        return
    actor = await people.load_actor(step.tx, person, step.now)
    await welcome(step, Recipient(source.chat_id, person.id), actor, is_new=True)
    await present_to_newcomer(step, person.id)
    await _log(step, source, person, actor)


async def _fault_of(step: ActorlessStep, source: Source, code: str | None) -> str | None:
    if not source.is_private_chat:
        return "code-in-group"
    since = step.now - TRIES_WITHIN
    recent = await strangers.list_recent(step.tx, source.account_id, since)
    if sum(text.text.startswith(START) for text in recent) >= MOST_TRIES:
        return "code-too-often"
    stored = await link_codes.find(step.tx, hash_code(code)) if code else None
    if stored is None:
        return "code-wrong"
    if stored.used_at is not None:
        return "code-used"
    return "code-expired" if stored.expires_at <= step.now else None


async def _refuse(step: ActorlessStep, source: Source, code: str) -> None:
    phone = next((desk.phone for desk in await people.list_desks(step.tx) if desk.phone), "")
    screen = Screen("refusal", {"refusal": code, "phone": phone})
    await step.say(Recipient(source.chat_id), screen, reply_to=source.message_id)


async def _log(step: ActorlessStep, source: Source, person: Person, actor: Actor) -> None:
    desks = [desk.id for desk in await desks_of(step.tx, actor)]
    if all(grant.desk_id is None and grant.unit_id is None for grant in actor.grants):
        desks = [SYSTEM]
    for desk_id in sorted(desks):
        shift = await shifts.find_responsible(step.tx, desk_id, step.now) if desk_id else None
        await duty_log.append(
            step.tx,
            NewLogEntry(
                kind=LogKind.PERSON_LINKED,
                desk_id=desk_id,
                shift_id=shift.id if shift else None,
                actor_id=person.id,
                channel=source.channel,
                occurred_at=source.sent_at,
                recorded_at=step.now,
                payload={"person": person.id, "account": source.account_id},
                text={"actor": person.name, "account_name": source.account_name},
                source_hash=source.hash,
            ),
        )
