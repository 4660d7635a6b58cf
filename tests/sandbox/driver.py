"""A hand on both ends of the sandbox: calls as a bot does, and phones as people do."""

import asyncio
import base64
from dataclasses import dataclass, field
from typing import Any

import httpx

from sandbox import RunningSandbox
from sandbox.world.world import World

TOKEN = "7000000001:sandbox-secret"
OTHER_TOKEN = "7000000002:other-secret"
AN, BINH, CHI = 101, 102, 103
GROUP, SUPERGROUP = -1001, -1001000000500
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
)
SCENE: dict[str, Any] = {
    "title": "A test",
    "guide": "Read me",
    "bots": [
        {"token": TOKEN, "username": "example_bot", "first_name": "Example"},
        {"token": OTHER_TOKEN, "username": "other_bot", "first_name": "Other"},
    ],
    "people": [
        {
            "id": AN,
            "first_name": "An",
            "last_name": "Nguyễn",
            "username": "an_nguyen",
            "label": "Unit",
            "started": True,
        },
        {"id": BINH, "first_name": "Bình", "started": True},
        {"id": CHI, "first_name": "Chi"},
    ],
    "groups": [
        {"id": GROUP, "title": "Unit 03", "members": [AN, BINH], "admins": [BINH], "bots": ["example_bot"]},
        {
            "id": SUPERGROUP,
            "title": "Everybody",
            "supergroup": True,
            "members": [AN, BINH],
            "admins": [BINH],
            "bots": ["example_bot", "other_bot"],
            "bot_admins": ["example_bot"],
        },
    ],
    "samples": [
        {
            "id": "first",
            "text": "A first report",
            "files": [{"kind": "photo", "name": "a.png", "base64": base64.b64encode(PNG).decode()}],
        },
    ],
}


@dataclass
class Driver:
    """One running sandbox and a client for it."""

    sandbox: RunningSandbox
    http: httpx.AsyncClient
    token: str = TOKEN
    offset: int = field(default=0)

    @property
    def world(self) -> World:
        return self.sandbox.world

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method with a JSON body; return the whole answer."""
        answer = await self.http.post(f"/bot{self.token}/{method}", json=parameters)
        body: dict[str, Any] = answer.json()
        assert answer.status_code == (200 if body["ok"] else body["error_code"])
        return body

    async def ok(self, method: str, **parameters: Any) -> Any:
        """Call a method that must succeed; return its result."""
        body = await self.call(method, **parameters)
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, **parameters: Any) -> str:
        """Call a method that must be refused; return Telegram's words."""
        body = await self.call(method, **parameters)
        assert not body["ok"], body
        return str(body["description"])

    async def updates(self, **parameters: Any) -> list[dict[str, Any]]:
        """Get and confirm what has come in."""
        found: list[dict[str, Any]] = await self.ok("getUpdates", offset=self.offset, **parameters)
        if found:
            self.offset = found[-1]["update_id"] + 1
        return found

    async def parked(self) -> None:
        """Wait until a getUpdates waits."""
        for _ in range(500):
            if self.world.parked:
                return
            await asyncio.sleep(0.01)
        raise TimeoutError

    async def act(self, user_id: int, action: str, **body: Any) -> dict[str, Any]:
        """Act as a person; it must work."""
        answer = await self.http.post(f"/control/phones/{user_id}/{action}", json=body)
        assert answer.status_code == 200, answer.text
        data: dict[str, Any] = answer.json()
        return data

    async def cannot(self, user_id: int, action: str, **body: Any) -> str:
        """Act as a person; it must be refused. Return the code."""
        answer = await self.http.post(f"/control/phones/{user_id}/{action}", json=body)
        assert answer.status_code in (400, 404, 409), answer.text
        return str(answer.json()["error"])

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        """Post to the control API."""
        answer = await self.http.post(f"/control/{path}", json=body)
        assert answer.status_code == 200, answer.text
        data: dict[str, Any] = answer.json()
        return data

    async def get(self, path: str, **query: Any) -> dict[str, Any]:
        """Get from the control API."""
        answer = await self.http.get(f"/control/{path}", params=query)
        assert answer.status_code == 200, answer.text
        data: dict[str, Any] = answer.json()
        return data

    async def chat(self, user_id: int, chat_id: int | None = None) -> dict[str, Any]:
        """Return a chat as this person's phone shows it; by default the one with the first bot."""
        state = await self.get("state", phone=user_id)
        wanted = chat_id or user_id
        chats: list[dict[str, Any]] = state["phones"][0]["chats"]
        return next(chat for chat in chats if chat["chat_id"] == wanted)

    async def texts(self, user_id: int, chat_id: int | None = None) -> list[str]:
        """Return the texts in a chat, oldest first."""
        chat = await self.chat(user_id, chat_id)
        return [message.get("text", message.get("caption", "")) for message in chat["messages"]]
