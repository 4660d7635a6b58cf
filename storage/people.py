"""Desks, units, people, their roles and the duties they hold."""

from datetime import datetime

from bot.rules.person import Actor, Duty, DutyDesk, Grant, Person, Role, Unit
from storage.rows import make
from storage.times import moment
from storage.transaction import Transaction


async def list_desks(tx: Transaction) -> list[DutyDesk]:
    """Every desk in use."""
    return [make(DutyDesk, row) for row in await tx.all("list_desks")]


async def get_desk(tx: Transaction, desk_id: int) -> DutyDesk:
    """One desk."""
    return make(DutyDesk, await tx.get("find_desk", id=desk_id))


async def find_desk_by_chat(tx: Transaction, chat_id: int) -> DutyDesk | None:
    """The desk whose own chat this is."""
    row = await tx.find("find_desk_by_chat", chat_id=chat_id)
    return make(DutyDesk, row) if row else None


async def get_unit(tx: Transaction, unit_id: int) -> Unit:
    """One unit."""
    return make(Unit, await tx.get("find_unit", id=unit_id))


async def find_unit_by_code(tx: Transaction, code: str) -> Unit | None:
    """The unit of that code, however it is cased."""
    row = await tx.find("find_unit_by_code", code=code)
    return make(Unit, row) if row else None


async def find_unit_by_chat(tx: Transaction, chat_id: int) -> Unit | None:
    """The unit whose group this is."""
    row = await tx.find("find_unit_by_chat", chat_id=chat_id)
    return make(Unit, row) if row else None


async def list_units(tx: Transaction, desk_id: int) -> list[Unit]:
    """The units that report to a desk, those outside the system last."""
    return [make(Unit, row) for row in await tx.all("list_units_of_desk", desk_id=desk_id)]


async def get_person(tx: Transaction, person_id: int) -> Person:
    """One person."""
    return make(Person, await tx.get("find_person", id=person_id))


async def find_person_by_account(tx: Transaction, telegram_id: int) -> Person | None:
    """The person whose linked account this is."""
    row = await tx.find("find_person_by_account", telegram_id=telegram_id)
    return make(Person, row) if row else None


async def load_actor(tx: Transaction, person: Person, now: datetime) -> Actor:
    """The person with the roles granted and the duties held at that moment."""
    grants = await tx.all("list_grants", person_id=person.id)
    duties = await tx.all("list_duties", person_id=person.id, now=now)
    return Actor(
        person=person,
        grants=tuple(make(Grant, row) for row in grants),
        duties=tuple(make(Duty, row) for row in duties),
    )


async def list_active(tx: Transaction) -> list[Person]:
    """Everyone who serves, by name."""
    return [make(Person, row) for row in await tx.all("list_active_people")]


async def list_on_duty(tx: Transaction, desk_id: int, role: Role, now: datetime) -> list[Person]:
    """Who holds a role in the responsible shift of a desk at that moment."""
    rows = await tx.all("list_duty_holders", desk_id=desk_id, role=role, now=now)
    return [make(Person, row) for row in rows]


async def list_granted(tx: Transaction, desk_id: int, role: Role) -> list[Person]:
    """Everyone with a role at a desk, on duty or not."""
    return [make(Person, row) for row in await tx.all("list_granted_at_desk", desk_id=desk_id, role=role)]


async def list_private_addressees(tx: Transaction, unit: Unit) -> list[Person]:
    """Whom what a unit must act on goes to privately: contacts and head; with no contact and no group, every member."""
    rows = await tx.all("list_unit_members", unit_id=unit.id)
    if unit.chat_id is not None or any(row["is_contact"] for row in rows):
        rows = [row for row in rows if row["is_contact"] or row["is_head"]]
    return [make(Person, row) for row in rows]


async def list_unit_members(tx: Transaction, unit_id: int) -> list[Person]:
    """Everyone of a unit."""
    return [make(Person, row) for row in await tx.all("list_unit_members", unit_id=unit_id)]


async def set_language(tx: Transaction, person_id: int, language: str) -> None:
    """The language a person reads from now on."""
    await tx.run("set_language", id=person_id, language=language)


async def freeze(tx: Transaction, person_id: int, now: datetime) -> bool:
    """Stop an account from acting; False when it already was."""
    return await tx.run("freeze_person", id=person_id, now=now) == 1


async def add_stranger(
    tx: Transaction, telegram_id: int, name: str, text: str, now: datetime
) -> datetime | None:
    """Keep what an unknown account wrote; returns when it last wrote before."""
    row = await tx.get("last_stranger", telegram_id=telegram_id)
    await tx.run("add_stranger", telegram_id=telegram_id, name=name, text=text, now=now)
    return None if row["written_at"] is None else moment(row["written_at"])
