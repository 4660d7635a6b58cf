"""What pages and tests are shown: state, events, ledger, clock, scene, and what a file keeps."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from sandbox import Clock, Scene, running
from sandbox.clock import TimeRunsForwardError
from tests.sandbox.driver import AN, BINH, GROUP, PNG, SCENE, TOKEN, Driver


async def test_state_is_complete(driver: Driver) -> None:
    """The state names bot, scene, phones, their chats and what is unread."""
    await driver.ok("sendMessage", chat_id=AN, text="one")
    await driver.ok("sendMessage", chat_id=AN, text="two")
    state = await driver.get("state")
    assert state["bot"] == {"id": 7000000001, "username": "example_bot", "name": "Example"}
    (picture,) = state["scene"]["samples"][0]["files"]
    assert (picture["kind"], picture["name"]) == ("photo", "a.png")
    assert (await driver.http.get(picture["url"])).content == PNG
    phone = state["phones"][0]
    assert (phone["name"], phone["label"], phone["initials"]) == ("An Nguyễn", "Unit", "AN")
    chat = phone["chats"][0]
    assert (chat["unread"], chat["can_send"], chat["keyboard"]) == (2, True, {"kind": "none"})
    assert (await driver.act(AN, "read", message_id=chat["messages"][0]["message_id"]))["unread"] == 1
    assert (await driver.act(AN, "read"))["unread"] == 0


async def test_a_scene_chooses_the_colour_of_its_bot() -> None:
    """A bot's avatar has the scene's colour in its chats and on its messages."""
    scene = {**SCENE, "bots": [{**SCENE["bots"][0], "color": "#123456"}]}
    async with running(scene) as sandbox, httpx.AsyncClient(base_url=sandbox.url) as http:
        await http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": AN, "text": "x"})
        chat = (await http.get("/control/state")).json()["phones"][0]["chats"][0]
        assert (chat["color"], chat["messages"][0]["from"]["color"]) == ("#123456", "#123456")


async def test_events_tell_everything(driver: Driver) -> None:
    """A page that listens hears messages, calls, presses, answers and more, and misses none when it comes back."""
    since = driver.world.events.last_id
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    sent = await driver.ok("sendMessage", chat_id=AN, text="x", reply_markup=markup)
    pressed = await driver.act(AN, "press", message_id=sent["message_id"], text="Go")
    await driver.ok("answerCallbackQuery", callback_query_id=pressed["callback_query_id"], text="Done")
    await driver.ok("editMessageText", chat_id=AN, message_id=sent["message_id"], text="y")
    await driver.ok("deleteMessage", chat_id=AN, message_id=sent["message_id"])
    await driver.post("clock", advance=1)
    events = await _read_events(driver, since, "clock")
    kinds = [kind for kind, _ in events]
    expected = ["message", "call", "press", "answer", "call", "edited", "call", "deleted", "call", "clock"]
    assert kinds == expected
    message = events[0][1]
    assert (message["message"]["text"], message["user_ids"], message["unread"]) == ("x", [AN], {str(AN): 1})
    assert events[3][1]["text"] == "Done"
    assert events[1][1]["method"] == "sendMessage"


async def test_events_too_old_to_replay(driver: Driver) -> None:
    """Who has missed too much is told to fetch the state again."""
    for _ in range(2100):
        driver.world.events.emit("read", {})
    assert (await _read_events(driver, 1, "resync"))[0] == ("resync", {})


async def _read_events(driver: Driver, since: int, until: str) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    async with driver.http.stream("GET", "/control/events", params={"since": since}) as answer:
        kind = ""
        async for line in answer.aiter_lines():
            if line.startswith("event: "):
                kind = line.removeprefix("event: ")
            elif line.startswith("data: "):
                found.append((kind, json.loads(line.removeprefix("data: "))))
                if kind == until:
                    break
    return found


async def test_ledger(driver: Driver) -> None:
    """Calls and messages are kept in order and can be asked for."""
    await driver.ok("sendMessage", chat_id=AN, text="one", reply_markup={"inline_keyboard": []})
    await driver.refused("sendMessage", chat_id=999, text="lost")
    await driver.act(BINH, "send", chat_id=GROUP, text="/x")
    ledger = await driver.get("ledger")
    assert [entry["index"] for entry in ledger["entries"]] == list(range(1, ledger["index"] + 1))
    calls = (await driver.get("ledger", kind="call", method="SENDMESSAGE"))["entries"]
    assert [(c["status"], c["effect"], c["chat_id"]) for c in calls] == [(200, True, AN), (400, False, 999)]
    assert calls[0]["params"]["reply_markup"] == {"inline_keyboard": []}
    (message,) = (await driver.get("ledger", kind="message", chat_id=GROUP))["entries"]
    assert (message["event"], message["by"], message["message"]["text"]) == ("sent", BINH, "/x")
    assert (await driver.get("ledger", since=ledger["index"]))["entries"] == []


async def test_waiting_for_the_ledger(driver: Driver) -> None:
    """A wait ends with the first entry that matches, or empty after its time."""
    waiting = asyncio.ensure_future(driver.get("wait", kind="message", chat_id=AN, timeout=10))
    await asyncio.sleep(0.05)
    await driver.ok("sendMessage", chat_id=BINH, text="another")
    assert not waiting.done()
    await driver.ok("sendMessage", chat_id=AN, text="this")
    assert (await asyncio.wait_for(waiting, 5))["entries"][0]["message"]["text"] == "this"
    assert (await driver.get("wait", method="close", timeout=0.05))["entries"] == []


async def test_reset(driver: Driver) -> None:
    """A reset empties chats, ledger and faults; no id comes twice."""
    before = await driver.ok("sendMessage", chat_id=AN, text="x")
    await driver.act(AN, "send", text="y")
    old = (await driver.updates())[0]["update_id"]
    await driver.post("faults", kind="status")
    await driver.post("reset")
    assert await driver.texts(AN) == []
    assert (await driver.get("ledger"))["index"] == 0
    assert (await driver.get("faults"))["faults"] == []
    await driver.act(AN, "send", text="z")
    (update,) = await driver.updates()
    assert update["update_id"] > old
    assert update["message"]["message_id"] > before["message_id"]


async def test_another_scene(driver: Driver) -> None:
    """The whole scene can be replaced; the new bot is served, webhooks too."""
    scene = {
        "bots": [{"token": "5:x", "username": "new_bot", "first_name": "New"}],
        "people": [{"id": 7, "first_name": "G"}],
    }
    await driver.post("scene", **scene)
    fresh = Driver(driver.sandbox, driver.http, "5:x")
    assert (await fresh.ok("getMe"))["username"] == "new_bot"
    assert await driver.refused("getMe") == "Unauthorized"
    assert [phone["user_id"] for phone in (await driver.get("state"))["phones"]] == [7]


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("phones/9/send", {"text": "x"}, 404, "no_such_person"),
        (f"phones/{AN}/send", {"text": "x", "chat_id": -9}, 404, "no_such_chat"),
        (f"phones/{AN}/send", {"text": "x", "bot": "no_bot"}, 404, "no_such_bot"),
        (f"phones/{AN}/send", {"text": "  "}, 400, "empty"),
        (f"phones/{AN}/send", {"text": "x", "reply_to": 99}, 404, "no_such_message"),
        (f"phones/{AN}/edit", {"text": "x"}, 400, "bad_request"),
        (f"phones/{AN}/press", {"message_id": 99, "text": "x"}, 404, "no_such_message"),
        ("groups/-9/members", {"user_id": AN}, 404, "no_such_chat"),
        ("clock", {"advance": -1}, 400, "bad_request"),
    ],
)
async def test_control_refusals(
    driver: Driver, path: str, body: dict[str, Any], status: int, error: str
) -> None:
    """What cannot be done has a code."""
    answer = await driver.http.post(f"/control/{path}", json=body)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


async def test_clock_over_http(driver: Driver) -> None:
    """The clock is frozen and moved; a follower hears of it."""
    frozen = await driver.post("clock", freeze=True)
    waiting = asyncio.ensure_future(driver.get("clock", after=frozen["version"], timeout=10))
    await asyncio.sleep(0.05)
    moved = await driver.post("clock", advance=90)
    assert moved["now_us"] - frozen["now_us"] == 90_000_000
    assert (await asyncio.wait_for(waiting, 5))["now_us"] == moved["now_us"]
    later = datetime.fromisoformat(moved["now"]) + timedelta(hours=1)
    assert (await driver.post("clock", set=later.isoformat()))["now"] == later.isoformat(
        timespec="microseconds"
    )
    sent = await driver.ok("sendMessage", chat_id=AN, text="x")
    assert sent["date"] == int(later.timestamp())


async def test_clock_wakes_its_waiters() -> None:
    """Who sleeps on the clock wakes when it is moved far enough, and time never runs back."""
    start = datetime(2026, 11, 23, 1, tzinfo=UTC)
    clock = Clock(start, frozen=True)
    sleeper = asyncio.ensure_future(clock.wait_until(start + timedelta(hours=1)))
    await asyncio.sleep(0)
    clock.advance(3599)
    await asyncio.sleep(0.02)
    assert not sleeper.done()
    before = clock.monotonic()
    clock.advance(1)
    await asyncio.wait_for(sleeper, 5)
    assert clock.monotonic() - before == pytest.approx(1)
    with pytest.raises(TimeRunsForwardError):
        clock.set(start)
    clock.resume()
    assert clock.now() >= start + timedelta(hours=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"bots": []},
        {"bots": [{"token": "x", "username": "b", "first_name": "B"}]},
        {"groups": [{"id": -5, "title": "G", "supergroup": True}]},
        {"surprise": 1},
    ],
)
def test_a_wrong_scene_is_refused(wrong: dict[str, Any]) -> None:
    """A scene with a mistake is not served."""
    with pytest.raises(ValidationError):
        Scene.of({**SCENE, **wrong})


def test_a_scene_file(tmp_path: Path) -> None:
    """A scene may be TOML with files beside it."""
    (tmp_path / "bai.txt").write_bytes(b"content")
    (tmp_path / "scene.toml").write_text(
        '[[bots]]\ntoken = "5:x"\nusername = "b"\nfirst_name = "B"\n'
        '[[samples]]\nid = "s"\n[[samples.files]]\nkind = "document"\npath = "bai.txt"\n',
        encoding="utf-8",
    )
    (file,) = Scene.of(tmp_path / "scene.toml").samples[0].files
    assert (file.name, file.content()) == ("bai.txt", b"content")


async def test_a_state_file_keeps_everything(tmp_path: Path) -> None:
    """Messages, files, keyboards, open presses, unconfirmed updates and settings survive a restart."""
    kept = tmp_path / "state.db"
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    async with _kept(kept) as driver:
        await driver.act(AN, "send", files=[{"sample": "first"}], caption="ảnh")
        sent = await driver.ok("sendMessage", chat_id=AN, text="card", reply_markup=markup)
        pressed = await driver.act(AN, "press", message_id=sent["message_id"], text="Go")
        await driver.ok("setMyCommands", commands=[{"command": "help", "description": "Help"}])
        await driver.ok("pinChatMessage", chat_id=AN, message_id=sent["message_id"])
        await driver.act(BINH, "block")
        await driver.post(f"groups/{GROUP}/migrate")
        await driver.post("clock", advance=60)
        await driver.ok("sendMessage", chat_id=AN, text="late")
        before, updates = (await driver.get("state"))["phones"], await driver.ok("getUpdates")
    async with _kept(kept) as driver:
        assert (await driver.get("state"))["phones"] == before
        assert await driver.ok("getUpdates") == updates
        photo = before[0]["chats"][0]["messages"][0]["photo"]
        assert len((await driver.http.get(photo["url"])).content) == photo["size"]
        assert await driver.ok("answerCallbackQuery", callback_query_id=pressed["callback_query_id"]) is True
        assert (
            await driver.refused("sendMessage", chat_id=BINH, text="x")
            == "Forbidden: bot was blocked by the user"
        )
        await driver.ok("deleteMessage", chat_id=AN, message_id=sent["message_id"])
        await driver.post("reset")
    async with _kept(kept) as driver:
        assert await driver.texts(AN) == []


async def test_a_killed_sandbox_has_kept_what_it_answered(tmp_path: Path) -> None:
    """The process is killed in mid-work; what it had answered for is there afterwards."""
    scene, kept = tmp_path / "scene.json", tmp_path / "state.db"
    scene.write_text(json.dumps(SCENE), encoding="utf-8")
    process, url = await _serve(scene, kept)
    async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
        for number in range(50):
            answer = await http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": AN, "text": str(number)})
            assert answer.json()["ok"]
    process.kill()
    await process.wait()
    process, url = await _serve(scene, kept)
    async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
        state = (await http.get("/control/state", params={"phone": AN})).json()
    assert [m["text"] for m in state["phones"][0]["chats"][0]["messages"]] == [
        str(number) for number in range(50)
    ]
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 10) == 0


async def _serve(scene: Path, kept: Path) -> tuple[asyncio.subprocess.Process, str]:
    command = ("-m", "sandbox", "--port", "0", "--scene", str(scene), "--state", str(kept))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
        env=dict(os.environ),
    )
    assert process.stdout is not None
    return process, (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()


@asynccontextmanager
async def _kept(path: Path) -> AsyncIterator[Driver]:
    async with (
        running(SCENE, state_file=path) as sandbox,
        httpx.AsyncClient(base_url=sandbox.url, timeout=30, trust_env=False) as http,
    ):
        yield Driver(sandbox, http)
