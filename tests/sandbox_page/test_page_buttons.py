"""Inline buttons, reply keyboards and forced replies."""

from __future__ import annotations

import asyncio

import httpx
from playwright.async_api import expect

from tests.sandbox_page.conftest import Office, phone, write
from tests.sandbox_page.office import AN, BINH, BUTTONS, CHI


async def test_a_pressed_button_turns_until_the_bot_answers(office: Office) -> None:
    """The spinner stays on the pressed button, alone, until answerCallbackQuery; then its toast is shown."""
    async with office.page() as page:
        holder = phone(page, AN)
        await write(holder, "/start")
        slow = holder.get_by_role("button", name="Chậm")
        await slow.click()
        await expect(slow).to_have_attribute("aria-busy", "true")
        await holder.get_by_role("button", name="Hỏi thêm").click()
        await expect(holder.locator(".toast")).to_have_text("Đã ghi nhận câu hỏi")
        await expect(slow).to_have_attribute("aria-busy", "true")
        office.bot.hold.set()
        await expect(holder.locator(".toast")).to_have_text("Xong rồi")
        await expect(holder.locator("[aria-busy]")).to_have_count(0)
        await expect(holder.locator(".toast")).to_have_count(0)


async def test_an_alert_is_a_dialog_on_that_phone_alone(office: Office) -> None:
    """show_alert opens a dialog that holds the focus and gives it back."""
    async with office.page() as page:
        for user_id in (AN, BINH):
            await write(phone(page, user_id), "/start")
        pressed = phone(page, BINH).get_by_role("button", name="Không đồng ý")
        await pressed.click()
        dialog = phone(page, BINH).get_by_role("alertdialog")
        await expect(dialog).to_contain_text("Cần ghi lý do trước khi từ chối.")
        await expect(phone(page, AN).get_by_role("alertdialog")).to_have_count(0)
        await expect(dialog.get_by_role("button", name="Đã hiểu")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(dialog).to_have_count(0)
        await expect(pressed).to_be_focused()


async def test_styles_have_their_colours(office: Office) -> None:
    """Primary is blue, success green, danger red; a plain button is none of these."""
    async with office.page() as page:
        holder = phone(page, AN)
        await write(holder, "/start")
        for name, channel in (("Hỏi thêm", 2), ("✅ Đồng ý", 1), ("Không đồng ý", 0)):
            button = holder.get_by_role("button", name=name, exact=True)
            colour = await button.evaluate("element => getComputedStyle(element).backgroundColor")
            parts = [int(part) for part in colour[4:-1].split(",")]
            assert parts[channel] == max(parts), (name, colour)
            assert max(parts) - min(parts) > 80, (name, colour)


async def test_an_edit_by_the_bot_takes_the_buttons_away(office: Office) -> None:
    """After the decision the card says who decided and has no buttons."""
    async with office.page() as page:
        holder = phone(page, BINH)
        await write(holder, "/start")
        await holder.get_by_role("button", name="✅ Đồng ý", exact=True).click()
        await expect(holder.get_by_text("Bình đã đồng ý").last).to_be_visible()
        await expect(holder.locator(".inline-keyboard")).to_have_count(0)


async def test_a_button_can_copy_text_and_a_link_can_start_the_bot(office: Office) -> None:
    """copy_text goes to the clipboard; a t.me link of this bot is Start with its payload."""
    link = {"text": "Mở", "url": "https://t.me/echo_bot?start=ma-12"}
    async with office.page() as page:
        holder = phone(page, AN)
        await office.bot.call(
            "sendMessage",
            chat_id=AN,
            text="Hai nút",
            reply_markup={"inline_keyboard": [[BUTTONS["inline_keyboard"][2][1], link]]},
        )
        await holder.get_by_role("button", name="Sao chép mã").click()
        await expect(holder.locator(".toast")).to_have_text("Đã sao chép")
        assert await page.evaluate("navigator.clipboard.readText()") == "TCLU1234567"
        await holder.get_by_role("button", name="Mở").click()
        await expect(holder.get_by_text("/start ma-12")).to_be_visible()


async def test_a_button_that_has_gone_says_so(office: Office) -> None:
    """A press the server refuses is told in the phone, and the spinner stops."""
    async with office.page(refusals=True) as page:
        holder = phone(page, AN)
        await write(holder, "/start")
        button = holder.get_by_role("button", name="Hỏi thêm")
        await page.route(
            "**/press",
            lambda route: route.fulfill(status=409, json={"error": "gone", "detail": "the button is gone"}),
        )
        await button.click()
        await expect(holder.locator(".toast")).to_have_text("the button is gone")
        await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_large_keys_send_their_text_and_can_be_put_away(office: Office) -> None:
    """A reply keyboard shows large keys with the field's placeholder; a key is a message; the switch hides others."""
    async with office.page() as page:
        holder = phone(page, CHI)
        await write(holder, "/keys")
        key = holder.get_by_role("button", name="Báo việc mới")
        await expect(key).to_be_visible()
        box = await key.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        await expect(holder.locator("textarea")).to_have_attribute("placeholder", "Viết tin cho bot")
        await key.click()
        await expect(holder.get_by_text("Bạn viết: Báo việc mới")).to_be_visible()
        await holder.get_by_role("button", name="Gửi số của tôi").click()
        await expect(holder.locator(".contact")).to_contain_text("Chi Lê")
        markup = {"keyboard": [[{"text": "Phím khác"}]], "one_time_keyboard": True}
        await office.bot.call("sendMessage", chat_id=CHI, text="Phím mới", reply_markup=markup)
        other = holder.get_by_role("button", name="Phím khác")
        await holder.get_by_role("button", name="Bàn phím của bot").click()
        await expect(other).to_have_count(0)
        await holder.get_by_role("button", name="Bàn phím của bot").click()
        await expect(other).to_be_visible()
        await office.bot.call(
            "sendMessage", chat_id=CHI, text="Hết phím", reply_markup={"remove_keyboard": True}
        )
        await expect(other).to_have_count(0)


async def test_a_forced_reply_answers_its_message(office: Office) -> None:
    """After ForceReply the composer is set to answer that message; the answer arrives as a reply."""
    async with office.page() as page:
        holder = phone(page, AN)
        await write(holder, "/force")
        await expect(holder.locator(".compose-strip")).to_contain_text("Vì lý do gì?")
        await expect(holder.locator("textarea")).to_have_attribute("placeholder", "Lý do")
        await write(holder, "Mưa to")
        await expect(holder.locator(".row.out .quote").last).to_contain_text("Vì lý do gì?")
        await expect(holder.locator(".compose-strip")).to_be_hidden()
    async with httpx.AsyncClient(base_url=office.sandbox.url) as http:
        entries = (await http.get("/control/ledger", params={"kind": "message", "chat_id": AN})).json()[
            "entries"
        ]
    said = [entry["message"] for entry in entries if entry["message"].get("text") == "Mưa to"]
    assert said[0]["reply_to"]["text"] == "Vì lý do gì?"


async def test_a_press_answered_at_once_leaves_no_spinner(office: Office) -> None:
    """Twenty quick presses, whose answers may overtake their own confirmation, all come to rest."""
    async with office.page() as page:
        holder = phone(page, AN)
        await write(holder, "/start")
        button = holder.get_by_role("button", name="Hỏi thêm")
        for _ in range(20):
            await button.click()
            await asyncio.sleep(0)
        await expect(holder.locator("[aria-busy]")).to_have_count(0)
