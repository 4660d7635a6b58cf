"""Every answer the sandbox gave, read with the models of a library that knows nothing of the sandbox."""

import aiogram.methods
from aiogram.client.bot import Bot
from aiogram.methods.base import Response
from aiogram.types import TelegramObject, Update
from pydantic import BaseModel

from sandbox.world.ledger import Query
from sandbox.world.world import World
from tests.sandbox.driver import TOKEN

BOT = Bot(TOKEN)
METHODS = {name.lower(): getattr(aiogram.methods, name) for name in aiogram.methods.__all__}


def unknown_fields(model: object, path: str = "") -> list[str]:
    """Return every field, at any depth, that the models do not know."""
    if isinstance(model, list):
        return [name for one in model for name in unknown_fields(one, f"{path}[]")]
    if not isinstance(model, BaseModel):
        return []
    found = [f"{path}.{name}" for name in (model.model_extra or {})]
    for name in type(model).model_fields:
        found += unknown_fields(getattr(model, name), f"{path}.{name}")
    return found


def check_all_answers(world: World) -> set[str]:
    """Parse every answer and update of a run; return the methods that succeeded."""
    seen: set[str] = set()
    for entry in world.ledger.find(Query(kind="call", limit=100_000)):
        method = METHODS.get(entry["method"].lower())
        if method is None or entry["response"] is None:
            continue
        parsed = Response[method.__returning__].model_validate(entry["response"], context={"bot": BOT})
        assert unknown_fields(parsed) == []
        if parsed.ok:
            seen.add(entry["method"])
        if parsed.ok and entry["method"].lower() == "getupdates":
            for update in parsed.result or []:
                assert isinstance(update, Update)
                assert isinstance(update.event, TelegramObject)
    return seen
