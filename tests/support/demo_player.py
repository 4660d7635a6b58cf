"""Somebody who plays the demo in its page with clicks alone, on a wide window or with one phone at a time."""

import re

from playwright.async_api import Locator, Page, expect

PATIENCE = 25_000  # milliseconds for a message to come; the machine may be busy
UNIT, LEADER, OFFICER, OTHER_UNIT = 201, 101, 103, 301
DEPUTY, SUPERIOR, NEXT_LEADER, NEXT_OFFICER = 102, 104, 106, 107
INCIDENT, TIME = range(1, 8), range(8, 14)
"""The guide's steps: a first incident, and time at the desk."""


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

    async def follows_guide(self, until: int = INCIDENT[-1], since: int = INCIDENT[0]) -> None:
        """Walk the guide as it says, from step `since` up to and with step `until`."""
        steps = (
            self._fills_and_sends,
            lambda: self.presses(UNIT, "Gửi", exact=True),
            lambda: self.presses(LEADER, "Duyệt đề xuất"),
            lambda: self.presses(UNIT, "Đã nhận chỉ đạo"),
            self._reports_result,
            lambda: self.presses(OFFICER, "Xác nhận kết quả"),
            self._fills_and_sends_as_officer,
            lambda: self._fills_and_sends(OTHER_UNIT),
            self._waits,
            self._superior_leads,
            self._next_shift_is_ready,
            self._next_leader_takes_over,
            self._both_sides_sign,
        )
        for number in range(since, until + 1):
            await steps[number - 1]()
            await self.ticks(number)

    async def opens_step(self, number: int) -> None:
        """Choose a step of the guide by hand, as somebody who skips what comes before."""
        await self.guide.locator(".dot").nth(number - 1).click()

    async def ticks(self, number: int) -> None:
        """The guide has seen that a step was done."""
        done = re.compile(r"\bdone\b")
        await expect(self.guide.locator(".dot").nth(number - 1)).to_have_class(done, timeout=PATIENCE)

    async def moves_clock(self) -> None:
        """Press the guide's button that moves the clock on."""
        await self.guide.locator("button.guide-clock").click()

    async def _waits(self) -> None:
        await self.sees(LEADER, numbered(1, " · HỎA TỐC"))
        await self.moves_clock()

    async def _superior_leads(self) -> None:
        await self.moves_clock()
        await self.presses(SUPERIOR, "Tôi trực tiếp chỉ đạo")
        await self.presses(SUPERIOR, "Duyệt đề xuất")

    async def _next_shift_is_ready(self) -> None:
        await self.moves_clock()
        await self.presses(NEXT_LEADER, "Sẵn sàng nhận ca")

    async def _next_leader_takes_over(self) -> None:
        await self.moves_clock()
        await self.presses(NEXT_LEADER, "Nhận việc này")
        await self.sees(NEXT_LEADER, "đã nhận việc này lúc")
        await self.presses(NEXT_LEADER, "Nhận ca")
        await self.presses(NEXT_LEADER, "Nhận ca, đã rõ")

    async def _both_sides_sign(self) -> None:
        await self.presses(SUPERIOR, "Bàn giao ca")
        await self.presses(OFFICER, "Bàn giao ca")
        await self.presses(NEXT_OFFICER, "Nhận ca")

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
