"""The strip and the head of the page: calls, faults, time, starting over, language, light and dark."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from playwright.async_api import expect

from tests.sandbox_page.conftest import Office, phone, write
from tests.sandbox_page.office import AN


async def control(office: Office, path: str) -> Any:
    """Return an answer of the control API."""
    async with httpx.AsyncClient(base_url=office.sandbox.url) as http:
        return (await http.get(f"/control/{path}")).json()


async def test_the_bots_calls_are_shown_as_they_come(office: Office) -> None:
    """A call stands in the strip with method, chat, time and result, and opens to show what was asked."""
    async with office.page() as page:
        await write(phone(page, AN), "Xin chào")
        await expect(page.locator(".strip-last")).to_contain_text("sendMessage")
        await page.get_by_role("button", name="Lời gọi của bot").click()
        call = page.locator(".calls li").last
        await expect(call).to_contain_text("sendMessage")
        await expect(call).to_contain_text("An Nguyễn")
        await expect(call).to_contain_text("200")
        await expect(call).to_contain_text("ms")
        await call.get_by_role("button").click()
        await expect(call.locator("pre")).to_contain_text('"chat_id": "101"')
        await expect(page.locator(".calls")).not_to_contain_text("getUpdates")
        await office.bot.call("sendMessage", chat_id=999, text="Không ai")
        await expect(page.locator(".calls li").last).to_contain_text("chat not found")
        await page.reload()
        await expect(page.locator(".calls")).to_contain_text("sendMessage")


async def test_faults_are_switched_on_and_off(office: Office) -> None:
    """A preset is a fault of the control API while its switch is on; faults set elsewhere can be taken away here."""
    async with office.page() as page:
        await page.get_by_role("button", name="Lời gọi của bot").click()
        down = page.get_by_role("switch", name="Mất Telegram")
        await down.click()
        await expect(down).to_be_checked()
        (fault,) = (await control(office, "faults"))["faults"]
        assert (fault["kind"], fault["times"]) == ("drop_before", None)
        await expect(page.locator(".strip-flags")).to_have_text("1 sự cố đang bật")
        await down.click()
        await expect(down).not_to_be_checked()
        assert (await control(office, "faults"))["faults"] == []
        async with httpx.AsyncClient(base_url=office.sandbox.url) as http:
            await http.post("/control/faults", json={"kind": "half", "methods": ["sendPhoto"], "times": 2})
        await page.get_by_role("button", name="Tắt sự cố này").click()
        await expect(page.locator(".strip-flags")).to_have_text("")
        limits = page.get_by_role("switch", name="Giới hạn tốc độ")
        await limits.click()
        await expect(limits).to_be_checked()
        assert (await control(office, "limits"))["enabled"] is True


async def test_each_fault_preset_is_one_the_server_knows(office: Office) -> None:
    """Every switch turns on and shows itself on."""
    async with office.page() as page:
        await page.get_by_role("button", name="Lời gọi của bot").click()
        for one in await page.locator("[data-fault]").all():
            await one.click()
            await expect(one).to_be_checked()
        assert len((await control(office, "faults"))["faults"]) == 6


async def test_the_simulated_time_is_moved(office: Office) -> None:
    """Three buttons move the clock by their words; a fourth moves it to an instant of the scene's zone."""
    async with office.page() as page:
        for name, moved in (("+1 phút", 60), ("+10 phút", 600), ("+1 giờ", 3600)):
            before = office.sandbox.clock.now()
            async with page.expect_response("**/clock"):
                await page.get_by_role("button", name=name, exact=True).click()
            passed = office.sandbox.clock.now() - before
            assert timedelta(seconds=moved) <= passed < timedelta(seconds=moved + 20)
        await page.get_by_role("button", name="tới…").click()
        await page.get_by_label("tới…").fill("2031-05-06T07:08")
        async with page.expect_response("**/clock"):
            await page.get_by_role("button", name="Chuyển", exact=True).click()
        await expect(page.locator(".now")).to_contain_text("07:08")
        await expect(page.locator(".now-day")).to_contain_text("06/05")
        assert abs(office.sandbox.clock.now() - datetime(2031, 5, 6, 0, 8, tzinfo=UTC)) < timedelta(
            seconds=30
        )


async def test_starting_over_asks_first_and_empties_the_phones(office: Office) -> None:
    """Nothing is lost by the first press; after the second the scene is as at first, drafts included."""
    async with office.page() as page:
        holder = phone(page, AN)
        await write(holder, "Xin chào")
        await expect(holder.locator("article.row")).to_have_count(2)
        await holder.locator("textarea").fill("Nửa câu")
        await page.get_by_role("button", name="Làm lại từ đầu").click()
        await page.get_by_role("dialog").get_by_role("button", name="Hủy").click()
        await expect(holder.locator("article.row")).to_have_count(2)
        await page.get_by_role("button", name="Làm lại từ đầu").click()
        await page.get_by_role("dialog").get_by_role("button", name="Làm lại từ đầu").click()
        await expect(holder.locator("article.row")).to_have_count(0)
        await expect(holder.locator("textarea")).to_have_value("")


async def test_the_pages_words_change_their_language(office: Office) -> None:
    """English by one press, kept for the next visit; drafts and what people wrote stay as they are."""
    async with office.page() as page:
        await write(phone(page, AN), "Xin chào")
        await phone(page, AN).locator("textarea").fill("Nửa câu")
        await page.get_by_role("button", name="EN").click()
        await expect(phone(page, AN).get_by_role("button", name="Send message")).to_be_visible()
        await expect(phone(page, AN).locator("textarea")).to_have_value("Nửa câu")
        await expect(phone(page, AN).locator(".row.out")).to_contain_text("Xin chào")
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        await page.reload()
        await expect(page.get_by_role("button", name="Start over")).to_be_visible()


async def test_light_and_dark_follow_the_system_or_the_reader(office: Office) -> None:
    """The page follows the system until the reader chooses; the choice is kept."""
    paper = "() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]"
    async with office.page(color_scheme="dark") as page:
        assert await page.evaluate(paper) < 60
        await page.get_by_role("button", name="Nền: theo máy").click()
        assert await page.evaluate(paper) > 180
        await page.reload()
        await page.locator("[data-phone]").first.wait_for()
        assert await page.evaluate(paper) > 180
        await page.get_by_role("button", name="Nền: sáng").click()
        assert await page.evaluate(paper) < 60
