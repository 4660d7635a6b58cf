"""What is queued reaches people, in order, and is known afterwards."""

from bot.rules.message import Button, Command, FileRef, Recipient, Screen
from storage.outbox import delete_message, pin_message, refresh_cards, say, set_commands, show_card
from tests.support.line import AT, GROUP, Line

AN, BINH = Recipient(101, 1), Recipient(102, 2)


def words(text: str) -> Screen:
    return Screen("plain", {"text": text})


async def test_a_notice_arrives_and_its_row_says_where(line: Line) -> None:
    """The message's id and the very words are kept, and a reply to it is understood."""
    async with line.database.transaction() as tx:
        await say(tx, AN, words("a < b & c"), at=AT, subject="directive:3")
    async with line.sending():
        (row,) = await line.settled()
    (message,) = await line.messages(101)
    assert message["text"] == "a < b & c"
    assert (row["state"], row["message_id"]) == ("sent", message["message_id"])
    assert "a &lt; b &amp; c" in row["rendered"]
    (link,) = line.ask("SELECT * FROM message_links")
    assert (link["message_id"], link["subject"]) == (message["message_id"], "directive:3")


async def test_within_a_chat_the_urgent_first_then_the_older(line: Line) -> None:
    """Priority 0 overtakes; within a priority nothing does."""
    async with line.database.transaction() as tx:
        for text in ("1", "2", "3"):
            await say(tx, AN, words(text), at=AT)
        await say(tx, AN, words("digest"), at=AT, priority=2)
        await say(tx, AN, words("directive"), at=AT, priority=0)
    async with line.sending():
        await line.settled()
    assert await line.texts(101) == ["directive", "1", "2", "3", "digest"]


async def test_a_card_is_drawn_when_it_is_sent_and_edited_in_place_afterwards(line: Line) -> None:
    """One message that shows the present state, however often it changes."""
    line.subjects.versions[7] = 1
    async with line.database.transaction() as tx:
        await show_card(tx, AN, "card", 7, at=AT, priority=0)
        line.subjects.versions[7] = 2
    async with line.sending():
        await line.settled()
        line.subjects.versions[7] = 5
        async with line.database.transaction() as tx:
            assert await refresh_cards(tx, "card", 7, at=AT) == 1
            assert await refresh_cards(tx, "card", 7, at=AT) == 0
        await line.settled()
    (message,) = await line.messages(101)
    assert message["text"] == "card 7 v5"
    assert message["inline_keyboard"][0][0]["text"] == "Duyệt đề xuất"
    (card,) = line.ask("SELECT * FROM cards")
    assert (card["message_id"], card["drawn_version"]) == (message["message_id"], 5)
    assert [call["method"] for call in await line.calls("sendMessage", "editMessageText")] == [
        "sendMessage",
        "editMessageText",
    ]


async def test_a_card_shown_again_leaves_the_older_copy_without_buttons(line: Line) -> None:
    """The fresh message has them, and is the card from then on."""
    line.subjects.versions[7] = 1
    async with line.sending():
        for again in (False, True):
            async with line.database.transaction() as tx:
                await show_card(tx, AN, "card", 7, at=AT, again=again)
            await line.settled()
    old, new = await line.messages(101)
    assert not old.get("inline_keyboard")
    assert new["inline_keyboard"]
    assert line.ask("SELECT message_id FROM cards") == [{"message_id": new["message_id"]}]


async def test_a_card_is_pinned_once_it_stands(line: Line) -> None:
    """The pin waits for the message it is about."""
    line.subjects.versions[7] = 1
    async with line.database.transaction() as tx:
        await show_card(tx, AN, "card", 7, at=AT, pin=True)
    async with line.sending():
        await line.settled()
    (message,) = await line.messages(101)
    assert message["pinned"]


async def test_a_card_of_nothing_is_dropped(line: Line) -> None:
    """What is not there any more is not shown."""
    async with line.database.transaction() as tx:
        await show_card(tx, AN, "card", 99, at=AT)
        await say(tx, AN, words("next"), at=AT)
    async with line.sending():
        rows = await line.settled()
    assert [row["state"] for row in rows] == ["dropped", "sent"]


async def test_a_person_without_an_account_is_a_fact_at_once(line: Line) -> None:
    """Nothing is sent, and the row says why."""
    async with line.database.transaction() as tx:
        await say(tx, Recipient(None, 3), words("x"), at=AT)
    async with line.sending():
        (row,) = await line.settled()
    assert (row["state"], row["error"]) == ("dead", "no-account")


async def test_messages_are_deleted_pinned_and_menus_set(line: Line) -> None:
    """The actions that are no words."""
    async with line.sending():
        for text in ("old", "kept"):
            async with line.database.transaction() as tx:
                await say(tx, AN, words(text), at=AT)
        await line.settled()
        old, kept = await line.messages(101)
        async with line.database.transaction() as tx:
            await delete_message(tx, 101, old["message_id"], at=AT)
            await delete_message(tx, 101, 4711, at=AT)
            await pin_message(tx, 101, kept["message_id"], at=AT)
            await set_commands(tx, AN, (Command("trogiup", "help"),), at=AT)
        rows = await line.settled()
    (message,) = await line.messages(101)
    assert message["text"] == "kept"
    assert message["pinned"]
    assert [row["state"] for row in rows] == ["sent"] * 6
    state = await line.control("GET", "state?phone=101")
    assert {"command": "trogiup", "description": "Trợ giúp"} in state["phones"][0]["chats"][0]["commands"]


async def test_a_long_text_comes_in_several_messages_buttons_under_the_last(line: Line) -> None:
    """Nothing is cut off, and a reply to any part is understood."""
    text = "\n".join(f"line {n} " + "x" * 60 for n in range(150))
    screen = Screen("plain", {"text": text}, ((Button("approve", "a:1"),),))
    async with line.database.transaction() as tx:
        await say(tx, AN, screen, at=AT, subject="log")
    async with line.sending():
        (row,) = await line.settled()
    messages = await line.messages(101)
    assert len(messages) == 3
    assert "\n".join(message["text"] for message in messages) == text
    assert [bool(message.get("inline_keyboard")) for message in messages] == [False, False, True]
    assert row["message_id"] == messages[-1]["message_id"]
    assert len(line.ask("SELECT * FROM message_links")) == 3


async def test_files_answer_the_text_by_their_ids(line: Line) -> None:
    """Photos come as an album, a location as itself."""
    photo = {"kind": "photo", "name": "a.png", "base64": PIXEL}
    await line.control("POST", "phones/101/send", files=[photo, photo])
    updates = await line.telegram.updates(None, timeout_seconds=0, allowed=["message"])
    file_ids = [update["message"]["photo"][-1]["file_id"] for update in updates]
    files = (
        *(FileRef("photo", file_id) for file_id in file_ids),
        FileRef("location", "", "", 208000000, 1067000000),
    )
    async with line.database.transaction() as tx:
        await say(tx, BINH, Screen("plain", {"text": "two"}, files=files), at=AT, subject="report:1")
    async with line.sending():
        await line.settled()
    text, first, second, place = await line.messages(102)
    assert first["media_group_id"] == second["media_group_id"]
    assert place["location"] == {"latitude": 20.8, "longitude": 106.7}
    assert {message["reply_to"]["message_id"] for message in (first, second, place)} == {text["message_id"]}
    assert len(line.ask("SELECT * FROM message_links")) == 4


async def test_many_chats_are_served_side_by_side(line: Line) -> None:
    """A slow answer in one chat keeps no other waiting."""
    await line.fault("delay_after", "sendMessage", seconds=1.5, chat_id=101)
    async with line.database.transaction() as tx:
        await say(tx, AN, words("slow"), at=AT)
        await say(tx, BINH, words("quick"), at=AT)
        await say(tx, Recipient(GROUP), words("group"), at=AT)
    async with line.sending():
        rows = await line.settled()
    slow, quick, group = (row["settled_at"] for row in rows)
    assert quick < slow
    assert group < slow


PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
