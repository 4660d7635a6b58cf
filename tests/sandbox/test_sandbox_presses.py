"""Pressing buttons and being answered."""

import asyncio

import pytest

from tests.sandbox.driver import AN, BINH, GROUP, Driver

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
KEYBOARD = {
    "inline_keyboard": [
        [{"text": "✅ Approve", "callback_data": "approve"}, {"text": "Refuse", "callback_data": "refuse"}],
        [{"text": "Site", "url": "https://e.vn"}, {"text": "Copy", "copy_text": {"text": "HP-2026-0123"}}],
    ],
}


async def _card(driver: Driver, chat_id: int = AN) -> int:
    sent = await driver.ok("sendMessage", chat_id=chat_id, text="card", reply_markup=KEYBOARD)
    return int(sent["message_id"])


async def test_a_press_and_its_answer(driver: Driver) -> None:
    """The bot gets the press with the message under it; the answer reaches the one who waits, once."""
    card = await _card(driver)
    waiting = asyncio.ensure_future(driver.act(AN, "press", message_id=card, data="approve", wait=10))
    (update,) = await driver.updates(timeout=10)
    query = update["callback_query"]
    assert (query["from"]["id"], query["data"], query["message"]["message_id"]) == (AN, "approve", card)
    answer = {"callback_query_id": query["id"], "text": "Done", "show_alert": True}
    assert await driver.ok("answerCallbackQuery", **answer) is True
    pressed = await asyncio.wait_for(waiting, 5)
    assert pressed["answer"] | {"at": ""} == {"text": "Done", "show_alert": True, "url": None, "at": ""}
    assert await driver.refused("answerCallbackQuery", **answer) == TOO_OLD
    assert (await driver.get(f"presses/{query['id']}"))["answer"]["text"] == "Done"


async def test_an_answer_comes_too_late(driver: Driver) -> None:
    """After 150 seconds, and for an id nobody gave, the query is too old."""
    pressed = await driver.act(AN, "press", message_id=await _card(driver), text="Refuse")
    await driver.post("clock", advance=151)
    query = pressed["callback_query_id"]
    assert await driver.refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD
    assert await driver.refused("answerCallbackQuery", callback_query_id="1") == TOO_OLD
    assert (await driver.get(f"presses/{query}"))["expired"] is True


async def test_an_answer_has_two_hundred_units(driver: Driver) -> None:
    """A longer toast is refused and the press stays open."""
    pressed = await driver.act(AN, "press", message_id=await _card(driver), index=1)
    query = pressed["callback_query_id"]
    assert await driver.refused("answerCallbackQuery", callback_query_id=query, text="a" * 201) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )
    assert await driver.ok("answerCallbackQuery", callback_query_id=query, text="a" * 200) is True


@pytest.mark.parametrize(
    "how", [{"text": "✅ Approve"}, {"text": "✅ App"}, {"data": "approve"}, {"index": 0}]
)
async def test_naming_a_button(driver: Driver, how: dict[str, object]) -> None:
    """A button is named by its whole text, how it begins, its data or its index."""
    pressed = await driver.act(AN, "press", message_id=await _card(driver), **how)
    assert pressed["button"]["callback_data"] == "approve"


async def test_an_answer_may_open_only_the_bots_own_link(driver: Driver) -> None:
    """An address in an answer must be a deep link of this bot."""
    query = (await driver.act(AN, "press", message_id=await _card(driver), index=0))["callback_query_id"]
    elsewhere = {"callback_query_id": query, "url": "https://e.vn/"}
    assert await driver.refused("answerCallbackQuery", **elsewhere) == "Bad Request: URL_INVALID"
    own = {"callback_query_id": query, "url": "https://t.me/example_bot?start=x"}
    assert await driver.ok("answerCallbackQuery", **own) is True


async def test_buttons_that_do_not_call(driver: Driver) -> None:
    """Address and copy buttons tell the phone what they hold; the bot hears nothing."""
    card = await _card(driver)
    assert (await driver.act(AN, "press", message_id=card, text="Site"))["url"] == "https://e.vn/"
    assert (await driver.act(AN, "press", message_id=card, text="Copy"))["copied"] == "HP-2026-0123"
    assert await driver.updates() == []


async def test_a_button_that_is_gone(driver: Driver) -> None:
    """Nobody can press what is not shown, unless their phone is slow."""
    card = await _card(driver)
    await driver.ok("editMessageReplyMarkup", chat_id=AN, message_id=card)
    assert await driver.cannot(AN, "press", message_id=card, text="Refuse") == "no_such_button"
    await driver.act(AN, "press", message_id=card, data="refuse", stale=True)
    (update,) = await driver.updates()
    assert "reply_markup" not in update["callback_query"]["message"]
    await driver.ok("deleteMessage", chat_id=AN, message_id=card)
    await driver.act(AN, "press", message_id=card, data="refuse", stale=True)
    (update,) = await driver.updates()
    assert update["callback_query"]["message"]["date"] == 0


async def test_presses_in_a_group_name_the_person(driver: Driver) -> None:
    """Whoever presses in a group is named, anonymous administrators too."""
    card = await _card(driver, GROUP)
    await driver.post(f"groups/{GROUP}/promote", user_id=BINH, anonymous=True)
    await driver.act(BINH, "press", chat_id=GROUP, message_id=card, text="Refuse")
    (update,) = await driver.updates()
    assert update["callback_query"]["from"]["id"] == BINH
    assert update["callback_query"]["message"]["chat"]["id"] == GROUP


async def test_one_press_under_two_numbers(driver: Driver) -> None:
    """An update can be delivered again under a new number."""
    pressed = await driver.act(AN, "press", message_id=await _card(driver), text="Refuse")
    await driver.post("bots/example_bot/duplicate")
    first, second = await driver.updates()
    assert first["update_id"] < second["update_id"]
    ids = {update["callback_query"]["id"] for update in (first, second)}
    assert ids == {pressed["callback_query_id"]}
