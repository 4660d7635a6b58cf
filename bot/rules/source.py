"""Where a step came from: one message or one press of one account."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.channel import Channel


@dataclass(frozen=True, slots=True)
class Source:
    """`inbox` is the row (bot, update) to mark done with the step; `hash` is SHA-256 of the raw update.

    `album`: (update, message) of the other files of the same album, which are done with the step, too.
    """

    inbox: tuple[int, int] | None
    account_id: int
    account_name: str
    chat_id: int
    message_id: int | None
    sent_at: datetime
    hash: str = ""
    is_private_chat: bool = True
    is_press: bool = False
    reply_to: int | None = None
    channel: Channel = Channel.MESSAGE
    album: tuple[tuple[int, int], ...] = ()

    @property
    def message_ids(self) -> tuple[int, ...]:
        """The message, or all messages of its album."""
        return () if self.message_id is None else (self.message_id, *(message for _, message in self.album))
