"""Writing: text, files, places, answers, edits, commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
from playwright.async_api import expect

from tests.sandbox_page.conftest import Office, phone, write
from tests.sandbox_page.office import AN, BINH, CHI
from tests.sandbox_page.pictures import FIELD, HARBOUR
from tests.support.pages import NARROW

if TYPE_CHECKING:
    from playwright.async_api import Locator


async def sent_by(office: Office, user_id: int) -> list[dict[str, Any]]:
    """Return the messages a person has sent, as the ledger has them."""
    async with httpx.AsyncClient(base_url=office.sandbox.url) as http:
        entries = (await http.get("/control/ledger", params={"kind": "message", "chat_id": user_id})).json()[
            "entries"
        ]
    return [entry["message"] for entry in entries if entry["by"] == user_id and entry["event"] == "sent"]


async def attach(holder: Locator, name: str) -> None:
    """Open the sheet behind the paper clip and take what has this name."""
    await holder.get_by_role("button", name="Đính kèm").click()
    await holder.get_by_role("button", name=name).click()


async def test_enter_sends_and_shift_enter_breaks_the_line(office: Office) -> None:
    """Enter sends what is written; with Shift it begins a new line; the field grows with it and empties."""
    async with office.page() as page:
        field = phone(page, AN).locator("textarea")
        low = await field.evaluate("element => element.offsetHeight")
        await field.press_sequentially("Một")
        await field.press("Shift+Enter")
        await field.press_sequentially("Hai")
        assert await field.evaluate("element => element.offsetHeight") > low
        await field.press("Enter")
        await expect(field).to_have_value("")
        await expect(phone(page, AN).get_by_text("Bạn viết: Một")).to_be_visible()
    assert [message["text"] for message in await sent_by(office, AN)] == ["Một\nHai"]


async def test_enter_of_an_input_method_does_not_send(office: Office) -> None:
    """While an input method builds a letter, Enter belongs to it."""
    async with office.page() as page:
        field = phone(page, AN).locator("textarea")
        await field.fill("tieengs")
        await field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
        await expect(field).to_have_value("tieengs")
    assert await sent_by(office, AN) == []


async def test_a_refused_message_comes_back_to_the_field(office: Office) -> None:
    """What the server refuses is said in the phone and stays written."""
    async with office.page(refusals=True) as page:
        holder = phone(page, AN)
        await page.route(
            "**/send", lambda route: route.fulfill(status=400, json={"detail": "message is too long"})
        )
        await write(holder, "Rất dài")
        await expect(holder.locator(".toast")).to_have_text("message is too long")
        await expect(holder.locator("textarea")).to_have_value("Rất dài")


async def test_photos_from_disk_are_one_album_with_the_text_as_caption(office: Office) -> None:
    """Two photos and a text become an album; one of them can be taken out again before sending."""
    async with office.page() as page:
        holder = phone(page, AN)
        for name in ("a.png", "b.png", "c.png"):
            async with page.expect_file_chooser() as chooser:
                await attach(holder, "Ảnh, video")
            file: Any = {
                "name": name,
                "mimeType": "image/png",
                "buffer": HARBOUR if name == "a.png" else FIELD,
            }
            await (await chooser.value).set_files(file)
            await expect(holder.locator(".pending").last).to_contain_text(name)
        await holder.get_by_role("button", name="Bỏ c.png").click()
        await holder.locator("textarea").fill("Hai góc")
        await holder.get_by_role("button", name="Gửi tin").click()
        await expect(holder.locator("[data-album] img")).to_have_count(2)
        await expect(holder.locator(".pending")).to_have_count(0)
    first, second = await sent_by(office, AN)
    assert (first["caption"], first["photo"]["width"], first["photo"]["height"]) == ("Hai góc", 640, 420)
    assert first["media_group_id"] == second["media_group_id"]


async def test_a_file_from_disk_is_a_document(office: Office) -> None:
    """What comes through "Tệp" stays a file, also where it is a picture."""
    async with office.page() as page:
        holder = phone(page, AN)
        async with page.expect_file_chooser() as chooser:
            await attach(holder, "Tệp")
        await (await chooser.value).set_files({"name": "giay.png", "mimeType": "image/png", "buffer": FIELD})
        await holder.get_by_role("button", name="Gửi tin").click()
        await expect(holder.locator(".row.out .file")).to_contain_text("giay.png")
    assert (await sent_by(office, AN))[0]["document"]["name"] == "giay.png"


async def test_a_pasted_picture_waits_to_be_sent(office: Office) -> None:
    """A picture from the clipboard lies beside the field until Send."""
    paste = """(field) => { const data = new DataTransfer();
        data.items.add(new File([new Uint8Array([1])], 'anh.pdf', {type: 'application/pdf'}));
        field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }"""
    async with office.page() as page:
        holder = phone(page, AN)
        await holder.locator("textarea").evaluate(paste)
        await expect(holder.locator(".pending")).to_contain_text("anh.pdf")


async def test_the_scenes_samples_are_a_camera_roll(office: Office) -> None:
    """A sample shows its picture and goes into the composer; samples of other phones are not offered."""
    async with office.page() as page:
        await phone(page, BINH).get_by_role("button", name="Đính kèm").click()
        await expect(phone(page, BINH).locator(".tile")).to_have_count(4)
        await expect(phone(page, BINH).locator(".tile img")).to_have_js_property("naturalWidth", 640)
        await page.keyboard.press("Escape")
        holder = phone(page, AN)
        await attach(holder, "Ba tấm ảnh")
        await expect(holder.locator("textarea")).to_have_value("Ba góc chụp của bãi")
        await holder.get_by_role("button", name="Gửi tin").click()
        await expect(holder.locator("[data-album] img")).to_have_count(3)
        await attach(holder, "Tin thoại mẫu")
        await holder.get_by_role("button", name="Gửi tin").click()
        await expect(holder.locator(".player")).to_have_count(1)
        await attach(holder, "Danh thiếp của tôi")
        await expect(holder.locator(".contact")).to_contain_text("+84900000101")


async def test_a_place_is_sent_by_its_coordinates(office: Office) -> None:
    """The dialog begins with the scene's place and takes any other."""
    async with office.page() as page:
        holder = phone(page, CHI)
        await attach(holder, "Gửi vị trí")
        await expect(holder.get_by_label("Vĩ độ")).to_have_value("20.84491")
        await holder.get_by_label("Vĩ độ").fill("10.5")
        await holder.get_by_role("dialog").get_by_role("button", name="Gửi vị trí").click()
        await expect(holder.locator(".place")).to_contain_text("10.50000° B, 106.68808° Đ")


async def test_a_message_is_answered_edited_and_deleted_by_its_menu(office: Office) -> None:
    """A press on a bubble opens its menu; own messages can be changed and removed, others only answered."""
    async with office.page() as page:
        holder = phone(page, AN)
        await write(holder, "Xin chao")
        await holder.locator(".row.in .text").click()
        await expect(holder.get_by_role("menuitem", name="Sửa tin")).to_have_count(0)
        await holder.get_by_role("menuitem", name="Trả lời").click()
        await expect(holder.locator("textarea")).to_be_focused()
        await write(holder, "Trả lời bạn")
        await expect(holder.locator(".row.out .quote")).to_contain_text("Bạn viết: Xin chao")
        mine = holder.locator(".row.out").first
        await mine.locator(".bubble").click()
        await holder.get_by_role("menuitem", name="Sửa tin").click()
        await expect(holder.locator("textarea")).to_have_value("Xin chao")
        await write(holder, "Xin chào")
        await expect(mine).to_contain_text("Xin chào")
        await expect(mine).to_contain_text("đã sửa")
        await expect(holder.locator("textarea")).to_have_value("")
        await mine.locator(".bubble").click()
        await holder.get_by_role("menuitem", name="Xóa tin").click()
        await expect(holder.get_by_text("Xin chào", exact=False)).to_have_count(0)


async def test_a_swipe_to_the_left_answers(office: Office) -> None:
    """On a touch screen a bubble pulled to the left is answered."""
    swipe = """(row) => { const box = row.getBoundingClientRect(); const y = box.top + 8;
        const at = (type, x) => row.querySelector('.bubble').dispatchEvent(new PointerEvent(type,
            {bubbles: true, pointerType: 'touch', button: 0, clientX: x, clientY: y}));
        at('pointerdown', 200); at('pointermove', 170); at('pointermove', 120); at('pointerup', 120); }"""
    async with office.page(NARROW, has_touch=True) as page:
        holder = phone(page, AN)
        await write(holder, "Vuốt tôi")
        await holder.locator(".row.out").evaluate(swipe)
        await expect(holder.locator(".compose-strip")).to_contain_text("Trả lời An Nguyễn")


async def test_everything_is_reached_by_keyboard(office: Office) -> None:
    """Arrow keys reach bubbles, their menu and their buttons, and the last own message for editing."""
    async with office.page() as page:
        holder = phone(page, AN)
        await write(holder, "/start")
        await expect(holder.get_by_role("button", name="Hỏi thêm")).to_be_visible()
        await holder.locator(".messages").focus()
        await page.keyboard.press("ArrowUp")
        card = holder.locator("article.row").last
        await expect(card).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(holder.get_by_role("menuitem", name="Trả lời")).to_be_focused()
        await page.keyboard.press("ArrowDown")
        await expect(holder.get_by_role("menuitem", name="Sao chép")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(card).to_be_focused()
        await card.get_by_role("button", name="Hỏi thêm").focus()
        await page.keyboard.press("Enter")
        await expect(holder.locator(".toast")).to_have_text("Đã ghi nhận câu hỏi")
        await holder.locator("textarea").focus()
        await page.keyboard.press("ArrowUp")
        await expect(holder.locator(".compose-strip")).to_contain_text("Đang sửa tin")
        await page.keyboard.press("Escape")
        await expect(holder.locator(".compose-strip")).to_be_hidden()


async def test_commands_are_offered_by_button_and_by_slash(office: Office) -> None:
    """The bot's commands stand in a list; what is typed narrows it; Enter sends the chosen one."""
    async with office.page() as page:
        holder = phone(page, AN)
        await holder.get_by_role("button", name="Lệnh của bot").click()
        await expect(holder.get_by_role("option")).to_have_count(4)
        await holder.locator("textarea").fill("/a")
        await expect(holder.get_by_role("option")).to_have_text(["/albumba tấm ảnh"])
        await holder.locator("textarea").press("Enter")
        await expect(holder.locator("[data-album]")).to_be_visible()
    assert [message["text"] for message in await sent_by(office, AN)] == ["/album"]


async def test_what_comes_is_said_to_screen_readers(office: Office) -> None:
    """A message on the phone in use is put into a polite live region, with its author."""
    async with office.page() as page:
        holder = phone(page, AN)
        await write(holder, "Nghe rõ không?")
        await expect(page.locator(".spoken")).to_have_text("Bot Nhắc Lại: Bạn viết: Nghe rõ không?")
