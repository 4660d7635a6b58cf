"""The line to the server: what comes by itself, and what happens when it breaks."""

from __future__ import annotations

import re

import httpx
from playwright.async_api import Browser, expect

from sandbox import running
from tests.sandbox_page.conftest import Office, phone
from tests.sandbox_page.office import AN, CHI, GROUP, SCENE, EchoBot


async def test_a_restarted_server_is_found_again(browser: Browser) -> None:
    """When the server goes, the page says so; when it is back, the page shows its state and a draft is still there."""
    async with running(SCENE) as sandbox:
        office = Office(sandbox, EchoBot(sandbox.url), browser)
        opened = office.page(refusals=True)
        page = await opened.__aenter__()
        await phone(page, AN).locator("textarea").fill("Nửa câu")
    try:
        await expect(page.get_by_text("Mất kết nối với máy chủ")).to_be_visible()
        async with running(SCENE, port=sandbox.port):
            await expect(page.get_by_text("Mất kết nối với máy chủ")).to_be_hidden(timeout=20_000)
            async with httpx.AsyncClient(base_url=sandbox.url) as http:
                await http.post(f"/control/phones/{AN}/send", json={"text": "Sau khi nối lại"})
            await expect(phone(page, AN).locator(".row.out")).to_contain_text("Sau khi nối lại")
            await expect(phone(page, AN).locator("textarea")).to_have_value("Nửa câu")
    finally:
        await opened.__aexit__(None, None, None)


async def test_groups_come_go_and_change_while_the_page_is_open(office: Office) -> None:
    """A new group appears on its members' phones, is renamed, is upgraded, and who leaves cannot write there."""
    async with office.page() as page, httpx.AsyncClient(base_url=office.sandbox.url) as http:
        made = await http.post(
            "/control/groups",
            json={"title": "Nhóm mới", "creator": CHI, "members": [AN], "bots": ["echo_bot"]},
        )
        tab = phone(page, AN).get_by_role("tab", name="Nhóm mới")
        await tab.click()
        number = made.json()["chat_id"]
        await http.post(f"/control/groups/{number}/title", json={"title": "Tên khác", "by": CHI})
        await expect(phone(page, AN).get_by_role("tab", name="Tên khác")).to_be_visible()
        await expect(phone(page, AN).locator(".service").last).to_contain_text(
            "Chi Lê đã đổi tên nhóm thành “Tên khác”"
        )
        await http.post(f"/control/groups/{number}/remove", json={"user_id": AN, "by": CHI})
        await expect(phone(page, AN).get_by_text("Không thể viết vào đây")).to_be_visible()
        await http.post(f"/control/groups/{GROUP}/migrate")
        await expect(phone(page, CHI).get_by_role("tab", name="Tổ 03 – nhóm chung")).to_have_count(1)


async def test_two_readers_see_the_same(office: Office) -> None:
    """What is sent in one window is in the other."""
    async with office.page() as one, office.page() as other:
        await phone(one, AN).locator("textarea").fill("Cho cả hai")
        await phone(one, AN).get_by_role("button", name="Gửi tin").click()
        await expect(phone(other, AN).locator(".row.out")).to_contain_text("Cho cả hai")


async def test_what_follows_a_question_does_not_push_its_buttons_out_of_sight(office: Office) -> None:
    """Photos sent right after buttons wait below; what comes after a press is followed again."""
    async with office.page() as page:
        chi = phone(page, CHI)
        question = {"inline_keyboard": [[{"text": "Đồng ý", "callback_data": "toast"}]]}
        for words in ("Có ba ảnh kèm theo.", *("Ảnh số " + "\n" * 12 + str(n) for n in range(3))):
            markup = {"reply_markup": question} if words.startswith("Có") else {}
            await office.bot.call("sendMessage", chat_id=CHI, text=words, **markup)
        await expect(chi.locator(".row")).to_have_count(4)
        await expect(chi.get_by_role("button", name="Đồng ý")).to_be_in_viewport(ratio=0.99)
        # How many lie below the edge depends on the window; that some do is what the badge tells.
        await expect(chi.locator(".to-end .badge")).to_have_text(re.compile(r"^[1-3]$"))
        await chi.get_by_role("button", name="Đồng ý").click()
        await office.bot.call("sendMessage", chat_id=CHI, text="Cảm ơn.")
        await expect(chi.locator(".row").last).to_be_in_viewport(ratio=0.99)
        await expect(chi.locator(".to-end")).not_to_have_class("to-end shown")
