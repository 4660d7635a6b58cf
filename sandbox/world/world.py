"""The whole state of the sandbox, and how it begins from a scene."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.faults import Faults
from sandbox.limits import Limits
from sandbox.scene import Scene, color_for
from sandbox.store import NoStore, Store
from sandbox.world.events import Events
from sandbox.world.ledger import Ledger
from sandbox.world.model import (
    Bot,
    Chat,
    Counters,
    Member,
    Message,
    Person,
    Press,
    Stored,
    StoredFile,
    Update,
)

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from sandbox.clock import Clock
    from sandbox.world.poll import ParkedPoll

FIRST_UPDATE_ID = 615_000_000


class World:
    """Accounts, chats, messages, files, presses and pending updates; one event loop owns it."""

    def __init__(self, scene: Scene, clock: Clock, store: Store | None = None) -> None:
        self.scene = scene
        self.clock = clock
        self.store: Store = store or NoStore()
        self.ledger = Ledger()
        self.events = Events()
        self.faults = Faults()
        self.limits = Limits(clock)
        self.parked: dict[int, ParkedPoll] = {}
        self.wakers: dict[int, asyncio.Event] = {}
        self.push_wakers: dict[int, asyncio.Event] = {}
        self.on_reset: Callable[[], None] = lambda: None
        self.actions: dict[str, tuple[str, float]] = {}
        self._empty()
        if not self._restore():
            self._populate()
        clock.on_change(lambda: self.events.emit("clock", self.clock_state()))

    def save(self, thing: Stored) -> None:
        """Keep a thing that changed."""
        self.store.put(thing)

    def reset(self, scene: Scene | None = None) -> None:
        """Go back to the scene; the clock and the event stream go on."""
        self.scene = scene or self.scene
        self._empty()
        self.ledger.clear()
        self.faults.clear()
        self.limits.enabled = False
        self.actions.clear()
        self.store.clear()
        self._populate()
        self.store.flush()
        for waker in (*self.wakers.values(), *self.push_wakers.values()):
            waker.set()
        self.on_reset()
        self.events.emit("reset", {})

    def clock_state(self) -> dict[str, Any]:
        """Return the clock as the control API shows it."""
        now = self.clock.now()
        return {
            "now": now.isoformat(timespec="microseconds"),
            "now_us": int(now.timestamp()) * 1_000_000 + now.microsecond,
            "frozen": self.clock.frozen,
            "version": self.clock.version,
        }

    @property
    def default_bot(self) -> Bot:
        """The scene's first bot."""
        return self.bots[self.scene.bots[0].id]

    def bot_named(self, username: str) -> Bot | None:
        """Return a bot by its username, with or without @."""
        wanted = username.removeprefix("@").lower()
        return next((bot for bot in self.bots.values() if bot.username.lower() == wanted), None)

    def private_chat(self, bot_id: int, user_id: int) -> Chat:
        """Return the chat of a person with a bot; it exists, empty, from the beginning."""
        key = f"p:{bot_id}:{user_id}"
        chat = self.chats.get(key)
        if chat is None:
            chat = self.chats[key] = Chat(key, user_id, "private", bot_id=bot_id)
        return chat

    def group(self, chat_id: int) -> Chat | None:
        """Return a group or supergroup."""
        return self.chats.get(f"g:{chat_id}")

    def messages_of(self, chat: Chat) -> dict[int, Message]:
        """Return a chat's messages by id, oldest first."""
        return self.messages.setdefault(chat.key, {})

    def message(self, chat: Chat, message_id: int | None) -> Message | None:
        """Return a message that is still there."""
        found = self.messages_of(chat).get(message_id) if message_id else None
        return None if found is None or found.deleted else found

    def take_message_id(self, chat: Chat) -> int:
        """Return the next message id: a sequence of its own in supergroups, one for all other chats."""
        if chat.type == "supergroup":
            number = chat.next_message_id
            chat.next_message_id += 1
            return number
        number = self.counters.message
        self.counters.message += 1
        self.save(self.counters)
        return number

    def _empty(self) -> None:
        self.bots: dict[int, Bot] = {}
        self.tokens: dict[str, Bot] = {}
        self.people: dict[int, Person] = {}
        self.chats: dict[str, Chat] = {}
        self.messages: dict[str, dict[int, Message]] = {}
        self.files: dict[int, StoredFile] = {}
        self.presses: dict[str, Press] = {}
        self.updates: dict[int, dict[int, Update]] = {}
        self.delivered: dict[int, dict[int, Update]] = {}
        self.counters = Counters()

    def _restore(self) -> bool:
        for thing in self.store.load():
            self._take_back(thing)
        if any(bot.id not in self.bots for bot in self.scene.bots):
            self._empty()
            self.store.clear()
            return False
        self.tokens = {bot.token: bot for bot in self.bots.values()}
        self.messages = {key: dict(sorted(found.items())) for key, found in self.messages.items()}
        self.updates = {bot_id: dict(sorted(found.items())) for bot_id, found in self.updates.items()}
        return True

    def _take_back(self, thing: Stored) -> None:
        match thing:
            case Bot():
                self.bots[thing.id] = thing
            case Person():
                self.people[thing.id] = thing
            case Chat():
                self.chats[thing.key] = thing
            case Message():
                self.messages.setdefault(thing.chat_key, {})[thing.message_id] = thing
            case StoredFile():
                self.files[thing.number] = thing
            case Press():
                self.presses[thing.id] = thing
            case Update():
                self.updates.setdefault(thing.bot_id, {})[thing.update_id] = thing
            case Counters():
                self.counters = thing

    def _populate(self) -> None:
        for given in self.scene.bots:
            bot = Bot(
                given.id,
                given.token,
                given.username,
                given.first_name,
                given.privacy_mode,
                given.can_join_groups,
                next_update_id=FIRST_UPDATE_ID,
            )
            self.bots[bot.id] = self.tokens[bot.token] = bot
            self.save(bot)
        for someone in self.scene.people:
            data = someone.model_dump(exclude={"started"})
            data["color"] = data["color"] or color_for(someone.id)
            person = self.people[someone.id] = Person(**data)
            self.save(person)
            for bot in self.bots.values():
                chat = self.private_chat(bot.id, person.id)
                chat.started = someone.started
                self.save(chat)
        for group in self.scene.groups:
            chat = Chat(f"g:{group.id}", group.id, "supergroup" if group.supergroup else "group", group.title)
            everyone = [*dict.fromkeys([*group.admins, *group.members])]
            for user_id in everyone:
                status = "member" if user_id not in group.admins else "administrator"
                chat.members[user_id] = Member(user_id, status, user_id in group.anonymous_admins)  # type: ignore[arg-type]  # both words are a Status
            if group.admins:
                chat.members[group.admins[0]].status = "creator"
            for username in group.bots:
                named = self.bot_named(username)
                if named is not None:
                    chat.members[named.id] = Member(
                        named.id,
                        "administrator" if username in group.bot_admins else "member",
                    )
            self.chats[chat.key] = chat
            self.save(chat)
