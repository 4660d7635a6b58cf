"""Sending, editing, deleting, pinning, forwarding: what works and in which words it does not."""

from typing import Any

import pytest

from tests.sandbox.driver import AN, BINH, GROUP, SUPERGROUP, Driver

KEYBOARD = {"inline_keyboard": [[{"text": "Go", "callback_data": "go", "style": "success"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def test_edit_is_seen_on_the_phone(driver: Driver) -> None:
    """An edit replaces text and keyboard in place and shows its time."""
    sent = await driver.ok("sendMessage", chat_id=AN, text="one", reply_markup=KEYBOARD)
    edited = await driver.ok("editMessageText", chat_id=AN, message_id=sent["message_id"], text="two")
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]
    (shown,) = (await driver.chat(AN))["messages"]
    assert (shown["text"], shown.get("inline_keyboard")) == ("two", None)


async def test_edits_that_are_refused(driver: Driver) -> None:
    """Not modified, not found, not one's own, not editable: each has its words."""
    sent = await driver.ok("sendMessage", chat_id=AN, text="one", reply_markup=KEYBOARD)
    where = {"chat_id": AN, "message_id": sent["message_id"]}
    assert await driver.refused("editMessageText", **where, text="one", reply_markup=KEYBOARD) == NOT_MODIFIED
    assert await driver.refused("editMessageReplyMarkup", **where, reply_markup=KEYBOARD) == NOT_MODIFIED
    assert await driver.refused("editMessageCaption", **where, caption="x") == (
        "Bad Request: there is no caption in the message to edit"
    )
    gone = await driver.refused("editMessageText", chat_id=AN, message_id=999, text="x")
    assert gone == "Bad Request: message to edit not found"
    nameless = await driver.refused("editMessageText", chat_id=AN, text="x")
    assert nameless == "Bad Request: message identifier is not specified"
    theirs = await driver.act(AN, "send", text="mine")
    foreign = await driver.refused("editMessageText", chat_id=AN, message_id=theirs["message_id"], text="x")
    assert foreign == "Bad Request: message can't be edited"
    keys = {"keyboard": [["A"]]}
    with_keys = await driver.ok("sendMessage", chat_id=AN, text="keys", reply_markup=keys)
    stiff = await driver.refused("editMessageText", chat_id=AN, message_id=with_keys["message_id"], text="x")
    assert stiff == "Bad Request: message can't be edited"
    assert await driver.refused("editMessageText", **where, text="x", reply_markup=keys) == (
        "Bad Request: inline keyboard expected"
    )


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "A", "callback_data": "ố" * 22}, "BUTTON_DATA_INVALID"),
        (
            {"text": "A"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "A", "url": "ftp://e.vn"},
            "inline keyboard button URL 'ftp://e.vn' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "A", "url": "nonsense"},
            "inline keyboard button URL 'nonsense' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "", "callback_data": "a"},
            'can\'t parse inline keyboard button: Field "text" must be a non-empty String',
        ),
        ("A", "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ({"text": "A", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
    ],
)
async def test_wrong_buttons(driver: Driver, button: Any, words: str) -> None:
    """A wrong button is refused and nothing is sent."""
    markup = {"inline_keyboard": [[button]]}
    assert (
        await driver.refused("sendMessage", chat_id=AN, text="x", reply_markup=markup)
        == f"Bad Request: {words}"
    )
    assert await driver.texts(AN) == []


async def test_the_longest_callback_data(driver: Driver) -> None:
    """Sixty-four bytes fit."""
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a" * 64}]]}
    assert (await driver.ok("sendMessage", chat_id=AN, text="x", reply_markup=markup))[
        "reply_markup"
    ] == markup
    many = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]] * 101}
    assert await driver.refused("sendMessage", chat_id=AN, text="x", reply_markup=many) == (
        "Bad Request: reply markup is too long"
    )


async def test_replies(driver: Driver) -> None:
    """A reply shows what it answers; a reply to nothing is refused unless the bot allows it."""
    asked = await driver.act(AN, "send", text="question")
    reply = await driver.ok(
        "sendMessage",
        chat_id=AN,
        text="answer",
        reply_parameters={"message_id": asked["message_id"], "quote": "quest"},
    )
    assert reply["reply_to_message"]["text"] == "question"
    assert reply["quote"]["text"] == "quest"
    lost = {"message_id": 999}
    assert await driver.refused("sendMessage", chat_id=AN, text="x", reply_parameters=lost) == (
        "Bad Request: message to be replied not found"
    )
    lenient = {**lost, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await driver.ok(
        "sendMessage", chat_id=AN, text="x", reply_parameters=lenient
    )
    old_way = await driver.ok("sendMessage", chat_id=AN, text="x", reply_to_message_id=asked["message_id"])
    assert old_way["reply_to_message"]["message_id"] == asked["message_id"]


async def test_a_person_replies_and_edits(driver: Driver) -> None:
    """The bot sees the replied-to message, and hears of edits."""
    sent = await driver.ok("sendMessage", chat_id=AN, text="question")
    mine = await driver.act(AN, "send", text="answer", reply_to=sent["message_id"])
    await driver.act(AN, "edit", message_id=mine["message_id"], text="better answer")
    first, second = await driver.updates()
    assert first["message"]["reply_to_message"]["text"] == "question"
    assert second["edited_message"]["text"] == "better answer"
    assert await driver.cannot(AN, "edit", message_id=sent["message_id"], text="x") == "not_editable"


async def test_deleting(driver: Driver) -> None:
    """A bot deletes what it may, up to 48 hours old, and is not told what people delete."""
    mine = await driver.ok("sendMessage", chat_id=AN, text="bot")
    theirs = await driver.act(AN, "send", text="person")
    assert await driver.ok("deleteMessage", chat_id=AN, message_id=mine["message_id"]) is True
    assert await driver.ok("deleteMessage", chat_id=AN, message_id=theirs["message_id"]) is True
    again = await driver.refused("deleteMessage", chat_id=AN, message_id=mine["message_id"])
    assert again == "Bad Request: message to delete not found"
    await driver.updates()
    await driver.act(AN, "delete", message_id=(await driver.act(AN, "send", text="x"))["message_id"])
    assert [list(update) for update in await driver.updates()] == [["update_id", "message"]]
    in_group = await driver.act(AN, "send", chat_id=GROUP, text="/x")
    assert await driver.refused("deleteMessage", chat_id=GROUP, message_id=in_group["message_id"]) == (
        "Bad Request: message can't be deleted"
    )
    old = await driver.ok("sendMessage", chat_id=AN, text="old")
    await driver.post("clock", advance=48 * 3600 + 1)
    assert await driver.refused("deleteMessage", chat_id=AN, message_id=old["message_id"]) == (
        "Bad Request: message can't be deleted for everyone"
    )


async def test_deleting_several(driver: Driver) -> None:
    """Those that are not there are passed over."""
    numbers = [(await driver.ok("sendMessage", chat_id=AN, text=str(n)))["message_id"] for n in range(3)]
    assert await driver.ok("deleteMessages", chat_id=AN, message_ids=[*numbers[:2], 999]) is True
    assert await driver.texts(AN) == ["2"]


async def test_pins(driver: Driver) -> None:
    """A pin is shown and told by a service message; in groups it needs the right."""
    sent = await driver.ok("sendMessage", chat_id=AN, text="wait")
    await driver.ok("pinChatMessage", chat_id=AN, message_id=sent["message_id"])
    await driver.ok("pinChatMessage", chat_id=AN, message_id=sent["message_id"])
    chat = await driver.chat(AN)
    assert chat["pinned"] == [sent["message_id"]]
    assert [m["service"]["kind"] for m in chat["messages"] if "service" in m] == ["pinned"]
    (told,) = await driver.updates()
    assert told["message"]["pinned_message"]["text"] == "wait"
    assert (await driver.ok("getChat", chat_id=AN))["pinned_message"]["message_id"] == sent["message_id"]
    await driver.ok("unpinChatMessage", chat_id=AN)
    assert (await driver.chat(AN))["pinned"] == []
    assert await driver.refused("unpinChatMessage", chat_id=AN) == "Bad Request: message to unpin not found"
    in_group = await driver.ok("sendMessage", chat_id=GROUP, text="x")
    assert await driver.refused("pinChatMessage", chat_id=GROUP, message_id=in_group["message_id"]) == (
        "Bad Request: not enough rights to manage pinned messages in the chat"
    )
    in_other = await driver.ok("sendMessage", chat_id=SUPERGROUP, text="x")
    assert await driver.ok("pinChatMessage", chat_id=SUPERGROUP, message_id=in_other["message_id"]) is True
    assert await driver.ok("unpinAllChatMessages", chat_id=SUPERGROUP) is True


async def test_forwarding_and_copying(driver: Driver) -> None:
    """A forward names its origin, a copy does not; protected messages are not sent on."""
    theirs = await driver.act(AN, "send", text="word")
    source = {"chat_id": BINH, "from_chat_id": AN, "message_id": theirs["message_id"]}
    forwarded = await driver.ok("forwardMessage", **source)
    assert forwarded["forward_origin"]["sender_user"]["id"] == AN
    copied = await driver.ok("copyMessage", **source, reply_markup=KEYBOARD)
    shown = (await driver.chat(BINH))["messages"]
    assert [m.get("forward", {}).get("name") for m in shown] == ["An Nguyễn", None]
    assert shown[1]["message_id"] == copied["message_id"]
    secret = await driver.ok("sendMessage", chat_id=AN, text="x", protect_content=True)
    protected = {**source, "message_id": secret["message_id"]}
    assert await driver.refused("forwardMessage", **protected) == "Bad Request: message can't be forwarded"
    assert await driver.refused("copyMessage", **protected) == "Bad Request: message can't be copied"
    lost = {**source, "message_id": 999}
    assert await driver.refused("forwardMessage", **lost) == "Bad Request: message to forward not found"
    assert await driver.refused("copyMessage", **lost) == "Bad Request: message to copy not found"
    assert (
        len(
            await driver.ok(
                "copyMessages", chat_id=BINH, from_chat_id=AN, message_ids=[theirs["message_id"], 999]
            )
        )
        == 1
    )
    assert (
        len(
            await driver.ok(
                "forwardMessages", chat_id=BINH, from_chat_id=AN, message_ids=[theirs["message_id"]]
            )
        )
        == 1
    )


async def test_a_person_forwards(driver: Driver) -> None:
    """A person sends a message on, and the bot sees where it came from."""
    theirs = await driver.act(BINH, "send", chat_id=GROUP, text="word")
    await driver.act(BINH, "send", forward={"chat_id": GROUP, "message_id": theirs["message_id"]})
    (update,) = await driver.updates()
    assert update["message"]["forward_origin"]["sender_user"]["id"] == BINH


async def test_places_contacts_and_actions(driver: Driver) -> None:
    """Locations, contacts and the busy line reach the phone; the line ends with the next message or after 5 s."""
    await driver.ok("sendLocation", chat_id=AN, latitude=20.86, longitude=106.68)
    await driver.ok("sendContact", chat_id=AN, phone_number="+84225", first_name="Desk")
    shown = (await driver.chat(AN))["messages"]
    assert shown[0]["location"] == {"latitude": 20.86, "longitude": 106.68}
    assert shown[1]["contact"]["phone_number"] == "+84225"
    assert await driver.refused("sendLocation", chat_id=AN, latitude=20) == "Bad Request: longitude is empty"
    assert (
        await driver.refused("sendContact", chat_id=AN, phone_number="1")
        == "Bad Request: first name is empty"
    )
    await driver.ok("sendChatAction", chat_id=AN, action="typing")
    assert (await driver.chat(AN))["chat_action"] == "typing"
    await driver.post("clock", advance=6)
    assert (await driver.chat(AN))["chat_action"] is None
    assert await driver.refused("sendChatAction", chat_id=AN, action="dancing") == (
        "Bad Request: wrong parameter action in request"
    )


async def test_reply_keyboards(driver: Driver) -> None:
    """A keyboard stays until replaced or removed; a forced reply until answered."""
    keys = {"keyboard": [["Report", {"text": "Call", "request_contact": True}]], "resize_keyboard": True}
    await driver.ok("sendMessage", chat_id=AN, text="x", reply_markup=keys)
    keyboard = (await driver.chat(AN))["keyboard"]
    assert keyboard["rows"] == [[{"text": "Report"}, {"text": "Call", "request_contact": True}]]
    await driver.act(AN, "send", text="Report")
    assert (await driver.chat(AN))["keyboard"]["kind"] == "reply"
    asked = await driver.ok("sendMessage", chat_id=AN, text="why?", reply_markup={"force_reply": True})
    assert (await driver.chat(AN))["keyboard"]["message_id"] == asked["message_id"]
    await driver.act(AN, "send", text="because", reply_to=asked["message_id"])
    assert (await driver.chat(AN))["keyboard"] == {"kind": "none"}
    await driver.ok("sendMessage", chat_id=AN, text="x", reply_markup=keys)
    await driver.ok("sendMessage", chat_id=AN, text="x", reply_markup={"remove_keyboard": True})
    assert (await driver.chat(AN))["keyboard"] == {"kind": "none"}


async def test_selective_keyboards_in_a_group(driver: Driver) -> None:
    """A selective keyboard is for the person who is answered or mentioned."""
    theirs = await driver.act(AN, "send", chat_id=GROUP, text="/x")
    keys = {"keyboard": [["A"]], "selective": True}
    await driver.ok(
        "sendMessage",
        chat_id=GROUP,
        text="x",
        reply_markup=keys,
        reply_parameters={"message_id": theirs["message_id"]},
    )
    assert (await driver.chat(AN, GROUP))["keyboard"]["kind"] == "reply"
    assert (await driver.chat(BINH, GROUP))["keyboard"]["kind"] == "none"
    await driver.ok(
        "sendMessage",
        chat_id=GROUP,
        text="@an_nguyen",
        reply_markup={"remove_keyboard": True, "selective": True},
    )
    assert (await driver.chat(AN, GROUP))["keyboard"]["kind"] == "none"


async def test_reactions(driver: Driver) -> None:
    """A bot reacts with one of Telegram's emoji; people's reactions reach a bot that asked for them."""
    theirs = await driver.act(AN, "send", text="x")
    where = {"chat_id": AN, "message_id": theirs["message_id"]}
    await driver.ok("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert (await driver.chat(AN))["messages"][0]["reactions"] == [{"emoji": "👍", "user_ids": [7000000001]}]
    assert await driver.refused(
        "setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "🏠"}]
    ) == ("Bad Request: REACTION_INVALID")
    await driver.ok("setMessageReaction", **where)
    assert "reactions" not in (await driver.chat(AN))["messages"][0]
