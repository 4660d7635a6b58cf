"""Phones, their chats, unread marks and the way between them."""

from __future__ import annotations

import httpx
from playwright.async_api import expect

from tests.sandbox_page.conftest import Office, phone, write
from tests.sandbox_page.office import AN, BINH, CHI, DUNG, GROUP, SCENE
from tests.support.pages import NARROW


async def test_each_person_has_a_phone_with_name_label_role_and_chats(office: Office) -> None:
    """All four phones stand side by side and say who holds them."""
    async with office.page() as page:
        await expect(page.locator("[data-phone]")).to_have_count(4)
        for user_id, name, label, role in (
            (AN, "An Nguyễn", "Tổ 03", "báo tin từ hiện trường"),
            (DUNG, "Dũng Phạm", "Tổ 07", "nhận việc"),
        ):
            head = phone(page, user_id).locator(".phone-head")
            for words in (name, label, role):
                await expect(head).to_contain_text(words)
            await expect(phone(page, user_id)).to_be_in_viewport(ratio=1)
        await expect(phone(page, CHI).get_by_role("tab")).to_have_count(2)
        await expect(phone(page, BINH).get_by_role("tab")).to_have_count(1)


async def test_a_chat_that_is_not_open_counts_what_is_unread(office: Office) -> None:
    """A message in another chat is counted on its tab, and reading it takes the count away on the server too."""
    async with office.page() as page:
        await phone(page, AN).locator(f'[data-chat="{GROUP}"]').click()
        await write(phone(page, AN), "Có ai ở bãi không?")
        tab = phone(page, CHI).locator(f'[data-chat="{GROUP}"]')
        await expect(tab.locator(".badge")).to_have_text("1")
        await expect(tab).to_contain_text("Có ai ở bãi không?")
        async with page.expect_response("**/read"):
            await tab.click()
        await expect(tab.locator(".badge")).to_have_count(0)
        await expect(phone(page, CHI).locator(".bubble .name")).to_have_text("An Nguyễn")
        await page.reload()
        await expect(phone(page, CHI).locator(f'[data-chat="{GROUP}"]')).to_contain_text("Có ai")
        await expect(phone(page, CHI).locator("[role=tab] .badge")).to_have_count(0)


async def test_arrow_keys_go_through_the_chats(office: Office) -> None:
    """With the chat list in focus, an arrow key opens the next chat and keeps the focus."""
    async with office.page() as page:
        private, group = (phone(page, AN).locator(f'[data-chat="{chat}"]') for chat in (AN, GROUP))
        await private.focus()
        await page.keyboard.press("ArrowRight")
        await expect(group).to_be_focused()
        await expect(group).to_have_attribute("aria-selected", "true")
        await page.keyboard.press("ArrowRight")
        await expect(private).to_have_attribute("aria-selected", "true")


async def test_a_chat_begins_with_start(office: Office) -> None:
    """Who has not started the bot sees only Start; then the composer comes and the bot has answered."""
    async with office.page() as page:
        holder = phone(page, DUNG)
        await expect(holder.locator("textarea")).to_have_count(0)
        await holder.get_by_role("button", name="Bắt đầu").click()
        await expect(holder.locator("textarea")).to_be_visible()
        await expect(holder.get_by_text("Phiếu 12").first).to_be_visible()


async def test_a_blocked_bot_can_be_let_in_again(office: Office) -> None:
    """The phone's menu blocks the bot; the composer gives way to a button that undoes it."""
    async with office.page() as page:
        holder = phone(page, BINH)
        await holder.get_by_role("button", name="Tùy chọn điện thoại").click()
        await holder.get_by_role("menuitem", name="Chặn bot").click()
        await holder.get_by_role("button", name="Bỏ chặn").click()
        await expect(holder.locator("textarea")).to_be_visible()


async def test_a_narrow_window_shows_one_phone_and_a_way_to_the_others(office: Office) -> None:
    """At 390 px one phone fills the width; the bar at the top changes it and counts what waits on the others."""
    async with office.page(NARROW) as page:
        await expect(phone(page, AN)).to_be_visible()
        await expect(phone(page, BINH)).to_be_hidden()
        await office.bot.call("sendMessage", chat_id=BINH, text="Chờ ý kiến")
        switch = page.locator(f'[data-switch="{BINH}"]')
        await expect(switch.locator(".badge")).to_have_text("1")
        await switch.click()
        await expect(phone(page, BINH).get_by_text("Chờ ý kiến").last).to_be_visible()
        await expect(phone(page, AN)).to_be_hidden()
        await expect(switch.locator(".badge")).to_have_count(0)
        assert await page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


async def test_a_scene_with_many_people_has_a_bar_to_find_them(office: Office) -> None:
    """Another scene replaces this one on the open page; of six phones each is one press away on a wide window."""
    more = [{"id": number, "first_name": f"Người {number}", "started": True} for number in (201, 202)]
    async with office.page() as page, httpx.AsyncClient(base_url=office.sandbox.url) as http:
        await expect(page.locator(f'[data-switch="{AN}"]')).to_be_hidden()
        await http.post("/control/scene", json=SCENE | {"people": SCENE["people"] + more, "guide_steps": []})
        await expect(page.locator("[data-phone]")).to_have_count(6)
        await page.locator('[data-switch="202"]').click()
        await expect(phone(page, 202)).to_be_in_viewport(ratio=0.99)


async def test_typing_is_shown(office: Office) -> None:
    """The bot's chat action stands in the chat list and leaves by itself."""
    async with office.page() as page:
        tab = phone(page, AN).locator(f'[data-chat="{AN}"]')
        await office.bot.call("sendChatAction", chat_id=AN, action="typing")
        await expect(tab).to_contain_text("đang nhập…")
        await expect(tab).not_to_contain_text("đang nhập…", timeout=9000)
