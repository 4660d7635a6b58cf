"""The outbox, the cards and the links, on both databases."""

import pytest

from bot.rules.message import Button, Command, FileRef, Recipient, Said, Screen, Spoken
from storage import outbox_queue
from storage.cards import card_delivered, find_card, find_card_by_message, list_cards, move_chat
from storage.engine import Database
from storage.message_json import (
    dump_commands,
    dump_said,
    dump_screen,
    load_commands,
    load_said,
    load_screen,
)
from storage.message_links import find_link, link_message, link_subject_to_incident
from storage.outbox import delete_message, refresh_cards, say, set_commands, show_card
from storage.outbox_queue import OutboxRow, claim_due, list_heads, requeue, settle_failed, settle_sent
from storage.transaction import Transaction
from tests.support.line import AT

AN, BINH = Recipient(101), Recipient(102)
SCREEN = Screen(
    "report-received",
    {"at": AT, "number": "HP-2026-0123", "nested": [{"at": AT}], "nothing": None},
    ((Button("add", "b:1", "primary", values={"number": "HP-2026-0123"}),),),
    (("report", "contain"), ("call",)),
    files=(FileRef("photo", "abc"), FileRef("location", latitude_e7=208, longitude_e7=-3)),
)


async def heads(tx: Transaction) -> list[int]:
    return [head.id for head in await list_heads(tx, AT, 100)]


async def claim(tx: Transaction, row_id: int) -> OutboxRow:
    row = await claim_due(tx, row_id)
    assert row is not None
    return row


def test_what_is_stored_comes_back_as_it_was() -> None:
    """Screens with their moments, spoken words with what arrived of them, menus."""
    assert load_screen(dump_screen(SCREEN)) == SCREEN
    said = Said(Spoken(("a", "b"), files=SCREEN.files, reply_keyboard=()), 4, ((1,), (2, 3)))
    assert load_said(dump_said(said)) == said
    commands = (Command("trogiup", "help"),)
    assert load_commands(dump_commands(commands)) == commands


def test_a_value_that_is_no_json_is_refused_when_it_is_queued() -> None:
    """Not later, in the sender."""
    with pytest.raises(TypeError):
        dump_screen(Screen("x", {"value": object()}))


async def test_one_row_a_chat_is_next_and_none_while_one_is_under_way(database: Database) -> None:
    """Higher priority first, then older; the next only after the first has ended."""
    async with database.transaction() as tx:
        older = await say(tx, AN, SCREEN, at=AT)
        urgent = await say(tx, AN, SCREEN, at=AT, priority=0, reply_to=5)
        other = await say(tx, BINH, SCREEN, at=AT, priority=2)
        nobody = [await say(tx, Recipient(None, None), SCREEN, at=AT) for _ in range(2)]
    async with database.transaction() as tx:
        assert await heads(tx) == [urgent, *nobody, other]
        row = await claim(tx, urgent)
        assert (row.chat_id, row.action, row.must_act, row.attempts, row.reply_to) == (
            101,
            "send",
            True,
            1,
            5,
        )
        assert load_screen(row.payload) == SCREEN
        assert await claim_due(tx, urgent) is None
        assert await heads(tx) == [*nobody, other]
        await settle_sent(tx, urgent, 55, at=AT)
        assert await heads(tx) == [older, *nobody, other]
        await claim(tx, older)
        await requeue(tx, older, "no line", is_repeat=True)
        assert (await claim(tx, older)).is_repeat
        await settle_failed(tx, older, "blocked", at=AT)
        ended = await outbox_queue.get_row(tx, older)
        assert (ended.state, ended.error) == ("dead", "blocked")
        await settle_sent(tx, older, 56, at=AT)
        assert (await outbox_queue.get_row(tx, older)).state == "dead"


async def test_a_row_held_back_is_not_next(database: Database) -> None:
    """Until its moment has come."""
    async with database.transaction() as tx:
        row_id = await say(tx, AN, SCREEN, at=AT)
        await claim(tx, row_id)
        await requeue(tx, row_id, "", is_repeat=False, not_before=AT.replace(hour=2))
        assert await heads(tx) == []
        assert [head.id for head in await list_heads(tx, AT.replace(hour=3), 10)] == [row_id]


async def test_edits_of_a_card_are_coalesced(database: Database) -> None:
    """However often a subject changes, one edit waits for each copy; it takes the higher priority."""
    async with database.transaction() as tx:
        first = await show_card(tx, AN, "card", 7, at=AT, incident_id=None)
        assert await show_card(tx, AN, "card", 7, at=AT) == first
        await show_card(tx, BINH, "card", 7, at=AT)
        assert await refresh_cards(tx, "card", 7, at=AT) == 0
        row = await claim(tx, first)
        assert (row.subject, row.subject_id, row.card_message_id) == ("card:7", 7, None)
        assert await refresh_cards(tx, "card", 7, at=AT) == 1
        assert await refresh_cards(tx, "card", 7, at=AT, priority=0) == 0
        await settle_sent(tx, first, 55, at=AT)
        assert row.card_id is not None
        await card_delivered(tx, row.card_id, 55, 3)
        edit = next(head for head in await list_heads(tx, AT, 10) if head.chat_id == 101)
        assert (edit.action, edit.priority) == ("edit", 0)
        taken = await claim(tx, edit.id)
        assert (taken.card_message_id, taken.subject, taken.is_repeat) == (55, "card:7", False)
        await settle_sent(tx, edit.id, 55, at=AT)
        card = await find_card_by_message(tx, 101, 55)
        assert card is not None
        assert (card.subject_id, card.drawn_version) == (7, 3)
        assert [copy.chat_id for copy in await list_cards(tx, "card", 7)] == [101, 102]


async def test_a_card_that_never_arrived_is_not_refreshed(database: Database) -> None:
    """Nobody sees it, and they were told already."""
    async with database.transaction() as tx:
        first = await show_card(tx, AN, "card", 7, at=AT)
        await claim(tx, first)
        await settle_failed(tx, first, "blocked", at=AT)
        assert await refresh_cards(tx, "card", 7, at=AT) == 0
        assert await show_card(tx, AN, "card", 7, at=AT) != first


async def test_what_concerns_a_card_waits_for_its_message(database: Database) -> None:
    """A pin of higher priority does not overtake the card it pins."""
    async with database.transaction() as tx:
        other = await say(tx, AN, SCREEN, at=AT, priority=0)
        card = await show_card(tx, AN, "card", 7, at=AT, pin=True)
        assert await heads(tx) == [other]
        for row_id in (other, card):
            await claim(tx, row_id)
            assert await heads(tx) == []
            await settle_sent(tx, row_id, row_id, at=AT)
        (pin,) = await list_heads(tx, AT, 10)
        assert pin.action == "pin"


async def test_a_fresh_copy_strips_the_older(database: Database) -> None:
    """The new message first, then the old one's buttons."""
    async with database.transaction() as tx:
        first = await show_card(tx, AN, "card", 7, at=AT)
        row = await claim(tx, first)
        await settle_sent(tx, first, 55, at=AT)
        assert row.card_id is not None
        await card_delivered(tx, row.card_id, 55, 1)
        again = await show_card(tx, AN, "card", 7, at=AT, again=True)
        assert await heads(tx) == [again]
        await claim(tx, again)
        await settle_sent(tx, again, 60, at=AT)
        (strip,) = await heads(tx)
        row = await claim(tx, strip)
        assert (row.action, row.notice, row.message_id, row.card_id) == ("edit", "strip-keyboard", 55, None)


async def test_an_upgraded_group_takes_everything_along(database: Database) -> None:
    """Cards without their messages, and rows that wait."""
    async with database.transaction() as tx:
        card = await show_card(tx, Recipient(-5), "card", 7, at=AT)
        row = await claim(tx, card)
        await settle_sent(tx, card, 55, at=AT)
        assert row.card_id is not None
        await card_delivered(tx, row.card_id, 55, 1)
        waiting = await say(tx, Recipient(-5), SCREEN, at=AT, reply_to=55)
        await move_chat(tx, -5, -1009)
        moved = await find_card(tx, "card", 7, -1009)
        assert moved is not None
        assert moved.message_id is None
        row = await outbox_queue.get_row(tx, waiting)
        assert (row.chat_id, row.reply_to) == (-1009, None)
        assert await refresh_cards(tx, "card", 7, at=AT) == 1


async def test_actions_without_words_are_rows_too(database: Database) -> None:
    """Deletions and menus."""
    async with database.transaction() as tx:
        await delete_message(tx, 101, 9, at=AT)
        await set_commands(tx, BINH, (Command("trogiup", "help"),), at=AT)
        rows = [await claim(tx, row_id) for row_id in await heads(tx)]
        assert [(row.action, row.message_id) for row in rows] == [("delete", 9), ("commands", None)]
        assert (await outbox_queue.count_waiting(tx))[0] == 2
        assert await outbox_queue.list_sending(tx) == [row.id for row in rows]


async def test_a_message_belongs_to_what_was_said_last(database: Database) -> None:
    """Links follow a draft that became an incident."""
    async with database.transaction() as tx:
        await link_message(tx, 101, 5, incident_id=None, subject="draft:4")
        link = await find_link(tx, 101, 5)
        assert link is not None
        assert (link.incident_id, link.subject) == (None, "draft:4")
        await link_message(tx, 101, 5, incident_id=None, subject="report:1")
        link = await find_link(tx, 101, 5)
        assert link is not None
        assert link.subject == "report:1"
        assert await find_link(tx, 101, 6) is None
        await link_subject_to_incident(tx, "nothing", 1)
