"""Groups and bots, changed from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.control.body import Answer, group_of, integer, read_body
from sandbox.world import membership
from sandbox.world.acting import RefusedError, person_of
from sandbox.world.phone_view import members_view
from sandbox.world.poll import create_update, pending

if TYPE_CHECKING:
    from starlette.requests import Request

    from sandbox.world.model import Bot, Chat
    from sandbox.world.world import World


class Groups:
    """The endpoints under `/control/groups`."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def create(self, request: Request) -> Answer:
        """Create a group."""
        body = await read_body(request)
        creator = person_of(self._world, integer(body, "creator")).id
        members = [person_of(self._world, int(user_id)).id for user_id in body.get("members") or []]
        bots = [self._bot(name).id for name in body.get("bots") or []]
        chat = membership.create_group(
            self._world,
            str(body["title"]),
            creator,
            members,
            bots,
            supergroup=bool(body.get("supergroup")),
            chat_id=body.get("id"),
        )
        return {"chat_id": chat.id}

    async def show(self, request: Request) -> Answer:
        """Show a group."""
        chat = self._group(request)
        return {
            "chat_id": chat.id,
            "title": chat.title,
            "type": chat.type,
            "migrated_to": chat.migrated_to,
            "members": members_view(self._world, chat),
        }

    async def add(self, request: Request) -> Answer:
        """Bring somebody in."""
        chat, body = self._group(request), await read_body(request)
        who = self._who(body)
        if who in self._world.bots and not self._world.bots[who].can_join_groups:
            raise RefusedError(409, "cannot_join_groups", "this bot does not join groups")
        membership.add_member(self._world, chat, who, self._by(chat, body))
        return self._members(chat)

    async def remove(self, request: Request) -> Answer:
        """Remove somebody, or let them leave."""
        chat, body = self._group(request), await read_body(request)
        who, kick = self._who(body), bool(body.get("kick", True))
        by = self._by(chat, body) if kick else who
        membership.remove_member(self._world, chat, who, by, kick=kick)
        return self._members(chat)

    async def promote(self, request: Request) -> Answer:
        """Make somebody an administrator, or no longer."""
        chat, body = self._group(request), await read_body(request)
        who = self._who(body)
        if not chat.present(who):
            raise RefusedError(409, "not_a_member", f"{who} is not in the group")
        administrator = bool(body.get("administrator", True))
        anonymous = bool(body.get("anonymous", chat.members[who].is_anonymous))
        by = self._by(chat, body)
        membership.promote(self._world, chat, who, by, administrator=administrator, anonymous=anonymous)
        return self._members(chat)

    async def migrate(self, request: Request) -> Answer:
        """Turn a basic group into a supergroup."""
        chat = self._group(request)
        if chat.type != "group" or chat.migrated_to is not None:
            raise RefusedError(409, "not_a_group", "only a basic group can become a supergroup, once")
        new = membership.migrate(self._world, chat)
        return {"chat_id": new.id, "migrated_from": chat.id}

    async def title(self, request: Request) -> Answer:
        """Rename a group."""
        chat, body = self._group(request), await read_body(request)
        membership.rename(self._world, chat, str(body["title"]), self._by(chat, body))
        return {"title": chat.title}

    async def bots(self, _: Request) -> Answer:
        """Show the bots."""
        return {"bots": [self._bot_view(bot) for bot in self._world.bots.values()]}

    async def set_bot(self, request: Request) -> Answer:
        """Change what BotFather sets."""
        bot, body = self._bot(request.path_params["username"]), await read_body(request)
        for name in ("privacy_mode", "can_join_groups"):
            if name in body:
                setattr(bot, name, bool(body[name]))
        self._world.save(bot)
        return self._bot_view(bot)

    async def duplicate(self, request: Request) -> Answer:
        """Deliver an update once more under a new number."""
        bot, body = self._bot(request.path_params["username"]), await read_body(request)
        queue = self._world.delivered.get(bot.id, {})
        update_id = body.get("update_id") or max(queue, default=0)
        update = queue.get(int(update_id))
        if update is None:
            raise RefusedError(404, "no_such_update", f"no update {update_id}")
        again = create_update(self._world, bot, update.type, update.body, update.lane)
        return {"update_id": again.update_id if again else None}

    def _bot_view(self, bot: Bot) -> dict[str, Any]:
        return {
            "id": bot.id,
            "username": bot.username,
            "pending": len(pending(self._world, bot)),
            "polling": bot.id in self._world.parked,
            "webhook": bot.webhook.url if bot.webhook else None,
            "privacy_mode": bot.privacy_mode,
            "can_join_groups": bot.can_join_groups,
        }

    def _group(self, request: Request) -> Chat:
        return group_of(self._world, int(request.path_params["chat_id"]))

    def _bot(self, name: str) -> Bot:
        bot = self._world.bot_named(str(name))
        if bot is None:
            raise RefusedError(404, "no_such_bot", f"no bot @{name}")
        return bot

    def _who(self, body: dict[str, Any]) -> int:
        return (
            self._bot(body["bot"]).id
            if body.get("bot")
            else person_of(self._world, integer(body, "user_id")).id
        )

    def _by(self, chat: Chat, body: dict[str, Any]) -> int:
        if body.get("by"):
            return int(body["by"])
        return next(
            (m.user_id for m in chat.members.values() if m.status == "creator"), next(iter(chat.members))
        )

    def _members(self, chat: Chat) -> Answer:
        return {"members": members_view(self._world, chat)}
