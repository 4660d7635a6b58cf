"""The things Telegram keeps: accounts, chats, messages, files, presses and updates.

All are plain dataclasses, so that `sandbox.store` can keep them.
Times are Unix seconds of the sandbox's clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict

ANONYMOUS_ADMIN_ID = 1087968824
ChatKind = Literal["private", "group", "supergroup"]
Status = Literal["creator", "administrator", "member", "left", "kicked"]


@dataclass(slots=True)
class Webhook:
    """Where a bot wants its updates pushed."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error_at: int | None = None
    last_error_message: str = ""


@dataclass(slots=True)
class Bot:
    """A bot account with its BotFather settings and its place in the update stream."""

    kind: ClassVar[str] = "bot"
    id: int
    token: str
    username: str
    first_name: str
    privacy_mode: bool = True
    can_join_groups: bool = True
    next_update_id: int = 0
    allowed_updates: list[str] | None = None
    webhook: Webhook | None = None
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    menu_buttons: dict[str, dict[str, Any]] = field(default_factory=dict)
    logged_out: bool = False

    @property
    def key(self) -> str:
        """The name under which it is kept."""
        return str(self.id)


@dataclass(slots=True)
class Person:
    """A person's account and how the page shows their phone."""

    kind: ClassVar[str] = "person"
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    phone_number: str | None = None
    phone: bool = True
    label: str = ""
    role: str = ""
    color: str = ""
    deactivated: bool = False

    @property
    def key(self) -> str:
        """The name under which it is kept."""
        return str(self.id)

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


@dataclass(slots=True)
class Member:
    """Somebody's place in a group."""

    user_id: int
    status: Status = "member"
    is_anonymous: bool = False


@dataclass(slots=True)
class Chat:
    """A private chat of one person with one bot, or a group."""

    kind: ClassVar[str] = "chat"
    key: str
    id: int
    type: ChatKind
    title: str = ""
    bot_id: int = 0
    started: bool = False
    blocked: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    migrated_to: int | None = None
    next_message_id: int = 1
    read: dict[int, int] = field(default_factory=dict)
    unread: dict[int, int] = field(default_factory=dict)
    keyboards: dict[int, dict[str, Any]] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_bot_id: int | None = None

    @property
    def is_group(self) -> bool:
        """Whether it is a group or supergroup."""
        return self.type != "private"

    def present(self, user_id: int) -> bool:
        """Whether somebody is in the group now."""
        member = self.members.get(user_id)
        return member is not None and member.status in ("creator", "administrator", "member")

    def administers(self, user_id: int) -> bool:
        """Whether somebody is an administrator of the group."""
        member = self.members.get(user_id)
        return member is not None and member.status in ("creator", "administrator")


@dataclass(slots=True)
class Message:
    """A message as all see it; `content` has the Bot API's fields, with file numbers in place of file_ids."""

    kind: ClassVar[str] = "message"
    chat_key: str
    message_id: int
    date: int
    author_id: int
    content: dict[str, Any]
    anonymous: bool = False
    reply_to: int | None = None
    quote: dict[str, Any] | None = None
    markup: dict[str, Any] | None = None
    editable: bool = True
    edit_date: int | None = None
    forward: dict[str, Any] | None = None
    silent: bool = False
    protected: bool = False
    service: bool = False
    deleted: bool = False
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    seen_by_bots: list[int] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The name under which it is kept."""
        return f"{self.chat_key}/{self.message_id}"


@dataclass(slots=True)
class StoredFile:
    """A file's bytes and what Telegram says of it."""

    kind: ClassVar[str] = "file"
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
    number: int
    content: bytes
    type: str
    name: str
    mime_type: str
    width: int = 0
    height: int = 0
    duration: int = 0

    @property
    def key(self) -> str:
        """The name under which it is kept."""
        return str(self.number)


@dataclass(slots=True)
class Press:
    """One press of an inline button and the bot's answer to it."""

    kind: ClassVar[str] = "press"
    id: str
    bot_id: int
    user_id: int
    chat_key: str
    message_id: int
    data: str
    text: str
    at: float
    answer: dict[str, Any] | None = None

    @property
    def key(self) -> str:
        """The name under which it is kept."""
        return self.id


@dataclass(slots=True)
class Update:
    """Something a bot has not confirmed yet."""

    kind: ClassVar[str] = "update"
    bot_id: int
    update_id: int
    type: str
    body: dict[str, Any]
    expires_at: float
    lane: str

    @property
    def key(self) -> str:
        """The name under which it is kept."""
        return f"{self.bot_id}/{self.update_id}"

    def payload(self) -> dict[str, Any]:
        """Return the update as the bot receives it."""
        return {"update_id": self.update_id, self.type: self.body}


@dataclass(slots=True)
class Counters:
    """The next free numbers."""

    kind: ClassVar[str] = "counters"
    message: int = 1
    file: int = 1
    press: int = 4_100_000_000_000_000
    album: int = 13_000_000_000_000_000

    @property
    def key(self) -> str:
        """The name under which it is kept."""
        return "all"


Stored = Bot | Person | Chat | Message | StoredFile | Press | Update | Counters
