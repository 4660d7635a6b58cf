"""Limits, faults and webhooks."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from tests.sandbox.driver import AN, BINH, GROUP, Driver


async def send(driver: Driver, text: str, chat_id: int = AN) -> dict[str, Any]:
    """Send a text and return the whole answer."""
    return await driver.call("sendMessage", chat_id=chat_id, text=text)


async def test_limits_are_off(driver: Driver) -> None:
    """Without being asked the sandbox takes everything."""
    answers = [await send(driver, str(n)) for n in range(60)]
    assert all(answer["ok"] for answer in answers)


async def test_one_a_second_in_a_chat(driver: Driver) -> None:
    """The second message within a second is refused with the seconds to wait; edits count."""
    await driver.post("clock", freeze=True)
    await driver.post("limits", enabled=True)
    first = await send(driver, "one")
    assert await send(driver, "two") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    edit = {"chat_id": AN, "message_id": first["result"]["message_id"], "text": "new"}
    assert await driver.refused("editMessageText", **edit) == "Too Many Requests: retry after 1"
    assert (await send(driver, "to another", BINH))["ok"]
    await driver.post("clock", advance=1)
    assert await driver.ok("editMessageText", **edit)


async def test_twenty_a_minute_in_a_group(driver: Driver) -> None:
    """A group takes twenty messages a minute."""
    await driver.post("clock", freeze=True)
    await driver.post("limits", enabled=True)
    for _ in range(20):
        assert (await send(driver, "x", GROUP))["ok"]
        await driver.post("clock", advance=1)
    assert (await send(driver, "x", GROUP))["parameters"] == {"retry_after": 40}
    await driver.post("clock", advance=40)
    assert (await send(driver, "x", GROUP))["ok"]


async def test_thirty_a_second_in_all(driver: Driver) -> None:
    """Thirty messages a second over all chats."""
    await driver.post("clock", freeze=True)
    await driver.post("limits", enabled=True, per_chat_per_second=100)
    answers = [await send(driver, str(n)) for n in range(31)]
    assert [answer["ok"] for answer in answers].index(False) == 30


@pytest.mark.parametrize(
    ("fault", "sent"),
    [
        ({"kind": "status", "status": 500}, False),
        ({"kind": "status", "status": 429, "retry_after": 7}, False),
        ({"kind": "status_after", "status": 504}, True),
        ({"kind": "html"}, False),
        ({"kind": "html_after", "status": 504}, True),
        ({"kind": "drop_before"}, False),
        ({"kind": "drop_after"}, True),
        ({"kind": "half"}, True),
        ({"kind": "delay_before", "seconds": 0.05}, True),
        ({"kind": "delay_after", "seconds": 0.05}, True),
        ({"kind": "silence_before"}, False),
        ({"kind": "silence_after"}, True),
    ],
)
async def test_faults(driver: Driver, fault: dict[str, Any], *, sent: bool) -> None:
    """Each fault shows the bot what it says, and the effect is there or not as its name tells; then all is well."""
    await driver.post("faults", methods=["sendMessage"], **fault)
    answer: httpx.Response | None = None
    began = time.monotonic()
    try:
        path = f"/bot{driver.token}/sendMessage"
        answer = await driver.http.post(path, json={"chat_id": AN, "text": "x"}, timeout=0.5)
    except httpx.RemoteProtocolError:
        assert fault["kind"].startswith(("drop", "half"))
    except httpx.ReadTimeout:
        assert fault["kind"].startswith("silence")
    if answer is not None and fault["kind"].startswith("delay"):
        assert answer.status_code == 200
        assert time.monotonic() - began >= 0.05
    elif answer is not None:
        assert answer.status_code == fault.get("status", 502)
        assert answer.headers["content-type"].startswith(
            "text/html" if "html" in fault["kind"] else "application/json"
        )
        if "retry_after" in fault:
            assert answer.json()["parameters"] == {"retry_after": 7}
    assert await driver.texts(AN) == (["x"] if sent else [])
    (entry,) = await _entries(driver)
    assert (entry["fault"], entry["effect"]) == (fault["kind"], sent)
    assert (await send(driver, "y"))["ok"]


async def _entries(driver: Driver) -> list[dict[str, Any]]:
    for _ in range(100):
        entries: list[dict[str, Any]] = (await driver.get("ledger", method="sendMessage"))["entries"]
        if entries:
            return entries
        await asyncio.sleep(0.02)
    return []


async def test_faults_are_drawn_from_their_seed(driver: Driver) -> None:
    """The same seed spoils the same calls; `skip` and `times` count."""
    outcomes = []
    for _ in range(2):
        await driver.post("faults", kind="status", methods=["getMe"], probability=0.5, times=None, seed=3)
        outcomes.append([(await driver.call("getMe"))["ok"] for _ in range(20)])
        await driver.http.delete("/control/faults")
    assert outcomes[0] == outcomes[1]
    assert len(set(outcomes[0])) == 2
    await driver.post("faults", kind="status", methods=["getMe"], skip=1, times=2)
    assert [(await driver.call("getMe"))["ok"] for _ in range(5)] == [True, False, False, True, True]
    answer = await driver.http.post("/control/faults", json={"kind": "earthquake"})
    assert answer.status_code == 400


async def test_faults_of_batches(driver: Driver) -> None:
    """A batch comes twice, in another order, or again though it was confirmed."""
    for number in range(6):
        await driver.act(AN, "send", text=str(number))
    ids = [update["update_id"] for update in await driver.ok("getUpdates")]
    await driver.post("faults", kind="duplicate")
    assert [u["update_id"] for u in await driver.ok("getUpdates")] == [n for n in ids for _ in range(2)]
    await driver.post("faults", kind="reorder")
    shuffled = [u["update_id"] for u in await driver.ok("getUpdates")]
    assert shuffled != ids
    assert sorted(shuffled) == ids
    await driver.post("faults", kind="repeat")
    assert len(await driver.ok("getUpdates", offset=ids[-1] + 1)) == 6
    assert await driver.ok("getUpdates", offset=ids[-1] + 1) == []


@dataclass
class Taker:
    """A webhook's other end: answers what it is told to and remembers what came."""

    url: str = ""
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    taken: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = [line.partition(": ") for line in head.split("\r\n")[1:] if line]
        headers = {name.lower(): value for name, _, value in lines}
        body = json.loads(await reader.readexactly(int(headers["content-length"])))
        status, more, content = self.answers.pop(0) if self.answers else (200, {}, b"")
        self.taken.append((headers, body))
        fields = "".join(f"{name}: {value}\r\n" for name, value in more.items())
        writer.write(
            f"HTTP/1.1 {status} X\r\nContent-Length: {len(content)}\r\nConnection: close\r\n{fields}\r\n".encode()
        )
        writer.write(content)
        await writer.drain()
        writer.close()
        self.arrived.set()

    async def wait(self, count: int) -> list[dict[str, Any]]:
        for _ in range(500):
            if len(self.taken) >= count:
                break
            self.arrived.clear()
            await asyncio.wait_for(self.arrived.wait(), 10)
        return [body for _, body in self.taken]


@asynccontextmanager
async def taker() -> AsyncIterator[Taker]:
    """A webhook's other end on a free port."""
    found = Taker()
    server = await asyncio.start_server(found.handle, "127.0.0.1", 0)
    found.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    async with server:
        yield found


async def test_webhook(driver: Driver) -> None:
    """Updates are pushed with the secret, in order; an answer may carry a method; polling is refused."""
    async with taker() as end:
        end.answers = [
            (200, {}, json.dumps({"method": "sendMessage", "chat_id": AN, "text": "by answer"}).encode())
        ]
        await driver.ok("setWebhook", url=end.url, secret_token="se-cret_1", allowed_updates=["message"])
        for number in range(5):
            await driver.act(AN, "send", text=str(number))
        bodies = await end.wait(5)
        assert [body["message"]["text"] for body in bodies] == ["0", "1", "2", "3", "4"]
        assert end.taken[0][0]["x-telegram-bot-api-secret-token"] == "se-cret_1"
        assert "by answer" in await driver.texts(AN)
        assert (await driver.refused("getUpdates")).startswith(
            "Conflict: can't use getUpdates method while webhook"
        )
        info = await driver.ok("getWebhookInfo")
        assert (info["url"], info["allowed_updates"]) == (end.url, ["message"])
        await driver.ok("deleteWebhook")
        assert await driver.ok("getUpdates") == []


async def test_webhook_retries(driver: Driver) -> None:
    """A failed push comes again after growing pauses or Retry-After, later ones of that chat wait, others do not."""
    async with taker() as end:
        end.answers = [(500, {}, b""), (429, {"Retry-After": "30"}, b"")]
        await driver.post("clock", freeze=True)
        await driver.ok("setWebhook", url=end.url)
        await driver.act(AN, "send", text="one")
        await end.wait(1)
        await driver.act(AN, "send", text="two")
        await _last_error(driver, "500")
        await driver.post("clock", advance=1)
        await end.wait(2)
        await _last_error(driver, "429")
        await driver.act(BINH, "send", text="elsewhere")
        await end.wait(3)
        await driver.post("clock", advance=29)
        assert (await driver.ok("getWebhookInfo"))["pending_update_count"] >= 2
        await driver.post("clock", advance=1)
        texts = [body["message"]["text"] for body in await end.wait(5)]
        assert texts == ["one", "one", "elsewhere", "one", "two"]


async def _last_error(driver: Driver, words: str) -> None:
    for _ in range(200):
        if words in (await driver.ok("getWebhookInfo")).get("last_error_message", ""):
            return
        await asyncio.sleep(0.01)
    pytest.fail(f"the webhook never failed with {words}")


async def test_webhook_ends_a_poll_and_is_checked(driver: Driver) -> None:
    """Setting a webhook ends a parked poll; wrong addresses and secrets are refused."""
    poll = asyncio.ensure_future(driver.refused("getUpdates", timeout=30))
    await driver.parked()
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        await driver.ok("setWebhook", url=f"http://127.0.0.1:{unused.getsockname()[1]}/")
        assert await poll == "Conflict: terminated by setWebhook request"
        await driver.act(AN, "send", text="x")
        await _last_error(driver, "Connection refused")
    await driver.ok("deleteWebhook", drop_pending_updates=True)
    assert await driver.ok("getUpdates") == []
    assert await driver.refused("setWebhook", url="http://example.org/") == (
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    )
    assert await driver.refused("setWebhook", url="https://127.0.0.1/", secret_token="ố") == (
        "Bad Request: secret token contains unallowed characters"
    )
