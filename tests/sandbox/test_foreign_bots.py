"""Bots that know nothing of this project work against the sandbox as they would against Telegram."""

import asyncio
import base64
import hashlib
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.answers import check_all_answers
from tests.sandbox.driver import AN, CHI, PNG, TOKEN, Driver

HERE = Path(__file__).parent
FOREIGN = HERE / "foreign"
DIGESTS = {
    "aiogram/LICENSE": "91312a0d567a7d84ae14a00447d36fc57eb47a969604a23f87ec46b28894e88c",
    "aiogram/echo_bot.py": "da7ef161402eb4da264689889b24aaee8e54c3c199cae31e3fb77a68411dd433",
    "aiogram/finite_state_machine.py": "fb4a9cf3704c47acb54bef6ed1c1aeb6a4247aaf7e0e798072fe816b77fd8e2d",
    "python-telegram-bot/LICENSE.txt": "36ffd9dc085d529a7e60e1276d73ae5a030b020313e6c5408593a6ae2af39673",
    "python-telegram-bot/conversationbot.py": "f6cae51b27e74d86b3718df79bfb9a3a80ba281ee17032c53821d25bfb64d990",
    "python-telegram-bot/deeplinking.py": "fdd6dbb6a202d8c22d71d75244ab02effffd52840c1ce26540ae14db24b53a1b",
    "python-telegram-bot/echobot.py": "eef373d3a2ebb68a1dd6e037c7cf911b1c4a1ded68a9c0247ad3a9b71ce10016",
    "python-telegram-bot/inlinekeyboard.py": "a5be8cec2bf2133bb038b1537345ff483b9bb11be0bf3ba0f336d7d92b9397f9",
}


@asynccontextmanager
async def bot_running(driver: Driver, example: str, cwd: Path) -> AsyncIterator[None]:
    """Run an example in a process of its own until the block is left, and wait for its first poll."""
    library = example.partition("/")[0]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(HERE / "launch.py"),
        library,
        str(FOREIGN / example),
        driver.sandbox.url,
        TOKEN,
        cwd=cwd,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        for _ in range(600):
            bots = (await driver.get("bots"))["bots"]
            if bots[0]["polling"] or process.returncode is not None:
                break
            await asyncio.sleep(0.05)
        assert process.returncode is None, (await process.communicate())[0].decode()
        yield
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        output = (await asyncio.wait_for(process.communicate(), 20))[0].decode()
    assert "Traceback" not in output, output


async def said(driver: Driver, count: int, user_id: int = AN) -> list[dict[str, Any]]:
    """Wait until the bot has said so many things to this person; return them."""
    arrived = await driver.world.ledger.until(lambda: len(_by_bot(driver, user_id)) >= count, 20)
    assert arrived, driver.world.ledger.entries
    return _by_bot(driver, user_id)


def _by_bot(driver: Driver, user_id: int) -> list[dict[str, Any]]:
    chat = driver.world.private_chat(7000000001, user_id)
    return [
        {"message_id": m.message_id, "markup": m.markup, "keyboard": chat.keyboards.get(user_id), **m.content}
        for m in driver.world.messages_of(chat).values()
        if m.author_id == 7000000001 and not m.deleted
    ]


@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_example_is_as_published(name: str) -> None:
    """Each example is byte for byte what its authors published."""
    assert hashlib.sha256((FOREIGN / name).read_bytes()).hexdigest() == DIGESTS[name]


def test_every_example_is_held_to_a_digest() -> None:
    """No file lies among the examples that the digests do not name."""
    found = {str(path.relative_to(FOREIGN)) for path in FOREIGN.glob("*/*") if path.is_file()}
    assert found == set(DIGESTS)


async def test_echobot(driver: Driver, tmp_path: Path) -> None:
    """The echo bot greets with a forced reply and a mention by id, then repeats what it is told."""
    async with bot_running(driver, "python-telegram-bot/echobot.py", tmp_path):
        await driver.act(CHI, "start")
        (hello,) = await said(driver, 1, CHI)
        assert hello["text"] == "Hi Chi!"
        assert hello["entities"] == [{"type": "text_mention", "offset": 3, "length": 3, "user_id": CHI}]
        assert hello["keyboard"]["kind"] == "force_reply"
        await driver.act(CHI, "send", text="Xin chào 😀")
        assert (await said(driver, 2, CHI))[1]["text"] == "Xin chào 😀"
        assert (await said(driver, 2, CHI))[1]["keyboard"] is None
        await driver.act(CHI, "send", text="/help")
        assert (await said(driver, 3, CHI))[2]["text"] == "Help!"
    assert {"getMe", "deleteWebhook", "getUpdates", "sendMessage"} <= check_all_answers(driver.world)


async def test_inlinekeyboard(driver: Driver, tmp_path: Path) -> None:
    """A pressed button is answered once and its message edited."""
    async with bot_running(driver, "python-telegram-bot/inlinekeyboard.py", tmp_path):
        await driver.act(AN, "send", text="/start")
        (question,) = await said(driver, 1)
        assert [[b["text"] for b in row] for row in question["markup"]["inline_keyboard"]] == [
            ["Option 1", "Option 2"],
            ["Option 3"],
        ]
        pressed = await driver.act(AN, "press", message_id=question["message_id"], text="Option 3", wait=20)
        assert pressed["answer"]["text"] == ""
        await driver.world.ledger.until(lambda: _by_bot(driver, AN)[0]["text"].startswith("Selected"), 20)
        (edited,) = _by_bot(driver, AN)
        assert (edited["text"], edited["markup"]) == ("Selected option: 3", None)
    assert {"answerCallbackQuery", "editMessageText"} <= check_all_answers(driver.world)


async def test_deeplinking(driver: Driver, tmp_path: Path) -> None:
    """Payloads of deep links reach the bot, and a press can be answered with an address."""
    async with bot_running(driver, "python-telegram-bot/deeplinking.py", tmp_path):
        await driver.act(CHI, "start")
        assert "https://t.me/example_bot?startgroup=check-this-out" in (await said(driver, 1, CHI))[0]["text"]
        await driver.act(CHI, "start", payload="so-cool")
        masked = (await said(driver, 2, CHI))[1]
        assert masked["link_preview_options"] == {"is_disabled": True}
        url = next(entity["url"] for entity in masked["entities"] if entity["type"] == "text_link")
        assert url == "https://t.me/example_bot?start=using-entities-here"
        await driver.act(CHI, "start", payload=url.partition("=")[2])
        button = (await said(driver, 3, CHI))[2]
        pressed = await driver.act(CHI, "press", message_id=button["message_id"], text="Like this!", wait=20)
        assert pressed["answer"]["url"] == "https://t.me/example_bot?start=using-keyboard-here"
        await driver.act(CHI, "start", payload="using-keyboard-here")
        assert "The payload was: ['using-keyboard-here']" in (await said(driver, 4, CHI))[3]["text"]
    check_all_answers(driver.world)


async def test_conversationbot(driver: Driver, tmp_path: Path) -> None:
    """A conversation with a reply keyboard, a downloaded photo and a location comes to its end."""
    async with bot_running(driver, "python-telegram-bot/conversationbot.py", tmp_path):
        await driver.act(AN, "send", text="/start")
        (question,) = await said(driver, 1)
        assert question["keyboard"]["rows"] == [[{"text": "Boy"}, {"text": "Girl"}, {"text": "Other"}]]
        assert question["keyboard"]["one_time"]
        await driver.act(AN, "send", text="Other")
        assert "send me a photo" in (await said(driver, 2))[1]["text"]
        assert (await driver.chat(AN))["keyboard"] == {"kind": "none"}
        photo = {"kind": "photo", "name": "me.png", "base64": base64.b64encode(PNG).decode()}
        await driver.act(AN, "send", files=[photo])
        assert "Gorgeous!" in (await said(driver, 3))[2]["text"]
        assert (tmp_path / "user_photo.jpg").read_bytes() == PNG
        await driver.act(AN, "send", location={"latitude": 20.86, "longitude": 106.68})
        assert "visit you" in (await said(driver, 4))[3]["text"]
        await driver.act(AN, "send", text="I work at the port.")
        assert "Thank you!" in (await said(driver, 5))[4]["text"]
    assert "getFile" in check_all_answers(driver.world)


async def test_aiogram_echo_bot(driver: Driver, tmp_path: Path) -> None:
    """Another library's echo bot greets in HTML and sends back texts, photos, places and contacts."""
    async with bot_running(driver, "aiogram/echo_bot.py", tmp_path):
        await driver.act(AN, "send", text="/start")
        (hello,) = await said(driver, 1)
        assert hello["text"] == "Hello, An Nguyễn!"
        assert hello["entities"] == [{"type": "bold", "offset": 7, "length": 9}]
        await driver.act(AN, "send", text="a <b> & c")
        assert (await said(driver, 2))[1]["text"] == "a <b> & c"
        await driver.act(AN, "send", files=[{"sample": "first"}], caption="một ảnh")
        echoed = (await said(driver, 3))[2]
        assert (echoed["caption"], echoed["photo"][-1]["file"]) == ("một ảnh", 1)
        await driver.act(AN, "send", location={"latitude": 1.5, "longitude": 2.5})
        assert (await said(driver, 4))[3]["location"] == {"latitude": 1.5, "longitude": 2.5}
        await driver.act(AN, "send", contact={"self": True})
        assert (await said(driver, 5))[4]["contact"]["first_name"] == "An"
    assert {"sendPhoto", "sendLocation", "sendContact"} <= check_all_answers(driver.world)


async def test_aiogram_keyboards(driver: Driver, tmp_path: Path) -> None:
    """Another library's form shows and removes a reply keyboard, and answers by reply."""
    async with bot_running(driver, "aiogram/finite_state_machine.py", tmp_path):
        await driver.act(AN, "send", text="/start")
        await said(driver, 1)
        await driver.act(AN, "send", text="An")
        asked = (await said(driver, 2))[1]
        assert asked["keyboard"]["rows"] == [[{"text": "Yes"}, {"text": "No"}]]
        assert asked["keyboard"]["resize"]
        sent = await driver.act(AN, "send", text="Yes")
        await said(driver, 3)
        chat = await driver.chat(AN)
        assert chat["messages"][-1]["reply_to"]["message_id"] == sent["message_id"]
        assert chat["keyboard"] == {"kind": "none"}
        await driver.act(AN, "send", text="Python")
        assert "you like to write bots with Python." in (await said(driver, 5))[4]["text"]
    check_all_answers(driver.world)
