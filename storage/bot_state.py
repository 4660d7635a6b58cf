"""The few values the bot keeps about itself: the offset of each bot, the last getMe."""

from storage.transaction import Transaction


async def find_value(tx: Transaction, name: str) -> str | None:
    """A value by its name."""
    row = await tx.find("bot_state_find", name=name)
    return None if row is None else str(row["value"])


async def put_value(tx: Transaction, name: str, value: str) -> None:
    """Keep a value under its name."""
    await tx.run("bot_state_put", name=name, value=value)
