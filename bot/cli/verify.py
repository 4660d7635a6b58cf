"""`trucban log verify`: reads every duty log from its first entry on, and says where one is not what was written."""

from bot.cli.speech import say
from bot.config import Settings
from storage import duty_log, people
from storage.database import open_database
from storage.transaction import Transaction

UNREADABLE = "unreadable"  # beside chain.Fault: a value that no entry can have been written with


async def verify_log(settings: Settings) -> bool:
    """Verify the log of every desk, and of the system, in one snapshot, printing a line for each.

    Returns whether all of them verify. The database is only read.

    Raises:
        ConfigError: when it cannot be read at all.
    """
    database = await open_database(settings.storage.url, read_only=True)
    try:
        async with database.read() as tx:
            names = {desk.id: desk.code for desk in await people.list_desks(tx)}
            logs = await duty_log.list_desks(tx)
            verified = [await _verify_one(tx, desk_id, names, settings.desk.language) for desk_id in logs]
    finally:
        await database.close()
    say("log-verdict", {"count": len(logs), "fine": all(verified)}, settings.desk.language)
    return all(verified)


async def _verify_one(tx: Transaction, desk_id: int, names: dict[int, str], language: str) -> bool:
    head = await duty_log.find_head(tx, desk_id)
    try:
        bad = await duty_log.verify(tx, desk_id)
    except (ValueError, TypeError, OverflowError):
        fault, seq = UNREADABLE, 0
    else:
        fault, seq = (bad.fault.value, bad.seq) if bad else ("", head.seq)
    values = {"desk": names.get(desk_id, ""), "seq": seq, "hash": head.hash, "fault": fault}
    say("log-verified", values, language)
    return not fault
