"""Every refusal is dealt with as the table says, through the real sender."""

import asyncio
from typing import Any

import pytest

from bot.messenger.telegram import Telegram
from bot.rules.message import Button, FileRef, Recipient, Screen
from bot.rules.pacing import Limits
from storage.database import open_database
from storage.outbox import pin_message, refresh_cards, say, show_card
from tests.support.line import AT, GROUP, SCENE, TOKEN, Line, until

AN, BINH, CHI = Recipient(101, 1), Recipient(102, 2), Recipient(103, 3)
MAYBE = [
    {"kind": "drop_after"},
    {"kind": "half"},
    {"kind": "status_after", "status": 502},
    {"kind": "html_after", "status": 200},
]


def words(text: str) -> Screen:
    return Screen("plain", {"text": text})


async def queue(line: Line, to: Recipient, screen: Screen, **more: Any) -> None:
    async with line.database.transaction() as tx:
        await say(tx, to, screen, at=AT, **more)


@pytest.mark.parametrize("fault", MAYBE, ids=lambda fault: fault["kind"])
async def test_an_unknown_outcome_is_repeated_and_marked(line: Line, fault: dict[str, Any]) -> None:
    """It had arrived: the second says that it is a second, in the same words."""
    await line.fault(fault["kind"], "sendMessage", **{key: fault[key] for key in fault if key != "kind"})
    await queue(line, AN, words("HP-2026-0123"))
    async with line.sending():
        (row,) = await line.settled()
    assert await line.texts(101) == ["HP-2026-0123", "HP-2026-0123\n(gửi lại)"]
    assert (row["state"], row["is_repeat"], row["attempts"]) == ("sent", 1, 2)


async def test_what_nobody_must_act_on_is_not_repeated(line: Line) -> None:
    """Better once too few than twice."""
    await line.fault("drop_after", "sendMessage")
    await queue(line, AN, words("x"), must_act=False)
    async with line.sending():
        (row,) = await line.settled()
    assert await line.texts(101) == ["x"]
    assert row["state"] == "dropped"


async def test_edits_and_pins_are_repeated_without_a_mark(line: Line) -> None:
    """They say the same however often they are done."""
    line.subjects.versions[7] = 1
    async with line.sending():
        async with line.database.transaction() as tx:
            await show_card(tx, AN, "card", 7, at=AT)
        await line.settled()
        await line.fault("drop_after", "editMessageText")
        await line.fault("drop_after", "pinChatMessage")
        line.subjects.versions[7] = 2
        (message,) = await line.messages(101)
        async with line.database.transaction() as tx:
            await refresh_cards(tx, "card", 7, at=AT)
            await pin_message(tx, 101, message["message_id"], at=AT)
        rows = await line.settled()
    assert [row["state"] for row in rows] == ["sent"] * 3
    (message,) = await line.messages(101)
    assert (message["text"], message["pinned"]) == ("card 7 v2", True)


async def test_a_start_finds_rows_in_hand_and_treats_them_as_unknown(line: Line) -> None:
    """Killed between sending and settling: must-act repeats in the stored words, the rest is dropped."""
    line.subjects.versions[7] = 1
    await line.fault("silence_after", "sendMessage", times=None)
    async with line.database.transaction() as tx:
        await say(tx, AN, words("must"), at=AT)
        await say(tx, BINH, words("may"), at=AT, must_act=False)
        await show_card(tx, Recipient(GROUP), "card", 7, at=AT)
    sender = line.sender()
    task = asyncio.ensure_future(sender.run())

    async def all_in_hand() -> bool:
        return [row["state"] for row in line.rows()] == ["sending"] * 3

    await until(all_in_hand)
    for under_way in list(sender._under_way):  # noqa: SLF001 - the process dies: nothing is drained
        under_way.cancel()
    task.cancel()
    await asyncio.wait([task])
    line.ask("UPDATE outbox SET state = 'sending'")
    await line.control("DELETE", "faults")
    line.subjects.versions[7] = 2
    before = len(await line.calls("sendMessage"))
    async with line.sending():
        rows = await line.settled()
    assert [row["state"] for row in rows] == ["sent", "dropped", "sent"]
    again = [call["params"]["text"] for call in (await line.calls("sendMessage"))[before:]]
    assert sorted(again) == ["card 7 v1\n(gửi lại)", "must\n(gửi lại)"]


async def test_with_no_line_everything_waits_and_nothing_is_marked(line: Line) -> None:
    """Refused connections surely sent nothing; when the line is there it all goes out once, in order."""
    there, line.telegram = line.telegram, Telegram(TOKEN, "http://127.0.0.1:1")
    for text in ("1", "2"):
        await queue(line, AN, words(text))
    async with line.sending() as sender:

        async def has_tried() -> bool:
            return line.rows()[0]["attempts"] >= 2

        await until(has_tried)
        assert {row["state"] for row in line.rows()} <= {"queued", "sending"}
        await line.telegram.close()
        sender._line = there  # noqa: SLF001 - the line comes up
        await line.settled()
    line.telegram = there
    assert await line.texts(101) == ["1", "2"]
    assert all(row["is_repeat"] == 0 for row in line.rows())


@pytest.mark.parametrize("status", [401, 404, 409])
async def test_a_refused_token_stops_nothing_for_good_and_is_told_once(line: Line, status: int) -> None:
    """Probed slowly, told once, then everything goes out."""
    await line.fault("status", "sendMessage", times=2, status=status, description="No")
    await queue(line, AN, words("1"))
    await queue(line, BINH, words("2"))
    async with line.sending():
        await line.settled()
    assert len(line.rung) == 1
    assert (await line.texts(101), await line.texts(102)) == (["1"], ["2"])


async def test_a_flood_stops_only_its_chat(line: Line) -> None:
    """429 for one chat: the other does not wait, and the first is not asked before its time."""
    await line.fault("status", "sendMessage", status=429, retry_after=1, chat_id=101)
    await queue(line, AN, words("late"))
    await queue(line, BINH, words("now"))
    async with line.sending():
        late, now = await line.settled()
    assert late["settled_at"] - now["settled_at"] > 800_000
    assert (late["state"], late["is_repeat"]) == ("sent", 0)


async def test_an_upgraded_group_is_followed_everywhere(line: Line) -> None:
    """The unit, its cards and what waits move to the new chat, where the card stands anew."""
    line.subjects.versions[7] = 1
    group = Recipient(GROUP)
    async with line.sending():
        async with line.database.transaction() as tx:
            await show_card(tx, group, "card", 7, at=AT)
        await line.settled()
        moved = (await line.control("POST", f"groups/{GROUP}/migrate"))["chat_id"]
        async with line.database.transaction() as tx:
            await refresh_cards(tx, "card", 7, at=AT)
            await say(tx, group, words("directive"), at=AT)
        rows = await line.settled()
    assert [row["state"] for row in rows] == ["sent"] * 3
    assert line.ask("SELECT chat_id FROM units") == [{"chat_id": moved}]
    assert line.ask("SELECT chat_id FROM cards") == [{"chat_id": moved}]
    assert (await line.texts(101, moved))[-2:] == ["card 7 v1", "directive"]


async def test_who_blocked_the_bot_is_known_as_unreachable_until_it_works_again(line: Line) -> None:
    """The row is dead and says why; a later success clears the person."""
    await line.control("POST", "phones/101/block")
    await queue(line, AN, words("1"))
    await queue(line, CHI, words("never started"))
    await queue(line, BINH, words("2"))
    async with line.sending():
        rows = await line.settled()
        assert [row["state"] for row in rows] == ["dead", "dead", "sent"]
        found = line.ask("SELECT unreachable_at IS NOT NULL AS gone FROM people ORDER BY id")
        assert [person["gone"] for person in found] == [1, 0, 0]
        await line.control("POST", "phones/101/unblock")
        await queue(line, AN, words("3"))
        await line.settled()
    assert line.ask("SELECT unreachable_at FROM people WHERE id = 1") == [{"unreachable_at": None}]


async def test_a_card_whose_message_is_gone_is_sent_anew(line: Line) -> None:
    """Telegram said that the message to edit was not found."""
    line.subjects.versions[7] = 1
    async with line.sending():
        async with line.database.transaction() as tx:
            await show_card(tx, AN, "card", 7, at=AT)
        await line.settled()
        (old,) = await line.messages(101)
        await line.telegram.delete(101, old["message_id"])
        line.subjects.versions[7] = 2
        async with line.database.transaction() as tx:
            await refresh_cards(tx, "card", 7, at=AT)
        await line.settled()
    (new,) = await line.messages(101)
    assert new["text"] == "card 7 v2"
    assert line.ask("SELECT message_id FROM cards") == [{"message_id": new["message_id"]}]


async def test_an_edit_that_changes_nothing_is_a_success(line: Line) -> None:
    """Telegram said that the message is not modified."""
    line.subjects.versions[7] = 1
    async with line.sending():
        for _ in range(2):
            async with line.database.transaction() as tx:
                await show_card(tx, AN, "card", 7, at=AT)
            rows = await line.settled()
    assert [row["state"] for row in rows] == ["sent", "sent"]


async def test_wrong_markup_is_sent_plain_and_alarms(line: Line) -> None:
    """The words arrive, and somebody hears that a template is wrong."""
    await queue(line, AN, Screen("raw", {"text": "a <blink>b</blink> &amp; c"}))
    async with line.sending():
        (row,) = await line.settled()
    assert await line.texts(101) == ["a b & c"]
    assert row["state"] == "sent"
    assert [(code, fields["about"]) for code, fields in line.rung] == [("template-markup", "raw")]


async def test_a_broken_notice_is_dead_and_keeps_nobody_else_waiting(line: Line) -> None:
    """A template that names a value nobody gave."""
    await queue(line, AN, Screen("broken", {}))
    await queue(line, AN, words("next"))
    async with line.sending():
        rows = await line.settled()
    assert [row["state"] for row in rows] == ["dead", "sent"]
    assert [code for code, _ in line.rung] == ["notice-broken"]


async def test_what_telegram_never_takes_is_a_dead_letter(line: Line) -> None:
    """A chat nobody knows, a button with too much data."""
    await queue(line, Recipient(999, 1), words("x"))
    await queue(line, AN, Screen("plain", {"text": "x"}, ((Button("approve", "x" * 80),),)))
    async with line.sending():
        rows = await line.settled()
    assert [row["state"] for row in rows] == ["dead", "dead"]


async def test_a_file_that_cannot_be_sent_does_not_keep_the_text(line: Line) -> None:
    """The words arrived; the file is let be."""
    await queue(line, AN, Screen("plain", {"text": "x"}, files=(FileRef("photo", "nonsense"),)))
    async with line.sending():
        (row,) = await line.settled()
    assert row["state"] == "sent"
    assert await line.texts(101) == ["x"]


async def test_closing_waits_for_what_is_under_way(line: Line) -> None:
    """Its outcome is written down before the end."""
    await line.fault("delay_after", "sendMessage", seconds=0.5)
    await queue(line, AN, words("x"))
    async with line.sending():

        async def is_under_way() -> bool:
            return await line.texts(101) == ["x"]

        await until(is_under_way)
        assert line.rows()[0]["state"] == "sending"
    assert line.rows()[0]["state"] == "sent"


async def test_a_row_claimed_in_the_moment_of_closing_was_never_sent(line: Line) -> None:
    """Cancelled right after the claim's commit: it waits again, without a mark."""

    class CancelOnce:
        at = 2  # after the commit that queued

        async def before(self, _n: int) -> None:
            """Nothing."""

        async def after(self, n: int) -> None:
            if n == self.at:
                self.at = -1
                raise asyncio.CancelledError

    await line.database.close()
    line.database = await open_database(f"sqlite:///{line.path}", watch=CancelOnce())
    await queue(line, AN, words("x"))
    with pytest.raises(asyncio.CancelledError):
        await line.sender().run()
    (row,) = line.rows()
    assert (row["state"], row["is_repeat"], row["attempts"]) == ("queued", 0, 1)
    assert await line.calls("sendMessage") == []


async def test_telegrams_limits_are_kept_before_they_are_met(line: Line) -> None:
    """With the real limits on, a burst to one chat meets no 429."""
    await line.control("POST", "limits", enabled=True)
    line.limits = Limits(chat_burst=1)
    for text in "123":
        await queue(line, AN, words(text))
    async with line.sending():
        await line.settled()
    assert {call["status"] for call in await line.calls("sendMessage")} == {200}
    assert await line.texts(101) == ["1", "2", "3"]


async def test_a_row_that_alone_gets_no_answer_is_given_up_at_last(line: Line) -> None:
    """Its chat goes on, and the desk is told."""
    await queue(line, AN, words("cursed"))
    line.ask("UPDATE outbox SET attempts = 11")
    await queue(line, AN, words("next"))
    await line.fault("status", "sendMessage", status=500)
    async with line.sending():
        rows = await line.settled()
    assert [row["state"] for row in rows] == ["dead", "sent"]
    assert await line.texts(101) == ["next"]


async def test_a_directive_overtakes_a_digest_under_real_limits(line: Line) -> None:
    """Sixty lists wait their turn at 25 a second; the decision that comes then does not."""
    line.limits = Limits()
    lists = [{"id": 1000 + n, "first_name": f"P{n}", "started": True} for n in range(60)]
    await line.control("POST", "scene", **{**SCENE, "people": [*SCENE["people"], *lists]})
    for person in lists:
        await queue(line, Recipient(person["id"]), words("digest"), priority=2)
    async with line.sending():

        async def some_are_sent() -> bool:
            return sum(row["state"] == "sent" for row in line.rows()) >= 25

        await until(some_are_sent)
        await queue(line, AN, words("directive"), priority=0)
        rows = await line.settled()
    after = [row for row in rows[:-1] if row["settled_at"] > rows[-1]["settled_at"]]
    assert len(after) > 20
    took = max(row["settled_at"] for row in rows) - min(row["settled_at"] for row in rows)
    assert took > 1_200_000
