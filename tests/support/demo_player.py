"""Somebody who plays the demo in its page with clicks alone, on a wide window or with one phone at a time."""

import re

from playwright.async_api import Locator, Page, expect

PATIENCE = 25_000  # milliseconds for a message to come; the machine may be busy
UNIT, LEADER, OFFICER, OTHER_UNIT = 201, 101, 103, 301


def numbered(counter: int, rest: str = "") -> re.Pattern[str]:
    """The desk's n-th incident, in whatever year this is played, and the words behind its number."""
    return re.compile(rf"HP-\d{{4}}-{counter:04d}{re.escape(rest)}")


class Player:
    """Presses only what stands on the phones of `page`."""

    def __init__(self, page: Page, *, one_phone: bool = False) -> None:
        self.page = page
        self._one_phone = one_phone

    @property
    def guide(self) -> Locator:
        """The guide over the phones."""
        return self.page.get_by_role("region", name="Hướng dẫn")

    async def phone(self, account: int) -> Locator:
        """One phone, chosen with the switcher where only one is shown."""
        if self._one_phone:
            await self.page.locator(f'[data-switch="{account}"]').click()
        return self.page.locator(f'[data-phone="{account}"]')

    async def presses(self, account: int, words: str, *, exact: bool = False) -> None:
        """Press the newest button under a message that begins with the words, an emoji before them aside."""
        end = r"\s*$" if exact else ""
        key = (await self.phone(account)).locator("button.key")
        found = key.filter(has_text=re.compile(rf"^\W*{re.escape(words)}{end}")).last
        await found.click(timeout=PATIENCE)

    async def sends(self, account: int, text: str = "") -> None:
        """Write a text and send it, or send what the guide has filled in."""
        phone = await self.phone(account)
        if text:
            await phone.locator("textarea").fill(text)
        await phone.get_by_role("button", name="Gửi tin").click()

    async def chooses_sample(self, account: int, label: str) -> None:
        """Take a sample of the attachment sheet into the composer."""
        phone = await self.phone(account)
        await phone.get_by_role("button", name="Đính kèm").click()
        await phone.locator(".tile").filter(has_text=label).click()

    async def sees(self, account: int, words: str | re.Pattern[str]) -> Locator:
        """A message of the bot with these words; the newest."""
        phone = await self.phone(account)
        message = phone.locator(".row.in").filter(has_text=words).last
        await expect(message).to_be_visible(timeout=PATIENCE)
        return message

    async def follows_guide(self, until: int = 7) -> None:
        """Walk the first incident as the guide says, up to and with step `until`."""
        steps = (
            self._fills_and_sends,
            lambda: self.presses(UNIT, "Gửi", exact=True),
            lambda: self.presses(LEADER, "Duyệt đề xuất"),
            lambda: self.presses(UNIT, "Đã nhận chỉ đạo"),
            self._reports_result,
            lambda: self.presses(OFFICER, "Xác nhận kết quả"),
            self._fills_and_sends_as_officer,
        )
        for number, step in enumerate(steps[:until], start=1):
            await step()
            await expect(self.guide.locator(".dot.done")).to_have_count(number, timeout=PATIENCE)

    async def _fills_and_sends(self, account: int = UNIT) -> None:
        await self.guide.get_by_role("button", name="Điền giúp").click()
        await self.sends(account)

    async def _reports_result(self) -> None:
        await self.sees(UNIT, "Đã nhận: đ/c")  # the card is drawn anew; its keys move no more
        await self.presses(UNIT, "Báo kết quả")
        await self.sees(UNIT, "kết quả thực hiện")
        await self._fills_and_sends()

    async def _fills_and_sends_as_officer(self) -> None:
        await self._fills_and_sends(OFFICER)
