"""The guide of the scene: filled in, ticked off, remembered."""

from __future__ import annotations

from datetime import timedelta

from playwright.async_api import expect

from sandbox.scene import GuideStep
from tests.sandbox_page.conftest import Office, phone, write
from tests.sandbox_page.office import AN, BINH, CHI
from tests.support.pages import NARROW


async def test_the_guide_leads_from_step_to_step(office: Office) -> None:
    """Each step is ticked off by what happens on the phones; a step nothing can show is ticked by hand."""
    async with office.page() as page:
        guide = page.get_by_role("region", name="Hướng dẫn")
        await expect(guide).to_contain_text("Gửi lời chào")
        await expect(phone(page, AN)).to_contain_class("wanted")
        await guide.get_by_role("button", name="Điền giúp").click()
        await expect(phone(page, AN).locator("textarea")).to_have_value("Chào cả nhà, tôi là An ở tổ 03.")
        await phone(page, AN).get_by_role("button", name="Gửi tin").click()
        await expect(guide).to_contain_text("Bình đồng ý")
        await write(phone(page, AN), "/start")
        await phone(page, AN).get_by_role("button", name="✅ Đồng ý").click()
        await expect(guide).to_contain_text("Bình đồng ý")
        await write(phone(page, BINH), "/start")
        await phone(page, BINH).get_by_role("button", name="✅ Đồng ý").click()
        await expect(guide).to_contain_text("Chi gửi ảnh bến cảng.")
        await write(phone(page, CHI), "/album")
        await expect(phone(page, CHI).locator("[data-album]")).to_be_visible()
        await expect(guide).to_contain_text("Chi gửi ảnh bến cảng.")
        await phone(page, CHI).get_by_role("button", name="Đính kèm").click()
        await phone(page, CHI).get_by_role("button", name="Bến cảng").click()
        await phone(page, CHI).get_by_role("button", name="Gửi tin").click()
        await guide.get_by_role("button", name="Xong bước này").click()
        await expect(guide).to_contain_text("Đã đi hết các bước")
        await page.reload()
        await expect(guide).to_contain_text("Đã đi hết các bước")


async def test_starting_over_begins_the_guide_anew(office: Office) -> None:
    """After a reset the first step is the current one again."""
    async with office.page() as page:
        await write(phone(page, AN), "Chào cả nhà")
        guide = page.get_by_role("region", name="Hướng dẫn")
        await expect(guide).to_contain_text("Bình đồng ý")
        await page.get_by_role("button", name="Làm lại từ đầu").click()
        await page.get_by_role("dialog").get_by_role("button", name="Làm lại từ đầu").click()
        await expect(guide).to_contain_text("An gửi lời chào mẫu")


async def test_the_guide_can_be_put_away_and_brought_back(office: Office) -> None:
    """Hidden, it stays hidden on the next visit, until its button in the head is pressed."""
    async with office.page() as page:
        await page.get_by_role("button", name="Ẩn hướng dẫn").click()
        guide = page.get_by_role("region", name="Hướng dẫn")
        await expect(guide).to_be_hidden()
        await page.reload()
        await expect(page.locator("[data-phone]").first).to_be_visible()
        await expect(guide).to_be_hidden()
        await page.get_by_role("button", name="Hướng dẫn", exact=True).click()
        await expect(guide).to_be_visible()


async def test_on_a_narrow_window_the_guide_opens_the_phone_it_speaks_of(office: Office) -> None:
    """The step's person is a button that brings their phone."""
    async with office.page(NARROW) as page:
        await write(phone(page, AN), "Chào cả nhà")
        await page.get_by_role("region", name="Hướng dẫn").get_by_role("button", name="Bình Trần").click()
        await expect(phone(page, BINH)).to_be_visible()


async def test_a_step_moves_the_clock_once(office: Office) -> None:
    """Its button is gone when it was pressed, and when its instant has passed; a new start brings it back."""
    scene = office.sandbox.world.scene
    clock = office.sandbox.clock
    hour = clock.now() + timedelta(hours=1)
    steps = ({"advance": 120}, {"set": hour.isoformat()})
    scene.guide_steps = [
        GuideStep.model_validate({"title": f"Bước {n}", "clock": move}) for n, move in enumerate(steps)
    ]
    async with office.page() as page:
        guide = page.get_by_role("region", name="Hướng dẫn")
        before = clock.now()
        await guide.get_by_role("button", name="Cho trôi 2 phút").click()
        await expect(guide.locator(".guide-clock")).to_have_count(0)
        assert clock.now() - before >= timedelta(minutes=2)
        await guide.get_by_role("button", name="Xong bước này").click()
        await expect(guide.get_by_role("button", name="Tới ")).to_be_visible()
        clock.advance(3600)
        await expect(guide.locator(".guide-clock")).to_have_count(0)
        await page.get_by_role("button", name="Làm lại từ đầu").click()
        await page.get_by_role("dialog").get_by_role("button", name="Làm lại từ đầu").click()
        await expect(guide.get_by_role("button", name="Cho trôi 2 phút")).to_be_visible()
