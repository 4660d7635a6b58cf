"""getUpdates and the ways a call may come."""

import asyncio
import json

import pytest

from tests.sandbox.driver import AN, OTHER_TOKEN, TOKEN, Driver

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def test_offset_confirms(driver: Driver) -> None:
    """Updates come again until a higher offset confirms them."""
    for text in ("one", "two", "three"):
        await driver.act(AN, "send", text=text)
    first = await driver.ok("getUpdates")
    assert [update["message"]["text"] for update in first] == ["one", "two", "three"]
    assert await driver.ok("getUpdates") == first
    assert await driver.ok("getUpdates", offset=first[1]["update_id"]) == first[1:]
    assert await driver.ok("getUpdates") == first[1:]


async def test_negative_offset_keeps_the_newest(driver: Driver) -> None:
    """A negative offset counts from the end and forgets what lies before it."""
    for text in ("one", "two", "three"):
        await driver.act(AN, "send", text=text)
    kept = await driver.ok("getUpdates", offset=-1)
    assert [update["message"]["text"] for update in kept] == ["three"]
    assert await driver.ok("getUpdates") == kept
    assert await driver.ok("getUpdates", offset=-5) == kept


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (100, 100), (0, 100), (500, 100)])
async def test_limit_is_one_to_a_hundred(driver: Driver, limit: int, count: int) -> None:
    """At most a hundred updates come at once."""
    for number in range(101):
        await driver.act(AN, "send", text=str(number))
    assert len(await driver.ok("getUpdates", limit=limit)) == count


async def test_a_parked_poll_ends_with_the_first_update(driver: Driver) -> None:
    """A poll waits and answers as soon as something happens."""
    poll = asyncio.ensure_future(driver.ok("getUpdates", timeout=30))
    await driver.parked()
    await driver.act(AN, "send", text="now")
    assert (await asyncio.wait_for(poll, 5))[0]["message"]["text"] == "now"


async def test_a_second_poll_ends_the_first(driver: Driver) -> None:
    """Two pollers conflict: the one that was waiting is told so."""
    poll = asyncio.ensure_future(driver.refused("getUpdates", timeout=30))
    await driver.parked()
    assert await driver.ok("getUpdates") == []
    assert await asyncio.wait_for(poll, 5) == CONFLICT


async def test_bots_do_not_disturb_each_other(driver: Driver) -> None:
    """Another bot's poll and updates are its own."""
    poll = asyncio.ensure_future(driver.ok("getUpdates", timeout=30))
    await driver.parked()
    other = Driver(driver.sandbox, driver.http, OTHER_TOKEN)
    assert await other.ok("getUpdates") == []
    await driver.act(AN, "start", bot="other_bot")
    assert len(await other.ok("getUpdates")) == 1
    assert not poll.done()
    await driver.act(AN, "send", text="for the first")
    assert len(await asyncio.wait_for(poll, 5)) == 1


async def test_a_poll_that_hangs_up_is_forgotten(driver: Driver) -> None:
    """A poller that goes away in mid-wait leaves nobody parked."""
    poll = asyncio.ensure_future(driver.ok("getUpdates", timeout=30))
    await driver.parked()
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    for _ in range(100):
        if not driver.world.parked:
            break
        await asyncio.sleep(0.02)
    assert not driver.world.parked


async def test_moving_the_clock_ends_a_poll(driver: Driver) -> None:
    """A poll's time also passes on the sandbox's clock, frozen or not."""
    await driver.post("clock", freeze=True)
    poll = asyncio.ensure_future(driver.ok("getUpdates", timeout=30))
    await driver.parked()
    await driver.post("clock", advance=31)
    assert await asyncio.wait_for(poll, 5) == []


async def test_allowed_updates_count_when_an_update_is_created(driver: Driver) -> None:
    """What was created under other wishes stays; what is unwanted at its creation never comes."""
    await driver.act(AN, "send", text="before")
    assert len(await driver.ok("getUpdates", allowed_updates=["callback_query"])) == 1
    await driver.act(AN, "send", text="after")
    kept = await driver.ok("getUpdates", allowed_updates=["message", "no such kind"])
    assert [update["message"]["text"] for update in kept] == ["before"]


async def test_an_empty_list_means_all_but_the_special_kinds(driver: Driver) -> None:
    """An empty list brings back the default, which leaves out reactions."""
    sent = await driver.ok("sendMessage", chat_id=AN, text="x")
    await driver.ok("getUpdates", allowed_updates=["message_reaction"])
    await driver.act(AN, "reaction", message_id=sent["message_id"], emoji="👍")
    (update,) = await driver.ok("getUpdates", allowed_updates=[])
    assert update["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    await driver.act(AN, "reaction", message_id=sent["message_id"], emoji=None)
    assert len(await driver.ok("getUpdates")) == 1


async def test_updates_grow_old(driver: Driver) -> None:
    """A press is kept 150 seconds, a message 24 hours, on the sandbox's clock."""
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    sent = await driver.ok("sendMessage", chat_id=AN, text="x", reply_markup=keyboard)
    await driver.act(AN, "send", text="a message")
    await driver.act(AN, "press", message_id=sent["message_id"], data="go")
    assert len(await driver.ok("getUpdates")) == 2
    await driver.post("clock", advance=151)
    assert [list(update) for update in await driver.ok("getUpdates")] == [["update_id", "message"]]
    await driver.post("clock", advance=24 * 3600)
    assert await driver.ok("getUpdates") == []


@pytest.mark.parametrize("token", [TOKEN, TOKEN.replace(":", "%3A")])
async def test_parameters_come_in_every_way(driver: Driver, token: str) -> None:
    """Query, form, JSON and multipart mean the same; names of methods have no case; unknown names are passed over."""
    path, values = f"/bot{token}/sendMESSAGE", {"chat_id": str(AN), "text": "xin chào", "unknown": "1"}
    answers = [
        await driver.http.get(path, params=values),
        await driver.http.post(path, params=values),
        await driver.http.post(path, data=values),
        await driver.http.post(path, json={**values, "chat_id": AN}),
        await driver.http.post(path, files={name: (None, value) for name, value in values.items()}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["xin chào"] * 5


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot7000000001:wrong/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 404, "Not Found"),
        (f"/bot{TOKEN}/noSuchMethod", 404, "Not Found: method not found"),
    ],
)
async def test_wrong_doors(driver: Driver, path: str, status: int, description: str) -> None:
    """A wrong token is 401, no token at all and unknown methods are 404."""
    answer = await driver.http.post(path)
    assert answer.status_code == status
    assert json.loads(answer.text) == {"ok": False, "error_code": status, "description": description}


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b'{"chat_id": 101, "text": "\\ud83d"}', "application/json", "strings must be encoded in UTF-8"),
        (b'{"chat_id": 101', "application/json", "can't parse JSON object"),
        (b"[1]", "application/json", "expected an Object"),
        (
            b"chat_id=101&text=x&reply_markup={",
            "application/x-www-form-urlencoded",
            "can't parse reply markup JSON object",
        ),
        (
            b"chat_id=101&text=x&reply_markup=1",
            "application/x-www-form-urlencoded",
            "object expected as reply markup",
        ),
    ],
)
async def test_bodies_nobody_can_read(driver: Driver, content: bytes, kind: str, words: str) -> None:
    """A body that cannot be read is a bad request, and nothing happens."""
    path, headers = f"/bot{TOKEN}/sendMessage", {"Content-Type": kind}
    answer = await driver.http.post(path, content=content, headers=headers)
    assert (answer.status_code, answer.json()["description"]) == (400, f"Bad Request: {words}")
    assert await driver.texts(AN) == []


async def test_log_out(driver: Driver) -> None:
    """After logOut every call is refused."""
    assert await driver.ok("close") is True
    assert await driver.ok("logOut") is True
    assert await driver.refused("getMe") == "Logged out"
