"""The whole state of the sandbox, and how it begins from a scene."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sandbox.faults import Faults
from sandbox.limits import Limits
from sandbox.scene import Scene, SceneGroup, ScenePerson, color_for
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
    Status,
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
        self.counters = Counters()
        self._empty()
        self._restore()
        self._populate()
        clock.on_change(lambda: self.events.emit("clock", self.clock_state()))

    def save(self, thing: Stored) -> None:
        """Keep a thing that changed."""
        self.store.put(thing)

    def reset(self, scene: Scene | None = None) -> None:
        """Go back to the scene; the clock, the event stream and all counters of ids go on."""
        self.scene = scene or self.scene
        update_ids = {bot.id: bot.next_update_id for bot in self.bots.values()}
        self._empty()
        self.ledger.clear()
        self.faults.clear()
        self.limits.enabled = False
        self.actions.clear()
        self.store.clear()
        self._populate()
        for bot in self.bots.values():  # as on Telegram, no number ever comes twice
            bot.next_update_id = max(bot.next_update_id, update_ids.get(bot.id, 0))
        self.save(self.counters)
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

    def _restore(self) -> None:
        for thing in self.store.load():
            self._take_back(thing)
        self.messages = {key: dict(sorted(found.items())) for key, found in self.messages.items()}
        self.updates = {bot_id: dict(sorted(found.items())) for bot_id, found in self.updates.items()}
        newest = max((m.date for found in self.messages.values() for m in found.values()), default=0)
        if newest > self.clock.unix():
            self.clock.set(datetime.fromtimestamp(newest, UTC))

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
        """Bring in what the scene has and the state has not; words and colours of phones are the scene's."""
        for given in self.scene.bots:
            bot = self.bots.get(given.id) or Bot(
                given.id,
                given.token,
                given.username,
                given.first_name,
                given.privacy_mode,
                given.can_join_groups,
                next_update_id=FIRST_UPDATE_ID,
            )
            bot.token = given.token
            self.bots[bot.id] = bot
            self.save(bot)
        self.tokens = {bot.token: bot for bot in self.bots.values()}
        for someone in self.scene.people:
            self._populate_person(someone)
        for group in self.scene.groups:
            if f"g:{group.id}" not in self.chats:
                self._populate_group(group)

    def _populate_person(self, given: ScenePerson) -> None:
        known = self.people.get(given.id)
        person = Person(**given.model_dump(exclude={"started"}))
        person.color = person.color or color_for(given.id)
        person.deactivated = known is not None and known.deactivated
        self.people[person.id] = person
        self.save(person)
        for bot in self.bots.values():
            chat = self.private_chat(bot.id, person.id)
            chat.started = chat.started or given.started
            self.save(chat)

    def _populate_group(self, given: SceneGroup) -> None:
        chat = Chat(f"g:{given.id}", given.id, "supergroup" if given.supergroup else "group", given.title)
        for user_id in dict.fromkeys([*given.admins, *given.members]):
            anonymous = user_id in given.anonymous_admins
            chat.members[user_id] = Member(user_id, "member", anonymous)
            if user_id in given.admins:
                chat.members[user_id].status = "administrator" if user_id != given.admins[0] else "creator"
        for username in given.bots:
            bot = self.bot_named(username)
            if bot is not None:
                status: Status = "administrator" if username in given.bot_admins else "member"
                chat.members[bot.id] = Member(bot.id, status)
        self.chats[chat.key] = chat
        self.save(chat)
