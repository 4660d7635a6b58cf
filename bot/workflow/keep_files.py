"""Photos, documents, voices and places that came with a message: kept with what it became, or said not to be."""

from collections.abc import Sequence

from bot.rules.message import Screen
from bot.rules.received import ReceivedFile
from bot.workflow.taking import Taking
from storage import attachments


async def keep(
    step: Taking, files: Sequence[ReceivedFile], owner_kind: str, owner_id: int, incident_id: int | None
) -> None:
    """Keep them; the sender reads which are too large to be stored (they still reach people in the chat)."""
    for file in files:
        await attachments.add(step.tx, file, owner_kind, owner_id, incident_id, step.now)
    if too_large := [file.name for file in files if file.is_too_large]:
        await step.say(step.here, Screen("files-note", {"too_large": too_large, "not_taken": 0}))


async def say_not_taken(step: Taking, files: Sequence[ReceivedFile]) -> None:
    """The step has no place for files: its words count, and the sender reads how to send the files."""
    if files:
        await step.say(step.here, Screen("files-note", {"too_large": [], "not_taken": len(files)}))
