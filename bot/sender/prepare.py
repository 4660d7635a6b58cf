"""From a claimed row to what will be said: drawn and rendered now, or the very words of an earlier try."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.render.renderer import Renderer
from bot.render.speech import speak
from bot.rules.message import Reader, Said, Screen
from storage.message_json import dump_said, load_commands, load_said, load_screen
from storage.outbox import STRIP
from storage.outbox_queue import OutboxRow, store_rendered, turn_to_send
from storage.transaction import Transaction

Draw = Callable[[Transaction, str, int, Reader], Awaitable[tuple[Screen, int] | None]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A row in hand. `said` None: an action without words, or buttons to take away."""

    row: OutboxRow
    said: Said | None = None
    mark: str = ""
    menu: tuple[tuple[str, str], ...] = ()

    @property
    def target(self) -> int | None:
        """The message an edit, a pin or a deletion is about."""
        return self.row.message_id or self.row.card_message_id


@dataclass(frozen=True, slots=True)
class Preparing:
    """What preparing needs. `language` is the desk's own: groups read it, and people who chose none."""

    renderer: Renderer
    draw: Draw
    language: str

    async def prepare(self, tx: Transaction, row: OutboxRow) -> Prepared | None:
        """Everything a send needs, its words stored with the row; None when there is nothing to say any more.

        Raises:
            Exception: whatever a template or a view that is wrong raises.
        """
        if row.action == "commands":
            return self._menu(row)
        if row.action == "edit" and row.card_id is not None and row.card_message_id is None:
            await turn_to_send(tx, row.id)  # the message to edit is gone: the card is sent anew
            row = replace(row, action="send")
        if row.action not in {"send", "edit"} or row.notice == STRIP:
            prepared = Prepared(row)
            return prepared if prepared.target is not None else None
        said = self._as_before(row) or await self._draw(tx, row)
        if said is None:
            return None
        await store_rendered(tx, row.id, dump_said(said))
        language = row.language or self.language
        mark = self.renderer.word(language, "marks.sent_again") if row.is_repeat else ""
        return Prepared(row, said, mark if row.action == "send" else "")

    def _menu(self, row: OutboxRow) -> Prepared:
        language = row.language or self.language
        commands = load_commands(row.payload)
        words = tuple(
            (command.name, self.renderer.word(language, f"commands.{command.word}")) for command in commands
        )
        return Prepared(row, menu=words)

    def _as_before(self, row: OutboxRow) -> Said | None:
        """The stored words, where an earlier try may have arrived or was turned to plain text."""
        if not row.rendered:
            return None
        said = load_said(row.rendered)
        is_bound = said.spoken.is_plain or (row.action == "send" and (row.is_repeat or bool(said.sent)))
        return said if is_bound else None

    async def _draw(self, tx: Transaction, row: OutboxRow) -> Said | None:
        language = row.language or self.language
        if row.card_id is None or row.subject_id is None or row.chat_id is None:
            return Said(speak(self.renderer, load_screen(row.payload), language))
        drawn = await self.draw(tx, row.notice, row.subject_id, Reader(row.person_id, row.chat_id, language))
        if drawn is None:
            return None
        screen, version = drawn
        return Said(speak(self.renderer, screen, language), version)
