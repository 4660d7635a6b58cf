"""Buttons pressed twice, late, by the wrong person: the present truth is said, and nothing happens twice."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from storage.times import microseconds
from tests.scenarios.reports import NO_PROPOSAL, approved, sent
from tests.support.desk_under_test import DeskUnderTest, Phone, Seen, desk_under_test
from tests.support.organisation import UNIT_GROUP
from tests.support.trouble import change, data_of, spoil


async def test_a_button_pressed_twice_decides_once(unit: Phone, leader: Phone, desk: DeskUnderTest) -> None:
    """Two presses in the same moment: one opinion, one directive, and both are answered."""
    await sent(unit)
    card = await leader.sees("HP-2026-0001", "chờ ý kiến")
    data = data_of(card, "Duyệt đề xuất")
    toasts = await asyncio.gather(leader.presses_data(card, data), leader.presses_data(card, data))
    assert sorted(toast.partition(" HP-2026-0001")[0] for toast in toasts) == [
        "Đ/c Nguyễn Văn An đã duyệt",
        "Đã duyệt",
    ]
    assert (await desk.log_kinds()).count("directive:issued") == 1


async def test_the_same_press_under_two_update_ids_decides_once(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """Telegram may deliver a press again under another number."""
    await sent(unit)
    await leader.presses("Duyệt đề xuất")
    await desk.control("bots/trucban_bot/duplicate", {})
    await desk.settles()
    kinds = await desk.log_kinds()
    assert (kinds.count("opinion:approved"), kinds.count("directive:issued")) == (1, 1)


async def test_the_wrong_person_changes_nothing(
    unit: Phone, leader: Phone, officer: Phone, other_unit: Phone, desk: DeskUnderTest
) -> None:
    """A unit, the duty officer, somebody of another unit and data of no button at all: each is refused in words."""
    await sent(unit)
    card = await leader.sees("HP-2026-0001", "chờ ý kiến")
    data = data_of(card, "Duyệt đề xuất")
    before = await desk.log_kinds()
    receipt = await unit.sees("HP-2026-0001", "đã tiếp nhận")
    assert "không thuộc ca trực" in await unit.presses_data(receipt, data)
    assert "thuộc lãnh đạo trực ban của ca" in await officer.presses_data(
        await officer.sees("HP-2026-0001"), data
    )
    hello = await _something_said_to(other_unit)
    assert "Không tìm thấy vụ việc" in await other_unit.presses_data(hello, data)
    for nonsense in (
        "approve:999999:1:",
        "approve:-1:x:",
        "nothing",
        "approve:0:1:",
        "::::",
        "direct",
    ):
        toast = await leader.presses_data(card, nonsense)
        assert toast
        assert "Đã duyệt" not in toast
    assert [kind for kind in await desk.log_kinds() if kind != "reminder:sent"] == before


async def test_a_former_leader_reads_who_leads_now(
    unit: Phone, leader: Phone, off_duty: Phone, desk: DeskUnderTest
) -> None:
    """After the next shift began, the old card decides nothing; the new leader has one that does."""
    await sent(unit)
    card = await leader.sees("HP-2026-0001", "chờ ý kiến")
    await _next_shift(desk, leader_account=106)
    assert "không thuộc ca trực" in await leader.presses_data(card, data_of(card, "Duyệt đề xuất"))
    await leader.sends("DUYET 0001")
    await leader.sees("không thuộc ca trực", "/catruc")
    assert "opinion:approved" not in await desk.log_kinds()
    await off_duty.sends("DUYET 0001")
    await off_duty.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến", "Đề xuất")
    assert "Đã duyệt HP-2026-0001" in await off_duty.presses("Duyệt đề xuất")
    await unit.sees("HP-2026-0001/1", "Hoàng Nam")


@pytest.mark.parametrize("later", [timedelta(minutes=3), timedelta(days=2)], ids=["3 minutes", "2 days"])
async def test_a_late_press_is_answered_with_the_present_truth(
    unit: Phone, leader: Phone, head: Phone, desk: DeskUnderTest, later: timedelta
) -> None:
    """On cards long decided and long acknowledged: who, what, when; nothing happens again."""
    await sent(unit)
    card = await leader.sees("HP-2026-0001", "chờ ý kiến")
    approve = data_of(card, "Duyệt đề xuất")
    await leader.presses("Duyệt đề xuất")
    order = await unit.sees("HP-2026-0001/1")
    receive = data_of(order, "Đã nhận chỉ đạo")
    await head.presses("Đã nhận chỉ đạo")
    before = await desk.log_kinds()
    await desk.advance(later)
    assert "Đ/c Nguyễn Văn An đã duyệt HP-2026-0001 lúc" in await leader.presses_data(card, approve)
    assert "Đ/c Bùi Thu đã nhận HP-2026-0001/1 lúc" in await unit.presses_data(order, receive)
    by_the_clock = {"reminder:sent", "handover:opened", "digest:sent", "shift:prolonged", "document:made"}
    assert [kind for kind in await desk.log_kinds() if kind not in by_the_clock] == before


async def test_a_press_made_while_the_bot_was_away_too_long_is_simply_pressed_again(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """A press lives 150 seconds at Telegram: it is lost, nothing was decided, and the card still works."""
    await sent(unit)
    card = await leader.sees("HP-2026-0001", "chờ ý kiến")
    await desk.stop()
    body = {"chat_id": 101, "message_id": card.message_id, "data": data_of(card, "Duyệt đề xuất")}
    await desk.control("phones/101/press", body)
    desk.sandbox.clock.advance(180)
    await desk.start()
    await desk.settles()
    assert "opinion:approved" not in await desk.log_kinds()
    assert "Đã duyệt HP-2026-0001" in await leader.presses("Duyệt đề xuất")


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "drop_before"},
        {"kind": "drop_after"},
        {"kind": "html", "status": 502},
        {
            "kind": "status",
            "status": 400,
            "description": "Bad Request: query is too old and response timeout expired or query ID is invalid",
        },
    ],
    ids=["lost", "answer lost", "502", "too old"],
)
async def test_a_lost_answer_to_a_press_changes_nothing(
    unit: Phone, leader: Phone, desk: DeskUnderTest, fault: dict[str, object]
) -> None:
    """The decision stands, the card shows it, the directive is out, and the answer is not tried again."""
    await sent(unit)
    card = await leader.sees("HP-2026-0001", "chờ ý kiến")
    await spoil(
        desk, str(fault["kind"]), "answerCallbackQuery", **{k: v for k, v in fault.items() if k != "kind"}
    )
    body = {"chat_id": 101, "message_id": card.message_id, "data": data_of(card, "Duyệt đề xuất")}
    await desk.control("phones/101/press", body)
    await desk.settles()
    await unit.sees("HP-2026-0001/1", "mở kiểm tra container")
    assert (await leader.again(card)).buttons == ()
    assert (await desk.log_kinds()).count("opinion:approved") == 1


async def test_an_anonymous_administrator_decides_nothing(
    group_unit: Phone, unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """What is typed anonymously in a group is refused with the reason; a press there has a person again."""
    await sent(unit)
    await leader.sends("CHIDAO 0001 @03TG Cử người phối hợp")
    await group_unit.sees("HP-2026-0001/1", chat=UNIT_GROUP)
    promoted = {"user_id": 401, "administrator": True, "anonymous": True}
    await desk.control(f"groups/{UNIT_GROUP}/promote", promoted)
    card = await group_unit.sees("HP-2026-0001/1", chat=UNIT_GROUP)
    await group_unit.sends("NHAN 0001", chat=UNIT_GROUP, reply_to=card, as_anonymous_admin=True)
    await group_unit.sees("ẩn danh", "nhắn riêng", chat=UNIT_GROUP)
    assert "directive:acknowledged" not in await desk.log_kinds()
    assert "Đã nhận chỉ đạo" in await group_unit.presses("Đã nhận chỉ đạo", chat=UNIT_GROUP)


async def test_an_unknown_account_presses_and_types_in_vain(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """A stranger in a unit's group is refused; what they write privately is only listed for the desk."""
    await sent(unit)
    await leader.sends("CHIDAO 0001 @03TG Cử người phối hợp")
    stranger = desk.phone(900)
    await desk.control(f"groups/{UNIT_GROUP}/members", {"user_id": 900})
    card = await desk.phone(401).sees("HP-2026-0001/1", chat=UNIT_GROUP)
    assert "chưa đăng ký" in await stranger.presses_data(card, data_of(card, "Đã nhận chỉ đạo"))
    for text in ("DUYET 0001", "/vuviec 0001", "NHAN 0001", "tôi thấy xe lạ ở cổng B"):
        await stranger.sends(text)
    said = [m for m in await stranger.messages() if m.is_from_bot]
    assert len(said) == 1
    assert "0225" in said[0].text
    assert "HP-2026" not in said[0].text
    await officer.sees("Tin từ tài khoản chưa đăng ký", "xe lạ ở cổng B")
    assert "directive:acknowledged" not in await desk.log_kinds()


async def test_a_frozen_account_can_do_nothing_and_hears_nothing(
    unit: Phone, leader: Phone, head: Phone, desk: DeskUnderTest
) -> None:
    """After /khoataikhoan neither press nor word of it counts, and no directive goes to it any more."""
    await approved(unit, leader)
    order = await unit.sees("HP-2026-0001/1")
    receive = data_of(order, "Đã nhận chỉ đạo")
    await leader.sends("/khoataikhoan Trần Bình")
    await leader.sees("Đã khóa tài khoản", "Trần Bình")
    assert "đã bị khóa" in await unit.presses_data(order, receive)
    await unit.sends("NHAN 0001")
    await unit.sees("đã bị khóa")
    await unit.sends(NO_PROPOSAL)
    assert "directive:acknowledged" not in await desk.log_kinds()
    await unit.sees_nothing_of("Xem lại trước khi gửi", "29H-456.78")
    await leader.sends("CHIDAO 0001 Chụp ảnh niêm phong")
    await head.sees("HP-2026-0001/2", "Chụp ảnh")
    await unit.sees_nothing_of("HP-2026-0001/2")


async def test_a_deputy_without_a_basis_is_only_told(tmp_path: Path) -> None:
    """No document lets the deputy decide: no button, whenever; typed, it is refused in words."""
    async with desk_under_test(tmp_path, TRUCBAN_DEADLINES__THUONG__DECISION_DEPUTY_AFTER="0s") as desk:
        unit, leader, deputy = desk.phone(201), desk.phone(101), desk.phone(102)
        await sent(unit)
        card = await deputy.sees("HP-2026-0001", "chờ ý kiến")
        assert card.buttons == ()
        data = data_of(await leader.sees("HP-2026-0001", "Đề xuất"), "Duyệt đề xuất")
        await desk.advance(timedelta(hours=2))
        assert "chưa có văn bản" in await deputy.presses_data(card, data)
        await deputy.sends("DUYET 0001")
        await deputy.sees("HP-2026-0001: chưa có văn bản cho phép lãnh đạo trực thay")
        assert "opinion:approved" not in await desk.log_kinds()


async def test_a_deputy_who_may_at_once_decides_at_once(tmp_path: Path) -> None:
    """0s: the buttons are there with the card; the leader then reads that the deputy was first."""
    async with desk_under_test(
        tmp_path,
        TRUCBAN_DESK__DEPUTY_BASIS="Quyết định số 12/QĐ",
        TRUCBAN_DEADLINES__THUONG__DECISION_DEPUTY_AFTER="0s",
    ) as desk:
        unit, leader, deputy = desk.phone(201), desk.phone(101), desk.phone(102)
        await sent(unit)
        card = await leader.sees("HP-2026-0001", "chờ ý kiến")
        data = data_of(card, "Duyệt đề xuất")
        assert "Đã duyệt HP-2026-0001" in await deputy.presses("Duyệt đề xuất")
        assert "Đ/c Phạm Thị Dung đã duyệt HP-2026-0001" in await leader.presses_data(card, data)
        assert "Phạm Thị Dung (lãnh đạo trực thay) đã duyệt" in (await leader.again(card)).text


async def _something_said_to(phone: Phone) -> Seen:
    await phone.sends("/trogiup")
    return await phone.sees("có thể")


async def _next_shift(desk: DeskUnderTest, *, leader_account: int) -> None:
    """The shift after this one has begun, with another leader."""
    starts = desk.sandbox.clock.now() + timedelta(hours=1)
    await change(
        desk,
        "UPDATE shifts SET responsible_until = :at WHERE id = 1",
        at=microseconds(starts),
    )
    await change(
        desk,
        "INSERT INTO shifts (desk_id, starts_at, ends_at, responsible_from) VALUES (1, :at, :until, :at)",
        at=microseconds(starts),
        until=microseconds(starts + timedelta(days=1)),
    )
    await change(
        desk,
        "INSERT INTO shift_members (shift_id, person_id, role, from_at)"
        " SELECT 2, id, 'leader', :at FROM people WHERE telegram_id = :account",
        at=microseconds(starts),
        account=leader_account,
    )
    await desk.advance(timedelta(hours=2))
