"""The calls that handlers and the composition root make themselves, against the sandbox."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.messenger.errors import SendError
from bot.messenger.markup import group_files
from bot.rules.message import FileRef, Key, Spoken
from bot.rules.refusal import RefusalKind
from tests.support.line import Line, line_in


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with line_in(tmp_path) as made:
        yield made


async def test_a_press_is_answered_once(line: Line) -> None:
    """The words reach the phone; a second answer is too old and named so."""
    keyboard = ((Key("Duyệt", "a:1", "success"), Key("Khác", "b:1")),)
    sent = await line.telegram.send(101, Spoken(("x",), keyboard), "x")
    press = asyncio.ensure_future(
        line.control("POST", "phones/101/press", message_id=sent, text="Duyệt", wait=5)
    )
    (update,) = await line.telegram.updates(None, timeout_seconds=5, allowed=["callback_query"])
    await line.telegram.answer_press(update["callback_query"]["id"], "Đã duyệt")
    assert (await press)["answer"]["text"] == "Đã duyệt"
    await line.control("POST", "clock", advance=600)
    with pytest.raises(SendError) as caught:
        await line.telegram.answer_press(update["callback_query"]["id"])
    assert caught.value.kind is RefusalKind.TOO_OLD


async def test_large_keys_an_opened_answer_and_taking_keys_away(line: Line) -> None:
    """What stands under a message besides buttons."""
    seen = []
    for spoken in (
        Spoken(("x",), reply_keyboard=(("Báo cáo vụ việc",), ("Gọi trực ban",))),
        Spoken(("x",), force_reply=True),
        Spoken(("x",), reply_keyboard=()),
    ):
        await line.telegram.send(101, spoken, "x")
        state = await line.control("GET", "state?phone=101")
        seen.append(state["phones"][0]["chats"][0]["keyboard"]["kind"])
    assert seen == ["reply", "force_reply", "none"]


async def test_an_answer_to_a_message_that_is_gone_is_sent_all_the_same(line: Line) -> None:
    """A deleted original keeps nothing from arriving."""
    await line.telegram.send(101, Spoken(("x",)), "x", reply_to=4711)
    assert await line.texts(101) == ["x"]


async def test_who_the_bot_is(line: Line) -> None:
    """As plain JSON, to be kept for a start without a line."""
    me = await line.telegram.me()
    assert (me["id"], me["username"]) == (line.telegram.bot_id, "line_bot")


async def test_typing_and_buttons_taken_away(line: Line) -> None:
    """Two small courtesies."""
    sent = await line.telegram.send(101, Spoken(("x",), ((Key("a", "a"),),)), "x")
    await line.telegram.strip_keyboard(101, sent)
    await line.telegram.typing(101)
    (message,) = await line.messages(101)
    assert not message.get("inline_keyboard")


def test_files_go_in_as_few_messages_as_telegram_allows() -> None:
    """Photos and videos together, documents together, ten at most; voices and places alone."""
    files = [
        FileRef(kind) for kind in ["photo", "video", "document", "document", "voice", "voice", "location"]
    ]
    assert [[file.kind for file in group] for group in group_files(files)] == [
        ["photo", "video"],
        ["document", "document"],
        ["voice"],
        ["voice"],
        ["location"],
    ]
    assert [len(group) for group in group_files([FileRef("photo")] * 23)] == [10, 10, 3]
