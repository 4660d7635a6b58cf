"""What people send when they are tired, in a hurry, or their phone plays tricks: nothing is lost, nothing breaks."""

import base64

from tests.scenarios.reports import NO_PROPOSAL, SEAL, approved, sent
from tests.support.desk_under_test import DeskUnderTest, Phone
from tests.support.trouble import (
    PIXEL,
    calls,
    change,
    comes,
    data_of,
    log_texts,
    message_of,
    photos,
    rows,
)

LONG = " ".join(f"Kiện số {n} có dấu hiệu bị cạy mở." for n in range(1, 620))[:20_000]
MARKUP = "<b>xe</b> & *hàng* _cấm_ [soi](http://a.vn) `x` </i> <script> &lt; {{ 7*7 }} {% if %}"
LONGEST_MESSAGE = 4096


async def test_a_report_of_twenty_thousand_characters_is_one_incident(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """Cut by the phone into several messages, it is one report, kept whole; the card stays short."""
    await unit.sends(LONG)
    await unit.presses("Gửi")
    kept = await rows(desk, "SELECT text FROM reports")
    assert ["".join(report["text"].split()) for report in kept] == ["".join(LONG.split())]
    card = await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến", "Kiện số 1 ", "/vuviec HP-2026-0001")
    assert len(card.text) < 700
    await leader.sends("/vuviec 0001")
    told = " ".join(m.text for m in await leader.messages() if m.is_from_bot)
    assert "Kiện số 570 " in told
    await leader.sends("/nhatky")


async def test_twenty_thousand_characters_in_one_text_break_nothing(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """As one update, behind BOSUNG and as an edit: a version each, kept whole, and every message fits."""
    await sent(unit)
    comes(desk, "message", message_of(unit, 900, text=f"BOSUNG 0001 {LONG}"))
    await desk.settles()
    await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến", "Bổ sung", "Kiện số 1 ")
    edited = message_of(unit, 900, text=f"BOSUNG 0001 Đề nghị {LONG}", edit_date=desk.sandbox.clock.unix())
    comes(desk, "edited_message", edited)
    await desk.settles()
    kept = await rows(desk, "SELECT text FROM reports ORDER BY version")
    assert [len(report["text"]) > 19_000 for report in kept] == [False, True, True]
    await leader.presses("Duyệt đề xuất")
    await unit.presses("Đã nhận chỉ đạo")
    assert max(len(call["text"]) for call in calls(desk, "sendMessage")) <= 2 * LONGEST_MESSAGE
    assert await rows(desk, "SELECT id FROM outbox WHERE state = 'dead'") == []


async def test_what_cannot_be_read_is_answered_politely(unit: Phone, desk: DeskUnderTest) -> None:
    """Invisible characters alone, a sticker, a dice: its sender reads what can be sent instead."""
    comes(desk, "message", message_of(unit, 900, text="\u200b\u2060\u202e"))
    comes(desk, "message", message_of(unit, 901, dice={"emoji": "🎲", "value": 3}))
    await desk.settles()
    answers = [m for m in await unit.messages() if m.is_from_bot]
    assert len(answers) == 2
    assert all("không có nội dung bot đọc được" in answer.text for answer in answers)
    assert await desk.log_kinds() == []


async def test_empty_reports_are_refused_in_words(unit: Phone, leader: Phone, desk: DeskUnderTest) -> None:
    """GUI without a report, an urgent command and an addition without a word: nothing is numbered, nothing added."""
    await sent(unit)
    before = await desk.log_kinds()
    for typed, answer in {
        "GUI": "không có báo cáo nào đang soạn",
        "/hoatoc": "Thiếu nội dung",
        "BOSUNG 0001": "chưa có nội dung",
        "/nganchan 0001": "thiếu nội dung",
    }.items():
        await unit.sends(typed)
        await unit.sees(answer)
    assert await desk.log_kinds() == before
    await leader.sees_nothing_of("HP-2026-0002")


async def test_a_contact_somebody_shares_is_part_of_the_report(unit: Phone, leader: Phone) -> None:
    """Name and number of the driver, shared as a contact, are words like any others."""
    await unit.sends(SEAL)
    await unit.sends("", contact={"phone_number": "+84912345678", "first_name": "Lái xe", "last_name": "Tư"})
    await unit.sees("Xem lại trước khi gửi", "Lái xe Tư", "+84912345678")


async def test_emoji_alone_start_no_incident_by_themselves(unit: Phone, leader: Phone) -> None:
    """A thumb is a courtesy; anything else is shown back and waits for Gửi."""
    await unit.sends("👍👍🏽")
    assert [m for m in await unit.messages() if m.is_from_bot] == []
    await unit.sends("🔥🚛‼️")
    await unit.sees("Xem lại trước khi gửi", "🔥🚛‼️")
    await unit.presses("Gửi")
    await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến", "🔥🚛‼️")


async def test_a_thumb_under_a_directive_is_no_receipt(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """Only words of receipt acknowledge; a thumb in reply changes nothing."""
    await approved(unit, leader)
    await unit.sends("👍", reply_to=await unit.sees("HP-2026-0001/1"))
    assert "directive:acknowledged" not in await desk.log_kinds()


async def test_markup_in_every_field_is_text(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """HTML, Markdown and template signs come back as they were written, in every text of the whole loop."""
    await change(desk, "UPDATE people SET name = :name WHERE telegram_id = 201", name="Trần <b>Bình</b> & Co")
    await unit.sends(f"Hồi 8h30 {MARKUP} tại cổng A. Đề nghị mở {MARKUP}")
    await unit.presses("Sửa")
    await unit.presses("Địa điểm")
    await unit.sends(f"Bãi {MARKUP}")
    await unit.sees("Xem lại trước khi gửi", f"Bãi {MARKUP}")
    await unit.presses("Gửi")
    await leader.sees("HP-2026-0001", "Trần <b>Bình</b> & Co", MARKUP)
    await officer.presses("Ý kiến trực ban")
    await officer.sends(f"Ghi {MARKUP}")
    await leader.sees("HP-2026-0001", f"Ghi {MARKUP}")
    await leader.sends(f"HOI 0001 Hỏi {MARKUP}")
    await unit.sees("HP-2026-0001 · THƯỜNG", f"Hỏi {MARKUP}")
    await unit.sends(f"BOSUNG 0001 Đáp {MARKUP}")
    await leader.sends(f"CHIDAO 0001 @03CC Làm {MARKUP}")
    card = await unit.sees("HP-2026-0001/1", f"Làm {MARKUP}")
    await unit.sends(f"Xong {MARKUP}", reply_to=card)
    await unit.presses("Báo kết quả")
    await officer.sends(f"TRALAI 0001 Thiếu {MARKUP}")
    await unit.sees("HP-2026-0001/1", f"Thiếu {MARKUP}")
    await leader.sends(f"THUHOI 0001/1 Thôi {MARKUP}")
    await unit.sees("HP-2026-0001/1", f"Thôi {MARKUP}")
    await leader.sends("/vuviec 0001")
    await leader.sends("/nhatky")
    refused = [entry for entry in desk.sandbox.world.ledger.entries if entry.get("status") == 400]
    assert [
        said for entry in refused if "not modified" not in (said := entry["response"]["description"])
    ] == []


async def test_nul_and_bidi_characters_are_left_out(unit: Phone, leader: Phone, desk: DeskUnderTest) -> None:
    """What turns a line around or ends a string is not stored and not shown; the words around it are."""
    twisted = (
        "Hồi 8h30\u0000 phát hiện \u202exe\u202c 15C-123.45\u200b tại\u2066 cổng A\u2069."
        "\ufeff \u0007Đề nghị mở kiểm tra."
    )
    comes(desk, "message", message_of(unit, 900, text=twisted))
    await desk.settles()
    await unit.presses("Gửi")
    document = {"kind": "document", "name": "anh\u202egpj.exe", "base64": PIXEL}
    await unit.sends("", files=[document], caption="BOSUNG 0001 kèm\u0000 tệp")
    await leader.sees("HP-2026-0001", "xe 15C-123.45 tại cổng A")
    for said in [call["text"] for call in calls(desk, "sendMessage")] + [await log_texts(desk)]:
        assert not set(said) & set("\u0000\u202e\u202c\u200b\u2066\u2069\ufeff\u0007")
    [file] = await rows(desk, "SELECT name FROM attachments")
    assert file["name"] == "anhgpj.exe"


async def test_thirty_photos_are_one_report(unit: Phone, leader: Phone, desk: DeskUnderTest) -> None:
    """Three albums: one report, and thirty photos at the leader's."""
    for caption in (SEAL, "", ""):
        await unit.sends("", files=photos(10), **({"caption": caption} if caption else {}))
    await unit.sees("Xem lại trước khi gửi", "30 ảnh")
    await unit.presses("Gửi")
    await leader.sees("HP-2026-0001", "30 ảnh")
    assert len([m for m in await leader.messages() if "photo" in m.raw]) == 30
    assert len(calls(desk, "sendMediaGroup", chat=101)) == 3


async def test_a_file_too_large_is_said_and_its_text_is_kept(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """25 MB: the author reads that it is not stored, on a report and on an addition; the words go on."""
    film = {"kind": "video", "name": "cong-a.mp4", "mime_type": "video/mp4"}
    film["base64"] = base64.b64encode(bytes(25_000_000)).decode()
    await unit.sends("", files=[film], caption=SEAL)
    await unit.sees("Xem lại trước khi gửi", "quá 20 MB", "MSKU9070323")
    await unit.presses("Gửi")
    await leader.sees("HP-2026-0001 · THƯỜNG · chờ ý kiến", "MSKU9070323")
    file_id = calls(desk, "sendVideo")[0]["video"]
    video = {"file_id": file_id, "file_unique_id": "u", "width": 1, "height": 1, "duration": 1}
    video["file_size"] = 25_000_000
    comes(desk, "message", message_of(unit, 901, caption="BOSUNG 0001 phim cổng B", video=video))
    await desk.settles()
    await unit.sees("quá 20 MB", "vẫn được ghi nhận")
    await leader.sees("HP-2026-0001", "phim cổng B")
    assert {row["state"] for row in await rows(desk, "SELECT state FROM attachments")} == {"too_large"}


async def test_a_result_sent_as_an_album_is_one_result(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """Every photo of the album belongs to the result; none begins a report of its own."""
    await approved(unit, leader)
    await unit.presses("Báo kết quả")
    await unit.sends("", files=photos(4), caption="Đã mở kiểm tra, hàng đúng khai báo")
    await officer.sees("HP-2026-0001/1", "kết quả – chờ xác nhận")
    assert len(await rows(desk, "SELECT id FROM attachments WHERE owner_kind = 'result'")) == 4
    assert await rows(desk, "SELECT id FROM drafts WHERE state = 'open'") == []
    assert len([m for m in await officer.messages() if "photo" in m.raw]) == 4
    await unit.sees_nothing_of("vụ việc mới")


async def test_files_stay_with_typed_words_and_commands(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """A photo under /hoatoc, BOSUNG, CHIDAO and NGANCHAN goes where its words go; under HOI it is said not to."""
    for caption in (
        "/hoatoc cháy container tại bãi A",
        "BOSUNG 0001 ảnh hiện trường",
        "NGANCHAN 0001 dừng xe",
    ):
        await unit.sends("", files=photos(1), caption=caption)
    await unit.sees_nothing_of("Tệp gửi kèm chưa được ghi nhận")
    await leader.sends("", files=photos(1), caption="HOI 0001 có ai bị thương không?")
    await leader.sees("Tệp gửi kèm chưa được ghi nhận")
    await unit.sends("BOSUNG 0001 không ai bị thương")
    await leader.sends("", files=photos(1), caption="CHIDAO 0001 @03CC dập lửa, sơ tán")
    kept = await rows(desk, "SELECT owner_kind FROM attachments ORDER BY id")
    assert [row["owner_kind"] for row in kept] == ["report", "report", "containment", "directive"]
    card = await unit.sees("HP-2026-0001/1", "dập lửa")
    assert any(
        "photo" in m.raw for m in await unit.messages() if m.is_from_bot and m.message_id > card.message_id
    )


async def test_a_reply_to_a_message_nobody_knows_is_heard(
    unit: Phone, officer: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """From a unit it is a report to look at; from the desk it goes to what nobody could place."""
    greeting = await unit.sends("cảm ơn")
    await unit.sends(NO_PROPOSAL, reply_to=greeting)
    await unit.sees("Xem lại trước khi gửi", "29H-456.78")
    hello = await leader.sends("cảm ơn")
    await leader.sends("cho kiểm tra thêm tại bãi B", reply_to=hello)
    await officer.sees("cho kiểm tra thêm tại bãi B")
    comes(
        desk,
        "message",
        message_of(unit, 950, text="thêm: xe màu đỏ", reply_to_message=message_of(unit, 12345, text="?")),
    )
    await desk.settles()
    await unit.sees("Xem lại trước khi gửi", "xe màu đỏ")


async def test_an_edit_before_gui_changes_the_preview(
    unit: Phone, leader: Phone, desk: DeskUnderTest
) -> None:
    """Gửi pressed on the preview of the older words changes nothing; the report is what stands there now."""
    said = await unit.sends(SEAL)
    preview = await unit.sees("Xem lại trước khi gửi")
    await unit.edits(said, SEAL.replace("MSKU9070323", "TCLU4265781"))
    assert "vừa có thêm nội dung" in await unit.presses_data(preview, data_of(preview, "Gửi"))
    assert await desk.log_kinds() == []
    await unit.presses("Gửi")
    await leader.sees("HP-2026-0001", "TCLU4265781")
    await leader.sees_nothing_of("MSKU9070323")


async def test_an_edit_before_the_decision_is_the_next_version(
    unit: Phone, leader: Phone, officer: Phone
) -> None:
    """A thumb on the older card decides nothing; the new words stand on the card, the desk is told."""
    said = await unit.sends(SEAL)
    await unit.presses("Gửi")
    card = await leader.sees("HP-2026-0001", "chờ ý kiến")
    await unit.edits(said, SEAL.replace("mở kiểm tra", "niêm phong lại"))
    assert "vừa có nội dung mới" in await leader.presses_data(card, data_of(card, "Duyệt đề xuất"))
    await officer.sees("tin đã gửi được sửa", "niêm phong lại")
    await leader.presses("Duyệt đề xuất")
    await unit.sees("HP-2026-0001/1", "niêm phong lại")


async def test_an_edit_after_the_decision_changes_nothing_and_is_known(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """It is in the log, the desk reads it, and directive and card stay as they were decided."""
    said = await unit.sends(SEAL)
    await unit.presses("Gửi")
    await leader.presses("Duyệt đề xuất")
    directive = (await unit.sees("HP-2026-0001/1")).text
    await unit.edits(said, SEAL.replace("mở kiểm tra", "tịch thu"))
    await officer.sees("tin đã gửi được sửa", "tịch thu", "không làm thay đổi")
    assert (await unit.sees("HP-2026-0001/1")).text == directive
    await leader.sees_nothing_of("chờ ý kiến")
    assert (await desk.log_kinds())[-1] == "report:edited"
    assert "tịch thu" in await log_texts(desk)
